#pragma once

#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// Notes on a `main.json` that was not made by one build with the compiler of its neighbours:
/// - a nested template of a local module has another compiler version than the template itself,
///   which one build never gives;
/// - a nested template was compiled by a newer compiler;
/// - the module's parent was compiled by an older one.
/// Templates of registry modules keep the version that they were published with, so a mere mixture
/// of those is no news. `folder` is the module's.
std::vector<Diagnostic> compiler_notes(const Template& compiled, const Sources& sources,
                                       const Module& module);

}  // namespace avmdoc

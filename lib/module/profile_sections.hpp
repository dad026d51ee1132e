#pragma once

#include <string>
#include <utility>
#include <vector>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// Fills in what only some conventions show: exported types and variables, metadata, resources and
/// child modules.
void read_profile_sections(const Template& compiled, const Sources& sources, Module& module);

}  // namespace avmdoc

#pragma once

#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// Compares a template with the source at `path` and the local files that it includes, as far as
/// their syntax tells without compiling: target scope, metadata, parameters, types, outputs,
/// resources, modules, functions and exported variables with their types, literal values and
/// decorators. Of a file with syntax errors only declarations without one are looked at. Nothing is
/// said where the syntax does not tell: expressions, imported types, resource-derived types. When
/// nothing is stale, nothing is allocated but for strings with escapes.
std::vector<Staleness> staleness(const Template& compiled, const Sources& sources,
                                 const std::string& path);

}  // namespace avmdoc

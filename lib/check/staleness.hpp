#pragma once

#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// A place where a compiled template does not say what its source says.
struct Staleness {
  std::string item;   ///< `macAddress`
  std::string words;  ///< `parameter macAddress is missing`
  Location cause;     ///< in the source; the file alone for what is no longer there
};

/// Holds a template against the source at `path` and the local files that it includes, as far as
/// their syntax tells without compiling: target scope, metadata, parameters, types, outputs,
/// resources, modules, functions and exported variables with their types, literal values and
/// decorators. Of a file with syntax errors only declarations without one are looked at. Nothing is
/// said where the syntax does not tell: expressions, imported types, resource-derived types. When
/// nothing is stale, nothing is allocated but for strings with escapes.
std::vector<Staleness> staleness(const Template& compiled, const Sources& sources,
                                 const std::string& path);

}  // namespace avmdoc

#pragma once

#include <exception>
#include <string>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The diagnostic for an exception other than `Error` from the work on a module: exhausted memory
/// (`out-of-memory`), or a bug of this library (`internal-error`). `file` is the module's path.
AVMDOC_API Diagnostic unexpected_error(const std::exception& error, std::string file);

}  // namespace avmdoc

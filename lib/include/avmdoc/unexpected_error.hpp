#pragma once

#include <exception>
#include <string>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// What to report when the work on a module ended with an exception that is no `Error`: memory that
/// cannot be had (`out-of-memory`), or a flaw of this library (`internal-error`). `file` is what
/// was worked on.
AVMDOC_API Diagnostic unexpected_error(const std::exception& error, std::string file);

}  // namespace avmdoc

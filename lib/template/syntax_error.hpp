#pragma once

#include <simdjson.h>

#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// Why a text that simdjson refused is not JSON, with the place: simdjson itself does not report
/// one. Reads the text anew.
Diagnostic syntax_error(std::string_view text, std::string_view file, simdjson::error_code error);

}  // namespace avmdoc

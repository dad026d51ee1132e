#pragma once

#include <string>
#include <string_view>

#include "avmdoc/value.hpp"

namespace avmdoc {

/// Appends a value as JSON without blanks. Strings must be UTF-8.
void append_json(const Value& value, std::string& text);

/// Appends a string in double quotes, escaped (RFC 8259).
void append_json_string(std::string_view string, std::string& text);

}  // namespace avmdoc

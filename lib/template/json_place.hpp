#pragma once

#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The place of the value that a JSON pointer names, or of the deepest value on the way to it that
/// exists. `text` is valid JSON. Reads the text anew: only for telling of an error.
Position json_place(std::string_view text, std::string_view pointer);

}  // namespace avmdoc

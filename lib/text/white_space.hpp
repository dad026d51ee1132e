#pragma once

#include <cstddef>
#include <string_view>

namespace avmdoc {

/// The size in bytes of the character of white space that a UTF-8 text begins with (`\s` of .NET,
/// also beyond ASCII); 0 when there is none.
std::size_t white_space_at(std::string_view text);

}  // namespace avmdoc

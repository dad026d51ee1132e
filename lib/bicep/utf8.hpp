#pragma once

#include <cstdint>
#include <string_view>

namespace avmdoc::bicep {

/// The first code point of a text, or, when the text does not begin with one, its first byte.
struct CodePoint {
  bool valid;
  std::uint32_t value;  ///< the byte when it is not valid
  std::uint32_t size;   ///< in bytes
};

/// `text` must not be empty. Overlong forms, surrogates and what is above U+10FFFF are not valid.
CodePoint first_code_point(std::string_view text);

}  // namespace avmdoc::bicep

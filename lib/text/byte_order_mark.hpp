#pragma once

#include <string_view>

namespace avmdoc {

/// What editors put at the beginning of UTF-8 files. It is no part of their text.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

inline std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

}  // namespace avmdoc

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avmdoc::bicep {

/// An escape of a one-line string: `\n`, `\'`, `\u{1F600}` …
struct Escape {
  bool valid;
  std::uint32_t length;      ///< in bytes, from the backslash on; never beyond the end of the line
  std::uint32_t code_point;  ///< its meaning, when valid
};

/// The escape whose backslash is at `at`; `end` is the end of the text, which a NUL follows.
Escape escape_at(const char* at, const char* end);

/// How the pieces of one string are delimited.
struct StringForm {
  bool multiline = false;
  std::uint32_t dollars = 0;  ///< `$` before a multi-line string, and of each of its interpolations
};

/// The form of a string from the text of its first token.
StringForm form_of(std::string_view first_piece);

/// Which delimiters a piece has.
enum class Piece : std::uint8_t { whole, left, middle, right };

/// Appends the meaning of one piece to `out`. Gives false when its end is missing or an escape is
/// not valid; `out` then has what could be read.
bool decode(std::string_view piece, Piece which, StringForm form, std::string& out);

}  // namespace avmdoc::bicep

#pragma once

#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The text of a file as .NET reads it. `problem` says what was not UTF-8, and `position` where it
/// begins; empty for UTF-8.
struct DecodedText {
  std::string text;
  std::string problem;
  Position position;
};

/// Whether a text begins with the byte order mark of UTF-16 or UTF-32.
bool has_wide_mark(std::string_view bytes);

/// `bytes` as UTF-8: UTF-16 and UTF-32 with a byte order mark are converted, and of all else each
/// part that is not UTF-8 becomes U+FFFD.
DecodedText decode_text(std::string bytes);

/// The same for a part of a file, which begins with no mark.
DecodedText decode_utf8(std::string bytes);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avmdoc {

/// The lines of a text without their ends: LF, CRLF or CR. A line end at the end of the text
/// begins no further line.
std::vector<std::string_view> split_lines(std::string_view text);

/// The lines of a whole file, of which a UTF-8 BOM at its beginning is no part.
std::vector<std::string_view> lines_of_file(std::string_view text);

/// The place of the next `## ` from `from` on, also in a heading of a lower level; `npos` when
/// there is none.
std::size_t find_heading(std::string_view text, std::size_t from = 0);

/// Without the white space at its end (.NET's `TrimEnd`, for the characters that occur).
std::string_view trim_end(std::string_view text);
std::string_view trim(std::string_view text);

/// `text` with each `what` replaced by `with`.
std::string replace_all(std::string_view text, std::string_view what, std::string_view with);

}  // namespace avmdoc

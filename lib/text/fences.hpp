#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace avmdoc {

/// Follows the fenced code of a Markdown text line by line, as CommonMark has it: a fence has up to
/// three blanks before it, and is closed by one of the same characters that is at least as long.
class Fences {
 public:
  /// Whether a line is in fenced code, or is a fence. Call it with each line in turn.
  bool holds(std::string_view line) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view rest = line.substr(indent);
    const char mark = rest.empty() ? '\0' : rest.front();
    const std::size_t size = std::min(rest.find_first_not_of(mark), rest.size());
    const bool is_fence = indent <= 3 && size >= 3 && (mark == '`' || mark == '~');
    const std::string_view info = rest.substr(size);
    if (open_ != '\0') {
      const bool closes = is_fence && mark == open_ && size >= size_ &&
                          info.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (closes) open_ = '\0';
      return true;
    }
    if (!is_fence || (mark == '`' && info.find('`') != std::string_view::npos)) return false;
    open_ = mark;
    size_ = size;
    return true;
  }

 private:
  char open_ = '\0';  ///< the character of the open fence
  std::size_t size_ = 0;
};

}  // namespace avmdoc

#include "text/lines.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/byte_order_mark.hpp"
#include "text/white_space.hpp"

namespace avmdoc {
namespace {

/// The white space of .NET beyond ASCII, in UTF-8.
constexpr std::array<std::string_view, 19> blanks = {
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

constexpr bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::size_t blank_at_end(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii(text.back())) return is_ascii_blank(text.back()) ? 1 : 0;
  for (const std::string_view blank : blanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

}  // namespace

std::size_t white_space_at(std::string_view text) {
  if (text.empty()) return 0;
  if (is_ascii(text.front())) return is_ascii_blank(text.front()) ? 1 : 0;
  for (const std::string_view blank : blanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::vector<std::string_view> lines_of_file(std::string_view text) {
  return split_lines(without_byte_order_mark(text));
}

std::vector<std::string_view> split_lines(std::string_view text) {
  const bool has_cr = text.find('\r') != std::string_view::npos;
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end =
        std::min(has_cr ? text.find_first_of("\r\n") : text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) {
      text.remove_prefix(2);
    } else if (!text.empty()) {
      text.remove_prefix(1);
    }
  }
  return lines;
}

std::size_t find_heading(std::string_view text, std::size_t from) {
  constexpr std::size_t npos = std::string_view::npos;
  for (std::size_t at = text.find('#', from); at != npos; at = text.find('#', at)) {
    const std::size_t begin = at;
    while (at < text.size() && text[at] == '#') ++at;
    if (at - begin > 1 && at < text.size() && text[at] == ' ') return at - 2;
  }
  return npos;
}

std::string_view trim_end(std::string_view text) {
  while (const std::size_t size = blank_at_end(text)) text.remove_suffix(size);
  return text;
}

std::string_view trim(std::string_view text) {
  text = trim_end(text);
  while (const std::size_t size = white_space_at(text)) text.remove_prefix(size);
  return text;
}

std::string replace_all(std::string_view text, std::string_view what, std::string_view with) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t next = text.find(what); next != std::string_view::npos;
       next = text.find(what, at)) {
    result.append(text, at, next - at).append(with);
    at = next + what.size();
  }
  return result.append(text.substr(at));
}

}  // namespace avmdoc

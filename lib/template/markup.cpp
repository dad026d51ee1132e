#include "template/markup.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// Tags that authors use on purpose, and that break nothing around them.
constexpr std::array<std::string_view, 17> formatting = {"a", "b",   "br",     "code", "del", "em",
                                                         "i", "ins", "kbd",    "li",   "ol",  "p",
                                                         "s", "sub", "strong", "sup",  "ul"};

bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '-'; }

/// The tag, comment or the like that begins a text, for a message; empty when it is no HTML, or
/// HTML that only formats.
std::string_view html_at(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.starts_with("<!--")) return text.substr(0, 4);
  std::size_t begin = text.starts_with("</") ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && is_name_character(text[end])) ++end;
  const std::string_view name = text.substr(begin, end - begin);
  if (name.empty() || !is_letter(name.front()) || end == text.size()) return {};
  // `<a, b>`, `<https://…>` and `<me@example.org>` are no tags.
  if (std::string_view(" \t\n/>").find(text[end]) == std::string_view::npos) return {};
  const std::size_t close = text.find_first_of("<>", end);
  if (close == std::string_view::npos || text[close] != '>') return {};
  const bool formats = std::ranges::any_of(
      formatting, [&](std::string_view tag) { return equal_ignoring_case(tag, name); });
  return formats ? std::string_view() : text.substr(0, std::min(close + 1, longest));
}

bool is_heading(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  return marks > 0 && marks < 7 && (marks == line.size() || line[marks] == ' ');
}

/// Reads a description once, past what stands in backticks.
class Reading {
 public:
  Reading(std::string_view text, TextPlace place) : text_(text), place_(place) {}

  std::string problem() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      const bool begins_line = at_ == 0 || text_[at_ - 1] == '\n';
      if (begins_line && c == '#' && is_heading(line())) {
        return "the line '" + shown(line()) +
               "' becomes a heading of the page; write '\\#', or leave the mark out";
      }
      // A table has its cells before its code: backticks do not keep a `|`.
      if (c == '|' && place_ == TextPlace::table_cell && !is_escaped()) {
        return "the '|' ends the cell of the table that the description goes to; write '\\|'";
      }
      if (c == '`') skip_code();
      if (c != '<' || is_escaped()) continue;
      if (const std::string_view html = html_at(text_.substr(at_)); !html.empty()) {
        return "'" + std::string(html) +
               "' is taken for HTML, so the page does not show it; put it in backticks";
      }
    }
    return {};
  }

 private:
  /// Nobody writes longer code into a description, and each run of backticks looks so far.
  static constexpr std::size_t longest_code = 1000;

  [[nodiscard]] std::string_view line() const {
    return text_.substr(at_, text_.substr(at_).find_first_of("\r\n"));
  }

  static std::string shown(std::string_view text) {
    constexpr std::size_t longest = 40;
    return text.size() <= longest ? std::string(text) : std::string(text.substr(0, longest)) + "…";
  }

  [[nodiscard]] bool is_escaped() const { return at_ > 0 && text_[at_ - 1] == '\\'; }

  /// Past the code that begins here, unless the run of backticks that ends it is missing.
  void skip_code() {
    const std::size_t end = std::min(text_.find_first_not_of('`', at_), text_.size());
    const std::string_view fence = text_.substr(at_, end - at_);
    at_ = end - 1;
    const std::string_view code = text_.substr(end, longest_code);
    for (std::size_t next = code.find(fence); next != std::string_view::npos;) {
      const std::size_t after = std::min(code.find_first_not_of('`', next), code.size());
      if (after - next == fence.size()) {
        const bool has_cell_end = code.substr(0, next).find('|') != std::string_view::npos;
        if (place_ == TextPlace::paragraph || !has_cell_end) at_ = end + after - 1;
        return;
      }
      next = code.find(fence, after);
    }
  }

  std::string_view text_;
  TextPlace place_;
  std::size_t at_ = 0;
};

}  // namespace

std::string markup_problem(std::string_view description, TextPlace place) {
  const auto has = [&](char c) { return description.find(c) != std::string_view::npos; };
  if (!has('<') && !has('|') && !has('#')) return {};
  return Reading(description, place).problem();
}

}  // namespace avmdoc

#include <algorithm>
#include <array>

#include "bicep/lexer.hpp"
#include "bicep/utf8.hpp"

namespace avmdoc::bicep {
namespace {

std::string hex(std::uint32_t value, std::size_t digits) {
  constexpr std::string_view all = "0123456789ABCDEF";
  std::string result;
  for (; value != 0 || result.size() < digits; value >>= 4) result.insert(0, 1, all[value & 0xF]);
  return result;
}

/// Characters that begin no token, visible in any terminal: a no-break space gets into files
/// because it looks like a space.
std::string visible(std::string_view text) {
  constexpr std::size_t longest = 4;
  std::string result;
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == longest) return result + "…";
    const CodePoint next = first_code_point(text);
    if (!next.valid) {
      result += "\\x" + hex(next.value, 2);
    } else if (next.value > 0x20 && next.value < 0x7F) {
      result += text.front();
    } else {
      result += "U+" + hex(next.value, 4);
    }
    text.remove_prefix(next.size);
    if (!text.empty() && count + 1 < longest) result += ' ';
  }
  return result;
}

std::string as_it_is(std::string_view text) { return std::string(text); }
std::string length(std::string_view text) { return std::to_string(text.size()); }

/// How a problem is reported. `{}` in the message is replaced by its text as `shown` formats it.
struct Report {
  LexProblem problem;
  std::string_view code;
  std::string_view message;
  std::string (*shown)(std::string_view text) = as_it_is;
};

static_assert(longest_identifier == 255, "a message names it");

constexpr std::array<Report, 10> reports = {{
    {LexProblem::unknown_character, "unknown-character", "expected a token of Bicep, found `{}`",
     visible},
    {LexProblem::double_quoted, "double-quotes",
     "expected a string in single quotes, found a double quote"},
    {LexProblem::unknown_directive, "unknown-directive",
     "expected `#disable-next-line`, `#disable-diagnostics` or `#restore-diagnostics` at the "
     "beginning of a line, found `#`"},
    {LexProblem::missing_directive_code, "missing-directive-code",
     "expected the codes of diagnostics after `{}`, found none"},
    {LexProblem::unfinished_string, "unfinished-string",
     "expected `'` at the end of the string, found the end of the line"},
    {LexProblem::unfinished_interpolation, "unfinished-string",
     "expected `}` and the rest of the string, found the end of the line"},
    {LexProblem::unfinished_multiline_string, "unfinished-string",
     "expected `'''` at the end of the multi-line string, found the end of the file"},
    {LexProblem::unfinished_comment, "unfinished-comment",
     "expected `*/` at the end of the comment, found the end of the file"},
    {LexProblem::invalid_escape, "invalid-escape",
     "expected an escape such as `\\n`, `\\r`, `\\t`, `\\\\`, `\\'`, `\\$` or `\\u{…}`, found "
     "`{}`"},
    {LexProblem::identifier_too_long, "identifier-too-long",
     "expected a name of at most 255 characters, found one of {}", length},
}};

const Report* report_of(LexProblem problem) {
  const auto* const found = std::ranges::find(reports, problem, &Report::problem);
  return found == reports.end() ? nullptr : found;
}

}  // namespace

std::string_view code_of(LexProblem problem) {
  const Report* const report = report_of(problem);
  return report == nullptr ? std::string_view() : report->code;
}

std::string message_of(LexProblem problem, std::string_view text) {
  const Report* const report = report_of(problem);
  if (report == nullptr) return {};
  std::string message(report->message);
  const std::size_t place = message.find("{}");
  if (place != std::string::npos) message.replace(place, 2, report->shown(text));
  return message;
}

}  // namespace avmdoc::bicep

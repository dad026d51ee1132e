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

/// Characters that begin no token, as they can be seen in any terminal: a no-break space looks like
/// a space, and that is why it is there.
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

}  // namespace

std::string_view code_of(LexProblem problem) {
  switch (problem) {
    case LexProblem::none:
      break;
    case LexProblem::unknown_character:
      return "unknown-character";
    case LexProblem::double_quoted:
      return "double-quotes";
    case LexProblem::unknown_directive:
      return "unknown-directive";
    case LexProblem::missing_directive_code:
      return "missing-directive-code";
    case LexProblem::unfinished_string:
    case LexProblem::unfinished_interpolation:
    case LexProblem::unfinished_multiline_string:
      return "unfinished-string";
    case LexProblem::unfinished_comment:
      return "unfinished-comment";
    case LexProblem::invalid_escape:
      return "invalid-escape";
    case LexProblem::identifier_too_long:
      return "identifier-too-long";
  }
  return {};
}

std::string message_of(LexProblem problem, std::string_view text) {
  switch (problem) {
    case LexProblem::none:
      break;
    case LexProblem::unknown_character:
      return "expected a token of Bicep, found `" + visible(text) + '`';
    case LexProblem::double_quoted:
      return "expected a string in single quotes, found a double quote";
    case LexProblem::unknown_directive:
      return "expected `#disable-next-line`, `#disable-diagnostics` or `#restore-diagnostics` at "
             "the beginning of a line, found `#`";
    case LexProblem::missing_directive_code:
      return "expected the codes of diagnostics after `" + std::string(text) + "`, found none";
    case LexProblem::unfinished_string:
      return "expected `'` at the end of the string, found the end of the line";
    case LexProblem::unfinished_interpolation:
      return "expected `}` and the rest of the string, found the end of the line";
    case LexProblem::unfinished_multiline_string:
      return "expected `'''` at the end of the multi-line string, found the end of the file";
    case LexProblem::unfinished_comment:
      return "expected `*/` at the end of the comment, found the end of the file";
    case LexProblem::invalid_escape:
      return "expected an escape such as `\\n`, `\\r`, `\\t`, `\\\\`, `\\'`, `\\$` or `\\u{…}`, "
             "found `" +
             std::string(text) + '`';
    case LexProblem::identifier_too_long:
      return "expected a name of at most " + std::to_string(longest_identifier) +
             " characters, found one of " + std::to_string(text.size());
  }
  return {};
}

}  // namespace avmdoc::bicep

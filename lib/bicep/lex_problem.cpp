#include "bicep/lexer.hpp"

namespace avmdoc::bicep {
namespace {

/// The bytes of a character that begins no token, so that it can be seen in any terminal.
std::string visible(std::string_view text) {
  constexpr std::size_t longest = 16;
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string result;
  for (const char one : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(one);
    if (byte > 0x20 && byte < 0x7F) {
      result += one;
    } else {
      result += "\\x";
      result += hex[byte >> 4];
      result += hex[byte & 0xF];
    }
  }
  return result + (text.size() > longest ? "…" : "");
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

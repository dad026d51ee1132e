#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"

/// Text into tokens. The lexer never fails: what is not Bicep becomes a token of kind `unknown` or
/// an unterminated string, and a `LexError` that names it.
namespace avmdoc::bicep {

enum class LexProblem : std::uint8_t {
  none,  ///< an empty token for the end of an unfinished string, which is reported itself
  unknown_character,
  double_quoted,
  unknown_directive,
  missing_directive_code,
  unfinished_string,
  unfinished_interpolation,
  unfinished_multiline_string,
  unfinished_comment,
  invalid_escape,
  identifier_too_long,
};

struct LexError {
  std::uint32_t token = 0;  ///< the token that the problem is in, or that follows it
  Range range;
  LexProblem problem{};
};

struct Lexed {
  std::vector<Token> tokens;     ///< always ends with `end_of_file`
  std::vector<LexError> errors;  ///< by token
};

/// The longest name that Bicep accepts.
inline constexpr std::uint32_t longest_identifier = 255;

/// All tokens of `text`, which must end with a NUL outside its range, as that of a `std::string`.
/// In one pass. Tokens and the trivia between them cover the text without gaps or overlaps.
Lexed lex(const std::string& text);

/// The trivia in `gap`, a stretch of `text` between two tokens that `lex` gave.
std::vector<Trivia> trivia_in(std::string_view text, Range gap);

/// The stable code and the message of a problem found in `text`.
std::string_view code_of(LexProblem problem);
std::string message_of(LexProblem problem, std::string_view text);

}  // namespace avmdoc::bicep

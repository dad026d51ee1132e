#pragma once

#include <array>
#include <cstdint>

/// What a byte can be to the lexer.
namespace avmdoc::bicep {

enum CharacterClass : std::uint8_t {
  blank = 1,          ///< space and tab; nothing else separates tokens
  line_break = 2,     ///< CR and LF
  digit = 4,          ///< 0 to 9
  name_start = 8,     ///< A to Z, a to z and _
  string_stop = 16,   ///< what a one-line string must look at
  comment_stop = 32,  ///< what a comment or a multi-line string must look at
  known = 64,         ///< begins some token or trivia
};

inline constexpr std::array<std::uint8_t, 256> character_classes = [] {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&classes](const char* characters, unsigned what) {
    for (; *characters != '\0'; ++characters) {
      std::uint8_t& one = classes[static_cast<unsigned char>(*characters)];
      one = static_cast<std::uint8_t>(one | what);
    }
  };
  add(" \t", blank | known);
  add("\r\n", line_break | string_stop | comment_stop | known);
  add("0123456789", digit | known);
  add("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", name_start | known);
  add("'\\$", string_stop);
  add("*'$", comment_stop);
  add("@{}()[],.?:;=+-*/%!<>&|#^$'\"", known);
  classes[0] = string_stop | comment_stop;
  return classes;
}();

[[nodiscard]] inline constexpr bool is(char character, unsigned what) {
  return (character_classes[static_cast<unsigned char>(character)] & what) != 0;
}

[[nodiscard]] inline constexpr bool is_hex_digit(char character) {
  return is(character, digit) || (character >= 'a' && character <= 'f') ||
         (character >= 'A' && character <= 'F');
}

}  // namespace avmdoc::bicep

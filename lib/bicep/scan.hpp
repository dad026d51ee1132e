#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "bicep/characters.hpp"

/// Runs of characters, eight at a time: most of a file is names, strings, comments and indentation.
/// `end` is the place of the NUL behind the text.
namespace avmdoc::bicep {

/// Eight characters as one number; the answer for each of them is in the highest bit of its byte.
class EightCharacters {
 public:
  explicit EightCharacters(const char* at) { std::memcpy(&bytes_, at, sizeof bytes_); }

  /// The place of the first one that is not an ASCII letter, a digit or `_`; 8 for none.
  [[nodiscard]] unsigned first_beyond_word() const {
    const std::uint64_t low = bytes_ & ~high;
    const std::uint64_t small = low | all(0x20);
    const std::uint64_t letter = at_least(small, 'a') & ~at_least(small, 'z' + 1);
    const std::uint64_t number = at_least(low, '0') & ~at_least(low, '9' + 1);
    return first_of(~((letter | number | ~unlike(low, '_')) & ~bytes_));
  }

  /// The place of the first one that is not a space; a tab is not a space here.
  [[nodiscard]] unsigned first_beyond_spaces() const { return first_of_bits(bytes_ ^ all(' ')); }

  /// The place of the first control character.
  [[nodiscard]] unsigned first_control() const {
    return first_of(~at_least(bytes_ & ~high, ' ') & ~bytes_);
  }

  /// The place of the first control character, quote, backslash or dollar.
  [[nodiscard]] unsigned first_in_string() const {
    const std::uint64_t low = bytes_ & ~high;
    const std::uint64_t plain =
        at_least(low, ' ') & unlike(low, '\'') & unlike(low, '\\') & unlike(low, '$');
    return first_of(~plain & ~bytes_);
  }

 private:
  static constexpr std::uint64_t all(unsigned byte) { return 0x0101010101010101 * byte; }
  static constexpr std::uint64_t high = 0x8080808080808080;

  /// For bytes below 0x80.
  static constexpr std::uint64_t at_least(std::uint64_t low, unsigned least) {
    return low + all(0x80 - least);
  }
  static constexpr std::uint64_t unlike(std::uint64_t low, unsigned other) {
    return (low ^ all(other)) + all(0x7F);
  }
  static unsigned first_of(std::uint64_t marked) { return first_of_bits(marked & high); }
  static unsigned first_of_bits(std::uint64_t bits) {
    const int zeros = std::endian::native == std::endian::little ? std::countr_zero(bits)
                                                                 : std::countl_zero(bits);
    return static_cast<unsigned>(zeros) / 8;
  }

  std::uint64_t bytes_ = 0;
};

/// Goes over eights from `at` on as long as `first` finds nothing in them.
template <typename First>
const char* pass_eights(const char* at, const char* end, First first) {
  while (end - at >= 8) {
    const unsigned passed = first(EightCharacters(at));
    at += passed;
    if (passed < 8) break;
  }
  return at;
}

inline const char* after_blanks(const char* at, const char* end) {
  at = pass_eights(at, end, [](EightCharacters eight) { return eight.first_beyond_spaces(); });
  while (is(*at, blank)) ++at;
  return at;
}

inline const char* after_word(const char* at, const char* end) {
  at = pass_eights(at, end, [](EightCharacters eight) { return eight.first_beyond_word(); });
  while (is(*at, name_start | digit)) ++at;
  return at;
}

/// The end of the line that `at` is in.
inline const char* line_end(const char* at, const char* end) {
  for (;; ++at) {
    at = pass_eights(at, end, [](EightCharacters eight) { return eight.first_control(); });
    while (!is(*at, line_break) && *at != '\0') ++at;
    if (at >= end || is(*at, line_break)) return at < end ? at : end;
  }
}

/// The next character that a one-line string must look at.
inline const char* next_in_string(const char* at, const char* end) {
  at = pass_eights(at, end, [](EightCharacters eight) { return eight.first_in_string(); });
  while (!is(*at, string_stop)) ++at;
  return at;
}

}  // namespace avmdoc::bicep

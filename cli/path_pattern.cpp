#include "path_pattern.hpp"

#include <unicode/regex.h>

#include <stdexcept>

namespace avmdoc::cli {

namespace {

/// ICU's unit: about a millisecond.
constexpr int time_limit = 1000;

std::string problem(UErrorCode status) {
  switch (status) {
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
      return "unknown escape sequence";
    case U_REGEX_PROPERTY_SYNTAX:
      return "unknown property";
    case U_REGEX_MISMATCHED_PAREN:
      return "unmatched parenthesis";
    case U_REGEX_MISSING_CLOSE_BRACKET:
      return "unmatched bracket";
    case U_REGEX_BAD_INTERVAL:
    case U_REGEX_MAX_LT_MIN:
    case U_REGEX_NUMBER_TOO_BIG:
      return "wrong number of repetitions";
    case U_REGEX_INVALID_RANGE:
      return "wrong range of characters";
    case U_REGEX_LOOK_BEHIND_LIMIT:
      return "a look-behind without limit";
    case U_REGEX_INVALID_BACK_REF:
    case U_REGEX_INVALID_CAPTURE_GROUP_NAME:
      return "there is no such group";
    default:
      return "syntax error";
  }
}

}  // namespace

struct PathPattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

PathPattern::PathPattern(const std::string& text) : text_(text) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  Compiled compiled{std::unique_ptr<icu::RegexPattern>(
      icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(text), place, status))};
  if (U_FAILURE(status)) {
    throw std::invalid_argument(problem(status) + " at character " + std::to_string(place.offset));
  }
  compiled_ = std::make_shared<const Compiled>(std::move(compiled));
}

bool PathPattern::found_in(const std::string& path) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(path);
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(text, status));
  if (U_SUCCESS(status)) matcher->setTimeLimit(time_limit, status);
  const bool found = U_SUCCESS(status) && matcher->find(status) != 0;
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  return found;
}

}  // namespace avmdoc::cli

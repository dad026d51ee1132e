#include "text/title_case.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "bicep/utf8.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

struct Character {
  UChar32 code_point = 0;
  std::size_t size = 0;
};

Character character_at(std::string_view text, std::size_t at) {
  const bicep::CodePoint point = bicep::first_code_point(text.substr(at));
  return {point.valid ? static_cast<UChar32>(point.value) : -1, point.size};
}

bool is_letter_of_any_script(UChar32 c) {
  return c >= 0 && (U_MASK(u_charType(c)) & U_GC_L_MASK) != 0;
}

/// .NET ends a word at spaces, controls, punctuation and symbols, but not at an apostrophe.
bool continues_word(UChar32 c) {
  constexpr std::uint32_t separators =
      U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CF_MASK | U_GC_P_MASK | U_GC_S_MASK;
  return c == '\'' || (c >= 0 && (U_MASK(u_charType(c)) & separators) == 0);
}

void append(UChar32 c, std::string& out) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

}  // namespace

std::string title_case(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character first = character_at(text, at);
    if (!is_letter_of_any_script(first.code_point)) {
      result += text.substr(at, first.size);
      at += first.size;
      continue;
    }
    bool has_lower = false;
    std::size_t end = at;
    while (end < text.size()) {
      const Character one = character_at(text, end);
      if (!continues_word(one.code_point)) break;
      has_lower = has_lower || u_charType(one.code_point) == U_LOWERCASE_LETTER;
      end += one.size;
    }
    append(u_toupper(first.code_point), result);
    for (at += first.size; at < end;) {
      const Character one = character_at(text, at);
      append(has_lower ? u_tolower(one.code_point) : one.code_point, result);
      at += one.size;
    }
  }
  return result;
}

std::string camel_case(std::string_view kebab) {
  const std::size_t dash = std::min(kebab.find('-'), kebab.size());
  std::string result = lowered(kebab.substr(0, dash));
  if (dash < kebab.size()) result += title_case(kebab.substr(dash + 1));
  std::erase(result, '-');
  return result;
}

}  // namespace avmdoc

#include "text/title_case.hpp"

#include <algorithm>

namespace avmdoc {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

/// Bytes of characters beyond ASCII belong to the word that they stand in.
bool continues_word(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string title_case(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size();) {
    if (!is_letter(result[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < result.size() && continues_word(result[end])) ++end;
    const auto from = result.begin() + static_cast<std::ptrdiff_t>(i);
    const auto to = result.begin() + static_cast<std::ptrdiff_t>(end);
    if (std::any_of(from, to, is_lower)) std::transform(from, to, from, lower);
    *from = upper(*from);
    i = end;
  }
  return result;
}

std::string camel_case(std::string_view kebab) {
  const std::size_t dash = std::min(kebab.find('-'), kebab.size());
  std::string result(kebab.substr(0, dash));
  std::transform(result.begin(), result.end(), result.begin(), lower);
  if (dash < kebab.size()) result += title_case(kebab.substr(dash + 1));
  std::erase(result, '-');
  return result;
}

}  // namespace avmdoc

#include "text/title_case.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// Bytes of characters beyond ASCII belong to the word that they stand in.
bool continues_word(char c) { return is_letter(c) || is_digit(c) || c == '\'' || !is_ascii(c); }

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
    if (std::any_of(from, to, is_lower)) std::transform(from, to, from, to_lower);
    *from = to_upper(*from);
    i = end;
  }
  return result;
}

std::string camel_case(std::string_view kebab) {
  const std::size_t dash = std::min(kebab.find('-'), kebab.size());
  std::string result(kebab.substr(0, dash));
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  if (dash < kebab.size()) result += title_case(kebab.substr(dash + 1));
  std::erase(result, '-');
  return result;
}

}  // namespace avmdoc

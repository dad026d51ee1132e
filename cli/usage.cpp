#include "usage.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace avmdoc::cli {

namespace {

/// How many characters must be put in, left out or changed to make one text of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char in_a : a) {
    std::size_t diagonal = row[0]++;
    for (std::size_t i = 0; i < b.size(); ++i) {
      const std::size_t above = row[i + 1];
      const std::size_t changed = diagonal + (b[i] == in_a ? 0 : 1);
      row[i + 1] = std::min({changed, above + 1, row[i] + 1});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string suggestion(std::string_view given, std::span<const std::string> candidates) {
  const auto nearest = std::ranges::min_element(
      candidates, {}, [&](const std::string& candidate) { return distance(given, candidate); });
  if (nearest == candidates.end() ||
      (distance(given, *nearest) > std::max<std::size_t>(nearest->size() / 3, 1) &&
       !(given.size() > 1 && nearest->starts_with(given)))) {
    return {};
  }
  return " (did you mean '" + *nearest + "'?)";
}

}  // namespace avmdoc::cli

#include "check/blank_lines.hpp"

#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace avmdoc {

std::vector<std::size_t> find_blank_line_edits(const PageIndex& actual, const PageIndex& expected) {
  const auto id = [](const PageIndex& page, std::size_t span) {
    return std::pair(page.item_of(span), part_key(page.spans[span]));
  };
  std::map<std::pair<ItemKey, PartKey>, std::size_t> places;
  for (std::size_t i = 0; i < expected.filled.size(); ++i) {
    places.emplace(id(expected, expected.filled[i]), i);
  }
  std::vector<std::size_t> edits;
  std::set<std::string_view> sections;
  for (std::size_t i = 0; i + 1 < actual.filled.size(); ++i) {
    const std::size_t before = actual.filled[i];
    const std::size_t before_next = actual.filled[i + 1];
    const auto place = places.find(id(actual, before));
    if (place == places.end() || place->second + 1 >= expected.filled.size()) continue;
    const std::size_t after = expected.filled[place->second];
    const std::size_t after_next = expected.filled[place->second + 1];
    const bool same = id(actual, before_next) == id(expected, after_next) &&
                      actual.text_of(before) == expected.text_of(after);
    if (!same || actual.line_breaks_between(before, before_next) ==
                     expected.line_breaks_between(after, after_next)) {
      continue;
    }
    const ItemKey item = actual.item_of(before);
    if (sections.insert(section_of(item.first, item.second)).second) edits.push_back(before);
  }
  return edits;
}

}  // namespace avmdoc

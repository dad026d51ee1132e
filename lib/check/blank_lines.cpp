#include "check/blank_lines.hpp"

#include <set>
#include <string_view>

namespace avmdoc {

std::vector<std::size_t> find_blank_line_edits(const PageIndex& actual, const PageIndex& expected) {
  std::vector<std::size_t> edits;
  std::set<std::string_view> sections;
  for (std::size_t i = 0; i + 1 < actual.filled.size(); ++i) {
    const std::size_t before = actual.filled[i];
    const std::size_t before_next = actual.filled[i + 1];
    const auto place = expected.place_of(Subject(actual.spans[before]));
    if (!place || *place + 1 >= expected.filled.size()) continue;
    const std::size_t after = expected.filled[*place];
    const std::size_t after_next = expected.filled[*place + 1];
    const bool same = Subject(actual.spans[before_next]) == Subject(expected.spans[after_next]) &&
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

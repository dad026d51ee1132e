#include <algorithm>

#include "check/comparison_stages.hpp"

namespace avmdoc {
namespace {

/// The link to an example that is missing leads nowhere in the README.
void explain_link_to(PageComparison& c, const ItemKey& example) {
  const std::size_t* const link = c.expected.find(example, Part::link);
  if (link == nullptr) return;
  for (const std::size_t span : c.actual.spans_of({Item::section, titles::usage_examples})) {
    if (c.actual.text_of(span) == c.expected.text_of(*link)) c.explained.insert(span);
  }
}

}  // namespace

bool goes_with_section(const PageIndex& other, const ItemKey& item) {
  const std::string_view section = section_of(item.first, item.second);
  const bool always = section == titles::resource_types || section == titles::parameters ||
                      section == titles::outputs || section == titles::navigation;
  return item.first != Item::section && item.first != Item::own_section && always &&
         !has_heading(other, section);
}

bool goes_with_parent(const PageIndex& own, const PageIndex& other, const ItemKey& item) {
  if (item.first != Item::parameter && item.first != Item::variant &&
      item.first != Item::parameter_group) {
    return false;
  }
  std::string_view parent =
      item.first == Item::parameter_group ? item.second : parent_of(item.second);
  for (int level = 0; level < max_parameter_levels && !parent.empty();
       ++level, parent = parent_of(parent)) {
    for (const Item kind : {Item::parameter, Item::variant}) {
      if (own.has({kind, parent}) && !other.has({kind, parent})) return true;
    }
  }
  return false;
}

bool holds_heading(PageComparison& c, std::string_view title) {
  // Only a README with very long headings could need more of them.
  constexpr std::size_t most = 200;
  if (!c.has_headings) {
    const std::string_view before = c.actual.text;
    for (const std::string_view begin : {std::string_view("\n## "), std::string_view("\\n## ")}) {
      for (std::size_t at = before.find(begin); at != std::string_view::npos;
           at = before.find(begin, at + begin.size())) {
        c.headings.push_back(before.substr(at + begin.size(), most));
      }
    }
    std::ranges::sort(c.headings);
    c.has_headings = true;
  }
  title = title.substr(0, most);
  const auto found = std::ranges::lower_bound(c.headings, title);
  return found != c.headings.end() && found->starts_with(title);
}

void report_missing(PageComparison& c, const ItemKey& item) {
  if (c.format.lacks(item.first) || goes_with_section(c.actual, item) ||
      goes_with_parent(c.expected, c.actual, item)) {
    return;
  }
  std::size_t first = c.expected.spans_of(item).front();
  // The links to the examples come before them.
  if (const std::size_t* const number = c.expected.find(item, Part::number)) first = *number;
  Finding& finding = add_finding(c, item, Part::heading, Presence::missing, c.places[first]);
  finding.after = c.expected.text_of(first);
  if (item.first == Item::example) explain_link_to(c, item);
  if (has_versions(item.first)) finding.detail = c.expected.spans[first].detail;
}

void report_obsolete(PageComparison& c, const ItemKey& item) {
  if (item.first == Item::section && item.second.empty()) return;  // reported as edited
  if (item.first == Item::parameter_group) return;
  if (goes_with_section(c.expected, item) || goes_with_parent(c.actual, c.expected, item)) return;
  std::size_t first = c.actual.spans_of(item).front();
  // The Navigation also lists the headings inside descriptions and, after `\n`, in strings.
  if (c.actual.spans[first].part == Part::navigation &&
      c.actual.find(item, Part::heading) == nullptr && holds_heading(c, item.second)) {
    return;
  }
  if (const std::size_t* const number = c.actual.find(item, Part::number)) first = *number;
  if (item.first == Item::own_section && c.actual.find(item, Part::heading) != nullptr) {
    add_finding(c, item, Part::heading, Presence::obsolete,
                c.actual.spans[*c.actual.find(item, Part::heading)].begin);
    return;
  }
  if (item.first == Item::section && c.sections_with_reports.contains(item.second)) return;
  if (item.first == Item::section && c.actual.find(item, Part::heading) != nullptr) {
    first = *c.actual.find(item, Part::heading);
  }
  Finding& finding = add_finding(
      c, item, c.actual.spans[first].part == Part::navigation ? Part::navigation : Part::heading,
      Presence::obsolete, c.actual.spans[first].begin);
  finding.before = c.actual.text_of(first);
  if (has_versions(item.first)) finding.detail = c.actual.spans[first].detail;
}

}  // namespace avmdoc

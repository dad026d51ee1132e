#include "check/comparison.hpp"

#include <algorithm>

#include "check/blank_lines.hpp"
#include "check/comparison_stages.hpp"
#include "check/example_edits.hpp"
#include "check/order.hpp"

namespace avmdoc {
namespace {

/// Where each part of the rendered README is in the one on disk; one that is missing there would
/// come before the next that is not.
void find_places(PageComparison& c) {
  c.places.resize(c.expected.spans.size());
  auto next = static_cast<std::uint32_t>(c.actual.text.size());
  for (std::size_t span = c.places.size(); span-- > 0;) {
    const auto place = c.actual.place_of(Subject(c.expected.spans[span]));
    if (place) next = c.actual.spans[c.actual.filled[*place]].begin;
    c.places[span] = next;
  }
}

/// What is below a heading that the README lost looks like lines of the item before it.
void find_lost_headings(PageComparison& c) {
  ItemKey before{Item::section, titles::parameters};
  for (const std::size_t heading : c.expected.filled) {
    const ItemKey item = c.expected.item_of(heading);
    if (c.expected.spans[heading].part != Part::heading ||
        (item.first != Item::parameter && item.first != Item::variant)) {
      continue;
    }
    if (c.actual.find(item, Part::heading) != nullptr) {
      before = item;
      continue;
    }
    const std::string_view description = c.expected.text_of(item, Part::description);
    for (const std::size_t span : c.actual.spans_of(before)) {
      if (description.empty() || c.actual.spans[span].part != Part::other ||
          !c.actual.text_of(span).starts_with(description)) {
        continue;
      }
      c.explained.insert(span);
      c.with_lines_of_next.insert(before);
    }
  }
}

/// Which sections have items that are reported as missing or obsolete.
void note_sections_with_reports(PageComparison& c) {
  for (const Finding& finding : c.findings) {
    if (finding.item != Item::section &&
        (finding.presence == Presence::missing || finding.presence == Presence::obsolete)) {
      c.sections_with_reports.emplace(section_of(finding.item, finding.key));
    }
  }
}

/// A section that comes with its first item is not reported beside it.
void compare_section(PageComparison& c, const ItemKey& item) {
  if (has_heading(c.actual, item.second)) {
    compare_parts(c, item);
    return;
  }
  const bool comes_with_items = item.second == titles::usage_examples ||
                                item.second == titles::exported_functions ||
                                item.second == titles::cross_referenced_modules;
  bool has_new_item = false;
  if (comes_with_items) {
    for (const ItemKey& other : c.expected.items) {
      has_new_item = has_new_item || (section_of(other.first, other.second) == item.second &&
                                      other.first != Item::section && !c.actual.has(other));
    }
  }
  const std::size_t* const heading = c.expected.find(item, Part::heading);
  if (has_new_item) return;
  if (heading == nullptr) {  // a heading inside a description
    if (c.actual.has(item)) compare_parts(c, item);
    return;
  }
  add_finding(c, item, Part::heading, Presence::missing, c.places[*heading]);
}

void compare_item(PageComparison& c, const ItemKey& item) {
  if (item.first == Item::section) {
    compare_section(c, item);
  } else if (item.first == Item::parameter_group) {
    compare_group(c, item);
  } else if (!c.actual.has(item)) {
    report_missing(c, item);
  } else {
    compare_parts(c, item);
  }
}

/// Lines that no generator writes, once for each run of them.
void report_edited(PageComparison& c) {
  for (std::size_t span = 0; span < c.actual.spans.size(); ++span) {
    if (c.actual.spans[span].part != Part::other || c.explained.contains(span)) continue;
    const std::string_view text = c.actual.text_of(span);
    if (text.empty()) continue;
    const ItemKey item = c.actual.item_of(span);
    if (item.first != Item::section && !c.expected.has(item)) continue;  // reported as obsolete
    Finding& finding =
        add_finding(c, item, Part::other, Presence::edited, c.actual.spans[span].begin);
    finding.before = text;
  }
}

void report_misplaced(PageComparison& c) {
  std::set<std::pair<Item, std::string>> moved;
  for (const Finding& finding : c.findings) {
    if (finding.part == Part::category) moved.emplace(finding.item, finding.key);
  }
  for (const std::size_t span : find_misplaced(c.actual, c.expected)) {
    const ItemKey item = c.actual.item_of(span);
    if (moved.contains({item.first, std::string(item.second)})) continue;
    Finding& finding = add_finding(c, item, c.actual.spans[span].part, Presence::misplaced,
                                   c.actual.spans[span].begin);
    finding.detail = c.actual.spans[span].detail;
  }
}

void report_blank_lines(PageComparison& c) {
  for (const std::size_t span : find_blank_line_edits(c.actual, c.expected)) {
    const ItemKey item = c.actual.item_of(span);
    const auto size = static_cast<std::uint32_t>(c.actual.text_of(span).size());
    add_finding(c, {Item::section, section_of(item.first, item.second)}, Part::separator,
                Presence::edited, c.actual.spans[span].begin + size);
  }
}

/// What is about the README as a whole.
void report_whole(PageComparison& c) {
  if (c.format.is_older()) {
    Finding& finding = add_finding(c, {Item::section, ""}, Part::heading, Presence::older, 0);
    finding.before = c.format.signs();
  }
  if (c.consistency.is_renamed()) {
    Finding& finding = add_finding(c, {Item::reference, ""}, Part::name, Presence::differs,
                                   static_cast<std::uint32_t>(c.consistency.old_name().place));
    finding.before = c.consistency.old_name().text;
    finding.after = c.consistency.new_name().text;
  }
}

/// A section goes with its last item, so the items come first.
void report_obsolete_items(PageComparison& c) {
  for (const bool sections : {false, true}) {
    for (const ItemKey& item : c.actual.items) {
      const bool is_section = item.first == Item::section;
      if (is_section == sections && !c.expected.has(item)) report_obsolete(c, item);
    }
    if (!sections) note_sections_with_reports(c);
  }
}

}  // namespace

Finding& add_finding(PageComparison& c, const ItemKey& item, Part part, Presence presence,
                     std::uint32_t place) {
  Finding finding;
  finding.item = item.first;
  finding.key = item.second;
  finding.part = part;
  finding.presence = presence;
  finding.place = place;
  const auto number = c.numbers.find(item.second);
  if (item.first == Item::example && number != c.numbers.end()) finding.number = number->second;
  c.findings.push_back(std::move(finding));
  return c.findings.back();
}

bool has_heading(const PageIndex& page, std::string_view section) {
  return page.find({Item::section, section}, Part::heading) != nullptr;
}

std::vector<Finding> compare_pages(const PageIndex& actual, const PageIndex& expected,
                                   const Convention& convention) {
  PageComparison c(actual, expected, convention);
  find_places(c);
  find_lost_headings(c);
  for (const ItemKey& item : expected.items) {
    if (item.first == Item::example) c.numbers.emplace(item.second, c.numbers.size() + 1);
  }
  report_whole(c);
  for (const ItemKey& item : expected.items) compare_item(c, item);
  report_obsolete_items(c);
  report_edited(c);
  report_misplaced(c);
  report_blank_lines(c);
  join_example_edits(actual, expected, c.findings);
  std::ranges::stable_sort(c.findings, {}, &Finding::place);
  return std::move(c.findings);
}

}  // namespace avmdoc

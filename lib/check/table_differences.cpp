#include <algorithm>

#include "check/comparison_stages.hpp"

namespace avmdoc {
namespace {

/// The rendered rows of a category.
const std::vector<std::size_t>& rows_of(PageComparison& c, std::string_view parent,
                                        std::string_view category) {
  if (c.rows.empty()) {
    for (const std::size_t span : c.expected.filled) {
      const Span& row = c.expected.spans[span];
      if (row.item != Item::parameter || row.part != Part::row) continue;
      c.rows[{parent_of(row.key), row.detail}].push_back(span);
    }
  }
  return c.rows[{parent, category}];
}

/// What is left of a head is before the first of its rows.
void explain_other_before_rows(PageComparison& c, std::string_view parent,
                               std::string_view category) {
  for (const std::size_t span : rows_of(c, parent, category)) {
    const std::size_t* const row = c.actual.find(c.expected.item_of(span), Part::row);
    if (row == nullptr) continue;
    if (*row > 0 && c.actual.spans[*row - 1].part == Part::other) c.explained.insert(*row - 1);
    return;
  }
}

/// Whether the README has rows of a category below no head at all.
bool lacks_head_alone(PageComparison& c, std::string_view parent, std::string_view category) {
  return std::ranges::any_of(rows_of(c, parent, category), [&](std::size_t span) {
    const std::size_t* const row = c.actual.find(c.expected.item_of(span), Part::row);
    return row != nullptr && c.actual.spans[*row].detail.empty();
  });
}

/// The versions of one type come in the order of the template.
void report_order_of_versions(PageComparison& c, const ItemKey& item, Part part) {
  const auto versions = [&](const PageIndex& page) {
    std::vector<std::string_view> all;
    for (const std::size_t span : page.spans_of(item)) {
      if (page.spans[span].part == part) all.push_back(page.spans[span].detail);
    }
    return all;
  };
  const auto before = versions(c.actual);
  const auto after = versions(c.expected);
  const auto [a, b] = std::ranges::mismatch(before, after);
  if (a == before.end() || b == after.end()) return;
  const std::size_t* const place = c.actual.find(item, part, *a);
  Finding& finding =
      add_finding(c, item, Part::order, Presence::differs, c.actual.spans[*place].begin);
  finding.detail = *b;
}

/// The rest of a row with a version that both READMEs have.
void compare_row(PageComparison& c, const ItemKey& item, std::string_view version) {
  for (const Part part : {Part::api_version, Part::version, Part::links}) {
    const std::size_t* const before = c.actual.find(item, part, version);
    const std::size_t* const after = c.expected.find(item, part, version);
    if (after == nullptr || c.format.differs_in(part)) continue;
    if (before != nullptr && c.actual.text_of(*before) == c.expected.text_of(*after)) continue;
    Finding& finding =
        add_finding(c, item, part == Part::links ? Part::links : Part::row, Presence::differs,
                    before == nullptr ? c.places[*after] : c.actual.spans[*before].begin);
    finding.detail = version;
    if (before != nullptr) finding.before = c.actual.text_of(*before);
    finding.after = c.expected.text_of(*after);
  }
}

}  // namespace

bool has_versions(Item item) {
  return item == Item::resource_type || item == Item::cross_reference;
}

void compare_group(PageComparison& c, const ItemKey& item) {
  if (goes_with_parent(c.expected, c.actual, item) || goes_with_section(c.actual, item)) return;
  for (const std::size_t span : c.expected.spans_of(item)) {
    const std::string_view category = c.expected.spans[span].detail;
    const std::size_t* const before = c.actual.find(item, Part::table_head, category);
    if (before != nullptr) {
      if (c.actual.text_of(*before) == c.expected.text_of(span)) continue;
      Finding& finding =
          add_finding(c, item, Part::table_head, Presence::edited, c.actual.spans[*before].begin);
      finding.detail = category;
      c.explained.insert(*before + 1);
    } else if (lacks_head_alone(c, item.second, category)) {
      Finding& finding = add_finding(c, item, Part::table_head, Presence::missing, c.places[span]);
      finding.detail = category;
      explain_other_before_rows(c, item.second, category);
    }
  }
}

void compare_versions(PageComparison& c, const ItemKey& item) {
  const Part part = item.first == Item::resource_type ? Part::api_version : Part::version;
  std::vector<std::size_t> gone;
  std::vector<std::size_t> come;
  std::multiset<std::string_view> old_versions;
  for (const std::size_t span : c.actual.spans_of(item)) {
    if (c.actual.spans[span].part == part) old_versions.insert(c.actual.spans[span].detail);
  }
  for (const std::size_t span : c.expected.spans_of(item)) {
    if (c.expected.spans[span].part != part) continue;
    const std::string_view version = c.expected.spans[span].detail;
    const auto known = old_versions.find(version);
    if (known == old_versions.end()) {
      come.push_back(span);
    } else {
      old_versions.erase(known);
      compare_row(c, item, version);
    }
  }
  for (const std::size_t span : c.actual.spans_of(item)) {
    const auto left = old_versions.find(c.actual.spans[span].detail);
    if (c.actual.spans[span].part != part || left == old_versions.end()) continue;
    old_versions.erase(left);
    gone.push_back(span);
  }
  if (gone.empty() && come.empty()) report_order_of_versions(c, item, part);
  for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
    const Presence presence = i >= gone.size()   ? Presence::missing
                              : i >= come.size() ? Presence::obsolete
                                                 : Presence::differs;
    Finding& finding =
        add_finding(c, item, part, presence,
                    i < gone.size() ? c.actual.spans[gone[i]].begin : c.places[come[i]]);
    if (i < gone.size()) finding.before = c.actual.spans[gone[i]].detail;
    if (i < come.size()) finding.after = c.expected.spans[come[i]].detail;
    finding.detail = i < come.size() ? finding.after : finding.before;
  }
}

}  // namespace avmdoc

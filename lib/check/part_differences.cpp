#include <algorithm>
#include <tuple>

#include "check/comparison_stages.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// A row is in one table or another, which is compared apart.
PartKey compared_as(const PageComparison& c, const Span& after) {
  PartKey key = part_key(after);
  if (after.item != Item::parameter || after.part != Part::row) return key;
  const std::size_t* const before = c.actual.find({after.item, after.key}, Part::row);
  if (before != nullptr) std::get<2>(key) = c.actual.spans[*before].detail;
  return key;
}

/// A parameter or variant with a row and without a section of its own, or the other way round.
bool reports_lost_section(PageComparison& c, const ItemKey& item) {
  if (item.first != Item::parameter && item.first != Item::variant) return false;
  const std::size_t* const heading = c.expected.find(item, Part::heading);
  if (heading == nullptr || c.actual.find(item, Part::heading) != nullptr) return false;
  Finding& finding = add_finding(c, item, Part::details, Presence::missing, c.places[*heading]);
  finding.after = c.expected.text_of(*heading);
  return true;
}

/// Whether a line that no generator writes is where a part should be: the same line, edited.
bool replaced_by_other(const PageComparison& c, std::size_t after) {
  const auto place = std::ranges::lower_bound(c.expected.filled, after);
  if (place == c.expected.filled.begin()) return false;
  const auto previous = c.actual.place_of(Subject(c.expected.spans[*(place - 1)]));
  if (!previous || *previous + 1 >= c.actual.filled.size()) return false;
  return c.actual.spans[c.actual.filled[*previous + 1]].part == Part::other;
}

/// The requirement type of a parameter is the table that its row is in.
void compare_category(PageComparison& c, const ItemKey& item, const std::size_t* before,
                      const std::size_t* after) {
  if (before == nullptr || after == nullptr) return;
  const Span& old_span = c.actual.spans[*before];
  const Span& new_span = c.expected.spans[*after];
  if (new_span.item != Item::parameter || new_span.part != Part::row) return;
  if (old_span.detail.empty() || equal_ignoring_case(old_span.detail, new_span.detail)) return;
  Finding& finding = add_finding(c, item, Part::category, Presence::differs, old_span.begin);
  finding.before = old_span.detail;
  finding.after = new_span.detail;
}

void compare_part(PageComparison& c, const ItemKey& item, const std::size_t* before,
                  const std::size_t* after) {
  const Span& span = after != nullptr ? c.expected.spans[*after] : c.actual.spans[*before];
  if (span.part == Part::other) return;
  const std::string_view old_text =
      before == nullptr ? std::string_view() : c.actual.text_of(*before);
  const std::string_view new_text =
      after == nullptr ? std::string_view() : c.expected.text_of(*after);
  compare_category(c, item, before, after);
  if (before != nullptr && after != nullptr && old_text == new_text) return;
  if (c.format.differs_in(span.part)) return;
  if (c.consistency.follows(before, after)) return;
  // All forms show the same parameters, so the first one is enough.
  if (span.part == Part::argument &&
      !c.arguments.insert({std::string(item.second), span.detail}).second) {
    return;
  }
  if (before == nullptr && replaced_by_other(c, *after)) return;
  if (before == nullptr && item.first == Item::own_section && span.part == Part::navigation &&
      !c.actual.has({Item::section, titles::navigation})) {
    return;  // it goes with the Navigation
  }
  const bool listed = span.part == Part::navigation && after == nullptr;
  if (listed && holds_heading(c, item.second)) return;
  const Presence presence = before == nullptr          ? Presence::missing
                            : after == nullptr         ? Presence::obsolete
                            : is_fixed_text(span.part) ? Presence::edited
                                                       : Presence::differs;
  Finding& finding =
      add_finding(c, item, span.part, presence,
                  before != nullptr ? c.actual.spans[*before].begin : c.places[*after]);
  finding.detail = span.detail;
  finding.before = old_text;
  finding.after = new_text;
  if (before != nullptr && span.part == Part::table_head) c.explained.insert(*before + 1);
}

void compare_banner(PageComparison& c, const ItemKey& item) {
  const std::size_t before = c.actual.spans_of(item).front();
  const std::size_t after = c.expected.spans_of(item).front();
  if (c.actual.text_of(before) == c.expected.text_of(after)) return;
  add_finding(c, item, Part::text, Presence::differs, c.actual.spans[before].begin);
}

/// Whether both READMEs say the same of an item.
bool is_same(const PageComparison& c, const ItemKey& item) {
  return std::ranges::equal(c.actual.spans_of(item), c.expected.spans_of(item),
                            [&](std::size_t before, std::size_t after) {
                              return Subject(c.actual.spans[before]) ==
                                         Subject(c.expected.spans[after]) &&
                                     c.actual.text_of(before) == c.expected.text_of(after);
                            });
}

}  // namespace

void compare_parts(PageComparison& c, const ItemKey& item) {
  if (is_same(c, item)) return;
  if (item.first == Item::banner) {
    compare_banner(c, item);
    return;
  }
  if (has_versions(item.first)) {
    compare_versions(c, item);
    return;
  }
  if (reports_lost_section(c, item)) return;
  struct Same {
    std::vector<std::size_t> spans;
    std::size_t used = 0;
  };
  std::map<PartKey, Same> before;
  for (const std::size_t span : c.actual.spans_of(item)) {
    before[part_key(c.actual.spans[span])].spans.push_back(span);
  }
  for (const std::size_t span : c.expected.spans_of(item)) {
    auto& [spans, used] = before[compared_as(c, c.expected.spans[span])];
    compare_part(c, item, used < spans.size() ? &spans[used] : nullptr, &span);
    ++used;
  }
  if (c.with_lines_of_next.contains(item)) return;
  bool repeated = false;
  for (const auto& [key, same] : before) {
    const auto& [spans, used] = same;
    for (std::size_t i = used; i < spans.size(); ++i) {
      // The generator itself repeats the tables of variants, and headings in the Navigation.
      const Part part = c.actual.spans[spans[i]].part;
      const bool repeats =
          item.first == Item::variant || part == Part::table_head || part == Part::navigation;
      if (used == 0 || repeats) {
        compare_part(c, item, &spans[i], nullptr);
      } else if (!repeated && part != Part::other && part != Part::separator) {
        // A line was copied.
        repeated = true;
        add_finding(c, item, Part::other, Presence::edited, c.actual.spans[spans[i]].begin);
      }
    }
  }
}

}  // namespace avmdoc

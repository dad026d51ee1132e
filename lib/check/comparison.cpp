#include "check/comparison.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "check/blank_lines.hpp"
#include "check/consistency.hpp"
#include "check/example_edits.hpp"
#include "check/older_format.hpp"
#include "check/order.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

bool has_versions(Item item) {
  return item == Item::resource_type || item == Item::cross_reference;
}

/// Collects the findings about a pair of READMEs.
class Comparison {
 public:
  Comparison(const PageIndex& actual, const PageIndex& expected)
      : actual_(actual),
        expected_(expected),
        format_(older_format(actual, expected)),
        consistency_(actual, expected) {
    find_places();
    find_lost_headings();
    for (const ItemKey& item : expected_.items) {
      if (item.first == Item::example) numbers_.emplace(item.second, numbers_.size() + 1);
    }
  }

  std::vector<Finding> run() {
    if (format_.is_older()) {
      Finding& finding = add({Item::section, ""}, Part::heading, Presence::older, 0);
      finding.before = format_.signs();
    }
    if (consistency_.is_renamed()) {
      Finding& finding = add(
          {Item::reference, ""}, Part::name, Presence::differs,
          static_cast<std::uint32_t>(actual_.text.find("br/public:" + consistency_.old_name())));
      finding.before = consistency_.old_name();
      finding.after = consistency_.new_name();
    }
    for (const ItemKey& item : expected_.items) compare_item(item);
    // A section goes with its last item, so the items come first.
    for (const bool sections : {false, true}) {
      for (const ItemKey& item : actual_.items) {
        if ((item.first == Item::section) == sections && !expected_.has(item))
          report_obsolete(item);
      }
      if (!sections) note_sections_with_reports();
    }
    report_edited();
    report_misplaced();
    report_blank_lines();
    join_example_edits(actual_, expected_, findings_);
    std::ranges::stable_sort(findings_, {}, &Finding::place);
    return std::move(findings_);
  }

 private:
  using Id = std::pair<ItemKey, PartKey>;

  /// Where each part of the rendered README is in the one on disk; one that is missing there would
  /// come before the next that is not.
  void find_places() {
    for (const std::size_t span : actual_.filled) {
      begins_.emplace(Id(actual_.item_of(span), part_key(actual_.spans[span])),
                      actual_.spans[span].begin);
    }
    places_.resize(expected_.spans.size());
    auto next = static_cast<std::uint32_t>(actual_.text.size());
    for (std::size_t span = places_.size(); span-- > 0;) {
      const auto begin = begins_.find(Id(expected_.item_of(span), part_key(expected_.spans[span])));
      if (begin != begins_.end()) next = begin->second;
      places_[span] = next;
    }
  }

  /// What is below a heading that the README lost looks like lines of the item before it.
  void find_lost_headings() {
    ItemKey before{Item::section, titles::parameters};
    for (const std::size_t heading : expected_.filled) {
      const ItemKey item = expected_.item_of(heading);
      if (expected_.spans[heading].part != Part::heading ||
          (item.first != Item::parameter && item.first != Item::variant)) {
        continue;
      }
      if (actual_.find(item, Part::heading) != nullptr) {
        before = item;
        continue;
      }
      const std::string_view description = expected_.text_of(item, Part::description);
      for (const std::size_t span : actual_.spans_of(before)) {
        if (description.empty() || actual_.spans[span].part != Part::other ||
            !actual_.text_of(span).starts_with(description)) {
          continue;
        }
        explained_.insert(span);
        with_lines_of_next_.insert(before);
      }
    }
  }

  [[nodiscard]] std::uint32_t place_of(std::size_t span) const { return places_[span]; }

  Finding& add(const ItemKey& item, Part part, Presence presence, std::uint32_t place) {
    Finding finding;
    finding.item = item.first;
    finding.key = item.second;
    finding.part = part;
    finding.presence = presence;
    finding.place = place;
    const auto number = numbers_.find(item.second);
    if (item.first == Item::example && number != numbers_.end()) finding.number = number->second;
    findings_.push_back(std::move(finding));
    return findings_.back();
  }

  [[nodiscard]] static bool has_heading(const PageIndex& page, std::string_view section) {
    return page.find({Item::section, section}, Part::heading) != nullptr;
  }

  /// Whether the section of an item is reported in place of it: one that every README has.
  [[nodiscard]] static bool goes_with_section(const PageIndex& other, const ItemKey& item) {
    const std::string_view section = section_of(item.first, item.second);
    const bool always = section == titles::resource_types || section == titles::parameters ||
                        section == titles::outputs || section == titles::navigation;
    return item.first != Item::section && item.first != Item::own_section && always &&
           !has_heading(other, section);
  }

  /// Whether an item is part of one that the other README does not have either.
  [[nodiscard]] static bool goes_with_parent(const PageIndex& own, const PageIndex& other,
                                             const ItemKey& item) {
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

  void compare_item(const ItemKey& item) {
    if (item.first == Item::section) {
      compare_section(item);
    } else if (item.first == Item::parameter_group) {
      compare_group(item);
    } else if (!actual_.has(item)) {
      report_missing(item);
    } else {
      compare_parts(item);
    }
  }

  void report_missing(const ItemKey& item) {
    if (format_.lacks(item.first) || goes_with_section(actual_, item) ||
        goes_with_parent(expected_, actual_, item)) {
      return;
    }
    std::size_t first = expected_.spans_of(item).front();
    // The links to the examples come before them.
    if (const std::size_t* const number = expected_.find(item, Part::number)) first = *number;
    Finding& finding = add(item, Part::heading, Presence::missing, place_of(first));
    finding.after = expected_.text_of(first);
    if (item.first == Item::example) explain_link_to(item);
    if (has_versions(item.first)) finding.detail = expected_.spans[first].detail;
  }

  /// The link to an example that is missing leads nowhere in the README.
  void explain_link_to(const ItemKey& example) {
    const std::size_t* const link = expected_.find(example, Part::link);
    if (link == nullptr) return;
    for (const std::size_t span : actual_.spans_of({Item::section, titles::usage_examples})) {
      if (actual_.text_of(span) == expected_.text_of(*link)) explained_.insert(span);
    }
  }

  /// Whether a line of the README on disk, or what comes after `\n` in one, begins with a heading.
  [[nodiscard]] bool holds_heading(std::string_view title) {
    // Only a README with very long headings could need more of them.
    constexpr std::size_t most = 200;
    if (!has_headings_) {
      const std::string_view before = actual_.text;
      for (const std::string_view begin : {std::string_view("\n## "), std::string_view("\\n## ")}) {
        for (std::size_t at = before.find(begin); at != std::string_view::npos;
             at = before.find(begin, at + begin.size())) {
          headings_.push_back(before.substr(at + begin.size(), most));
        }
      }
      std::ranges::sort(headings_);
      has_headings_ = true;
    }
    title = title.substr(0, most);
    const auto found = std::ranges::lower_bound(headings_, title);
    return found != headings_.end() && found->starts_with(title);
  }

  void report_obsolete(const ItemKey& item) {
    if (item.first == Item::section && item.second.empty()) return;  // reported as edited
    if (item.first == Item::parameter_group) return;
    if (goes_with_section(expected_, item) || goes_with_parent(actual_, expected_, item)) return;
    std::size_t first = actual_.spans_of(item).front();
    // The Navigation also lists the headings inside descriptions and, after `\n`, in strings.
    if (actual_.spans[first].part == Part::navigation &&
        actual_.find(item, Part::heading) == nullptr && holds_heading(item.second)) {
      return;
    }
    if (const std::size_t* const number = actual_.find(item, Part::number)) first = *number;
    if (item.first == Item::own_section && actual_.find(item, Part::heading) != nullptr) {
      add(item, Part::heading, Presence::obsolete,
          actual_.spans[*actual_.find(item, Part::heading)].begin);
      return;
    }
    if (item.first == Item::section && sections_with_reports_.contains(item.second)) return;
    if (item.first == Item::section && actual_.find(item, Part::heading) != nullptr) {
      first = *actual_.find(item, Part::heading);
    }
    Finding& finding =
        add(item, actual_.spans[first].part == Part::navigation ? Part::navigation : Part::heading,
            Presence::obsolete, actual_.spans[first].begin);
    finding.before = actual_.text_of(first);
    if (has_versions(item.first)) finding.detail = actual_.spans[first].detail;
  }

  /// Which sections have items that are reported as missing or obsolete.
  void note_sections_with_reports() {
    for (const Finding& finding : findings_) {
      if (finding.item != Item::section &&
          (finding.presence == Presence::missing || finding.presence == Presence::obsolete)) {
        sections_with_reports_.emplace(section_of(finding.item, finding.key));
      }
    }
  }

  /// A section that comes with its first item is not reported beside it.
  void compare_section(const ItemKey& item) {
    if (has_heading(actual_, item.second)) {
      compare_parts(item);
      return;
    }
    const bool comes_with_items = item.second == titles::usage_examples ||
                                  item.second == titles::exported_functions ||
                                  item.second == titles::cross_referenced_modules;
    bool has_new_item = false;
    if (comes_with_items) {
      for (const ItemKey& other : expected_.items) {
        has_new_item = has_new_item || (section_of(other.first, other.second) == item.second &&
                                        other.first != Item::section && !actual_.has(other));
      }
    }
    const std::size_t* const heading = expected_.find(item, Part::heading);
    if (has_new_item) return;
    if (heading == nullptr) {  // a heading inside a description
      if (actual_.has(item)) compare_parts(item);
      return;
    }
    add(item, Part::heading, Presence::missing, place_of(*heading));
  }

  /// Heads of tables come and go with the rows below them, so one is reported only when it is the
  /// README's rows that lack it.
  void compare_group(const ItemKey& item) {
    if (goes_with_parent(expected_, actual_, item) || goes_with_section(actual_, item)) return;
    for (const std::size_t span : expected_.spans_of(item)) {
      const std::string_view category = expected_.spans[span].detail;
      const std::size_t* const before = actual_.find(item, Part::table_head, category);
      if (before != nullptr) {
        if (actual_.text_of(*before) == expected_.text_of(span)) continue;
        Finding& finding =
            add(item, Part::table_head, Presence::edited, actual_.spans[*before].begin);
        finding.detail = category;
        explained_.insert(*before + 1);
      } else if (lacks_head_alone(item.second, category)) {
        Finding& finding = add(item, Part::table_head, Presence::missing, place_of(span));
        finding.detail = category;
        explain_other_before_rows(item.second, category);
      }
    }
  }

  /// What is left of a head is before the first of its rows.
  void explain_other_before_rows(std::string_view parent, std::string_view category) {
    for (const std::size_t span : rows_of(parent, category)) {
      const std::size_t* const row = actual_.find(expected_.item_of(span), Part::row);
      if (row == nullptr) continue;
      if (*row > 0 && actual_.spans[*row - 1].part == Part::other) explained_.insert(*row - 1);
      return;
    }
  }

  /// Whether the README has rows of a category below no head at all.
  [[nodiscard]] bool lacks_head_alone(std::string_view parent, std::string_view category) {
    return std::ranges::any_of(rows_of(parent, category), [&](std::size_t span) {
      const std::size_t* const row = actual_.find(expected_.item_of(span), Part::row);
      return row != nullptr && actual_.spans[*row].detail.empty();
    });
  }

  /// The rendered rows of a category.
  [[nodiscard]] const std::vector<std::size_t>& rows_of(std::string_view parent,
                                                        std::string_view category) {
    if (rows_.empty()) {
      for (const std::size_t span : expected_.filled) {
        const Span& row = expected_.spans[span];
        if (row.item != Item::parameter || row.part != Part::row) continue;
        rows_[{parent_of(row.key), row.detail}].push_back(span);
      }
    }
    return rows_[{parent, category}];
  }

  void compare_parts(const ItemKey& item) {
    if (item.first == Item::banner) {
      compare_banner(item);
      return;
    }
    if (has_versions(item.first)) {
      compare_versions(item);
      return;
    }
    if (reports_lost_section(item)) return;
    std::map<PartKey, std::vector<std::size_t>> before;
    for (const std::size_t span : actual_.spans_of(item)) {
      before[part_key(actual_.spans[span])].push_back(span);
    }
    std::map<PartKey, std::size_t> used;
    for (const std::size_t span : expected_.spans_of(item)) {
      const Span& after = expected_.spans[span];
      const PartKey key = compared_as(after);
      const std::vector<std::size_t>& candidates = before[key];
      std::size_t& next = used[key];
      compare_part(item, next < candidates.size() ? &candidates[next] : nullptr, &span);
      ++next;
    }
    if (with_lines_of_next_.contains(item)) return;
    bool repeated = false;
    for (const auto& [key, spans] : before) {
      const std::size_t count = used[key];
      for (std::size_t i = count; i < spans.size(); ++i) {
        // The generator itself repeats the tables of variants, and headings in the Navigation.
        const Part part = actual_.spans[spans[i]].part;
        const bool repeats =
            item.first == Item::variant || part == Part::table_head || part == Part::navigation;
        if (count == 0 || repeats) {
          compare_part(item, &spans[i], nullptr);
        } else if (!repeated && part != Part::other && part != Part::separator) {
          // A line was copied.
          repeated = true;
          add(item, Part::other, Presence::edited, actual_.spans[spans[i]].begin);
        }
      }
    }
  }

  /// A row is in one table or another, which is compared apart.
  [[nodiscard]] PartKey compared_as(const Span& after) const {
    PartKey key = part_key(after);
    if (after.item != Item::parameter || after.part != Part::row) return key;
    const std::size_t* const before = actual_.find({after.item, after.key}, Part::row);
    if (before != nullptr) std::get<2>(key) = actual_.spans[*before].detail;
    return key;
  }

  /// A parameter or variant with a row and without a section of its own, or the other way round.
  bool reports_lost_section(const ItemKey& item) {
    if (item.first != Item::parameter && item.first != Item::variant) return false;
    const std::size_t* const heading = expected_.find(item, Part::heading);
    if (heading == nullptr || actual_.find(item, Part::heading) != nullptr) return false;
    Finding& finding = add(item, Part::details, Presence::missing, place_of(*heading));
    finding.after = expected_.text_of(*heading);
    return true;
  }

  /// Whether a line that no generator writes is where a part should be: the same line, edited.
  [[nodiscard]] bool replaced_by_other(std::size_t after) const {
    const auto place = std::ranges::lower_bound(expected_.filled, after);
    if (place == expected_.filled.begin()) return false;
    const auto previous =
        begins_.find({expected_.item_of(*(place - 1)), part_key(expected_.spans[*(place - 1)])});
    if (previous == begins_.end()) return false;
    const auto next =
        std::ranges::upper_bound(actual_.filled, previous->second, {},
                                 [&](std::size_t span) { return actual_.spans[span].begin; });
    return next != actual_.filled.end() && actual_.spans[*next].part == Part::other;
  }

  void compare_part(const ItemKey& item, const std::size_t* before, const std::size_t* after) {
    const Span& span = after != nullptr ? expected_.spans[*after] : actual_.spans[*before];
    if (span.part == Part::other) return;
    const std::string_view old_text =
        before == nullptr ? std::string_view() : actual_.text_of(*before);
    const std::string_view new_text =
        after == nullptr ? std::string_view() : expected_.text_of(*after);
    compare_category(item, before, after);
    if (before != nullptr && after != nullptr && old_text == new_text) return;
    if (format_.differs_in(span.part)) return;
    if (consistency_.follows(before, after)) return;
    // All forms show the same parameters, so the first one is enough.
    if (span.part == Part::argument &&
        !arguments_.insert({std::string(item.second), span.detail}).second) {
      return;
    }
    if (before == nullptr && replaced_by_other(*after)) return;
    const bool listed = span.part == Part::navigation && after == nullptr;
    if (listed && holds_heading(item.second)) return;
    const Presence presence = before == nullptr          ? Presence::missing
                              : after == nullptr         ? Presence::obsolete
                              : is_fixed_text(span.part) ? Presence::edited
                                                         : Presence::differs;
    Finding& finding = add(item, span.part, presence,
                           before != nullptr ? actual_.spans[*before].begin : place_of(*after));
    finding.detail = span.detail;
    finding.before = old_text;
    finding.after = new_text;
    if (before != nullptr && span.part == Part::table_head) explained_.insert(*before + 1);
  }

  /// The requirement type of a parameter is the table that its row is in.
  void compare_category(const ItemKey& item, const std::size_t* before, const std::size_t* after) {
    if (before == nullptr || after == nullptr) return;
    const Span& old_span = actual_.spans[*before];
    const Span& new_span = expected_.spans[*after];
    if (new_span.item != Item::parameter || new_span.part != Part::row) return;
    if (old_span.detail.empty() || equal_ignoring_case(old_span.detail, new_span.detail)) return;
    Finding& finding = add(item, Part::category, Presence::differs, old_span.begin);
    finding.before = old_span.detail;
    finding.after = new_span.detail;
  }

  /// Versions that went and versions that came belong together, in their order.
  void compare_versions(const ItemKey& item) {
    const Part part = item.first == Item::resource_type ? Part::api_version : Part::version;
    std::vector<std::size_t> gone;
    std::vector<std::size_t> come;
    std::multiset<std::string_view> old_versions;
    for (const std::size_t span : actual_.spans_of(item)) {
      if (actual_.spans[span].part == part) old_versions.insert(actual_.spans[span].detail);
    }
    for (const std::size_t span : expected_.spans_of(item)) {
      if (expected_.spans[span].part != part) continue;
      const std::string_view version = expected_.spans[span].detail;
      const auto known = old_versions.find(version);
      if (known == old_versions.end()) {
        come.push_back(span);
      } else {
        old_versions.erase(known);
        compare_row(item, version);
      }
    }
    for (const std::size_t span : actual_.spans_of(item)) {
      const auto left = old_versions.find(actual_.spans[span].detail);
      if (actual_.spans[span].part != part || left == old_versions.end()) continue;
      old_versions.erase(left);
      gone.push_back(span);
    }
    if (gone.empty() && come.empty()) report_order_of_versions(item, part);
    for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
      const Presence presence = i >= gone.size()   ? Presence::missing
                                : i >= come.size() ? Presence::obsolete
                                                   : Presence::differs;
      Finding& finding = add(item, part, presence,
                             i < gone.size() ? actual_.spans[gone[i]].begin : place_of(come[i]));
      if (i < gone.size()) finding.before = actual_.spans[gone[i]].detail;
      if (i < come.size()) finding.after = expected_.spans[come[i]].detail;
      finding.detail = i < come.size() ? finding.after : finding.before;
    }
  }

  /// The versions of one type come in the order of the template.
  void report_order_of_versions(const ItemKey& item, Part part) {
    const auto versions = [&](const PageIndex& page) {
      std::vector<std::string_view> all;
      for (const std::size_t span : page.spans_of(item)) {
        if (page.spans[span].part == part) all.push_back(page.spans[span].detail);
      }
      return all;
    };
    const auto before = versions(actual_);
    const auto after = versions(expected_);
    const auto [a, b] = std::ranges::mismatch(before, after);
    if (a == before.end() || b == after.end()) return;
    const std::size_t* const place = actual_.find(item, part, *a);
    Finding& finding = add(item, Part::order, Presence::differs, actual_.spans[*place].begin);
    finding.detail = *b;
  }

  /// The rest of a row with a version that both READMEs have.
  void compare_row(const ItemKey& item, std::string_view version) {
    for (const Part part : {Part::api_version, Part::version, Part::links}) {
      const std::size_t* const before = actual_.find(item, part, version);
      const std::size_t* const after = expected_.find(item, part, version);
      if (after == nullptr || format_.differs_in(part)) continue;
      if (before != nullptr && actual_.text_of(*before) == expected_.text_of(*after)) continue;
      Finding& finding = add(item, part == Part::links ? Part::links : Part::row, Presence::differs,
                             before == nullptr ? place_of(*after) : actual_.spans[*before].begin);
      finding.detail = version;
      if (before != nullptr) finding.before = actual_.text_of(*before);
      finding.after = expected_.text_of(*after);
    }
  }

  void compare_banner(const ItemKey& item) {
    const std::size_t before = actual_.spans_of(item).front();
    const std::size_t after = expected_.spans_of(item).front();
    if (actual_.text_of(before) == expected_.text_of(after)) return;
    add(item, Part::text, Presence::differs, actual_.spans[before].begin);
  }

  /// Lines that no generator writes, once for each run of them.
  void report_edited() {
    for (std::size_t span = 0; span < actual_.spans.size(); ++span) {
      if (actual_.spans[span].part != Part::other || explained_.contains(span)) continue;
      const std::string_view text = actual_.text_of(span);
      if (text.empty()) continue;
      const ItemKey item = actual_.item_of(span);
      if (item.first != Item::section && !expected_.has(item)) continue;  // reported as obsolete
      Finding& finding = add(item, Part::other, Presence::edited, actual_.spans[span].begin);
      finding.before = text;
    }
  }

  void report_misplaced() {
    std::set<std::pair<Item, std::string>> moved;
    for (const Finding& finding : findings_) {
      if (finding.part == Part::category) moved.emplace(finding.item, finding.key);
    }
    for (const std::size_t span : find_misplaced(actual_, expected_)) {
      const ItemKey item = actual_.item_of(span);
      if (moved.contains({item.first, std::string(item.second)})) continue;
      Finding& finding =
          add(item, actual_.spans[span].part, Presence::misplaced, actual_.spans[span].begin);
      finding.detail = actual_.spans[span].detail;
    }
  }

  void report_blank_lines() {
    for (const std::size_t span : find_blank_line_edits(actual_, expected_)) {
      const ItemKey item = actual_.item_of(span);
      const auto size = static_cast<std::uint32_t>(actual_.text_of(span).size());
      add({Item::section, section_of(item.first, item.second)}, Part::separator, Presence::edited,
          actual_.spans[span].begin + size);
    }
  }

  const PageIndex& actual_;
  const PageIndex& expected_;
  OlderFormat format_;
  Consistency consistency_;
  std::map<Id, std::uint32_t> begins_;  ///< where the README on disk has each part
  std::vector<std::uint32_t> places_;
  std::map<std::string_view, std::size_t> numbers_;  ///< of the examples that the module gives
  std::set<std::pair<std::string, std::string>> arguments_;  ///< reported ones, by example
  std::set<std::size_t> explained_;       ///< spans that follow from a finding before them
  std::set<ItemKey> with_lines_of_next_;  ///< items below which a heading is missing
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> rows_;
  std::vector<std::string_view> headings_;  ///< their texts, sorted, once they are needed
  bool has_headings_ = false;
  std::set<std::string, std::less<>> sections_with_reports_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> compare_pages(const PageIndex& actual, const PageIndex& expected) {
  return Comparison(actual, expected).run();
}

}  // namespace avmdoc

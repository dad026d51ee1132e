#include "check/consistency.hpp"

#include <algorithm>
#include <vector>

#include "readme/sections.hpp"
#include "readme/wording.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// `avm/res/a/b` in the first `br/public:avm/res/a/b:<version>` of a README, or what the convention
/// has for it.
CalledName name_in(std::string_view text, const Convention& convention) {
  const std::string_view pattern = convention.reference;
  const std::string_view registry = pattern.substr(0, pattern.find('{'));
  if (registry.empty() || registry.size() == pattern.size()) return {};
  const bool has_version = pattern.ends_with(":{version}");
  const std::string version = ":" + convention.version;  // `:` alone for one that differs
  for (std::size_t at = text.find(registry); at != std::string_view::npos;
       at = text.find(registry, at + 1)) {
    if (at == 0 || (text[at - 1] != '\'' && text[at - 1] != '`')) continue;
    const std::size_t begin = at + registry.size();
    std::string_view name = text.substr(begin, text.find_first_of(" `'\n", begin) - begin);
    if (has_version) {
      const std::size_t colon = name.rfind(':');
      if (colon == std::string_view::npos || !name.substr(colon).starts_with(version)) continue;
      name = name.substr(0, colon);
    }
    return {std::string(name), at};
  }
  return {};
}

/// A name in the text about how to reference the module, or else in the examples.
CalledName name_in(const PageIndex& page, const Convention& convention) {
  const std::size_t* const reference = page.find({Item::reference, ""}, Part::text);
  if (reference == nullptr) return name_in(page.text, convention);
  CalledName called = name_in(page.text_of(*reference), convention);
  called.place += page.spans[*reference].begin;
  return called;
}

/// The value of `- Type: string`.
std::string_view field_value(std::string_view text) {
  const std::size_t colon = text.find(": ");
  return colon == std::string_view::npos ? std::string_view() : text.substr(colon + 2);
}

/// The parameters of one form of an example with the comment that each of them stands below.
std::map<std::string_view, std::string_view> groups_of(const PageIndex& page,
                                                       const ItemKey& example, Form form) {
  std::map<std::string_view, std::string_view> groups;
  std::string_view comment;
  for (const std::size_t span : page.spans_of(example)) {
    const Span& part = page.spans[span];
    if (part.form != form) continue;
    if (part.part == Part::comment) comment = part.detail;
    if (part.part == Part::argument) groups.emplace(part.detail, comment);
  }
  return groups;
}

}  // namespace

bool is_fixed_text(Part part) {
  switch (part) {
    case Part::heading:
    case Part::navigation:
    case Part::intro:
    case Part::none:
    case Part::table_head:
    case Part::row:
    case Part::usage:
    case Part::number:
    case Part::link:
    case Part::path:
    case Part::form:
    case Part::form_end:
    case Part::frame:
    case Part::comment:
    case Part::separator:
    case Part::other:
      return true;
    default:
      return false;
  }
}

Consistency::Consistency(const PageIndex& actual, const PageIndex& expected,
                         const Convention& convention)
    : actual_(actual),
      expected_(expected),
      old_name_(name_in(actual, convention)),
      new_name_(name_in(expected, convention)) {
  for (const ItemKey& item : actual.items) {
    if (item.first != Item::section && item.first != Item::own_section) {
      filled_sections_.insert(section_of(item.first, item.second));
    }
    if (item.first == Item::variant && expected.has(item)) {
      lasting_unions_.insert(parent_of(item.second));
    }
    if (item.first == Item::output && actual.find(item, Part::description) != nullptr) {
      describes_outputs_ = true;
    }
  }
  std::size_t ordinal = 0;
  for (const std::size_t span : actual.filled) {
    if (actual.spans[span].part == Part::number) ordinals_[actual.spans[span].key] = ++ordinal;
  }
}

bool Consistency::follows(const std::size_t* before, const std::size_t* after) const {
  const Span& span = before != nullptr ? actual_.spans[*before] : expected_.spans[*after];
  const ItemKey item{span.item, span.key};
  switch (span.part) {
    case Part::separator:
      return true;
    case Part::number:
      return before != nullptr && fits_number(*before);
    case Part::link:
      return before != nullptr && fits_link(*before);
    case Part::row:
      return before != nullptr && after != nullptr && fits_row(*before, *after);
    case Part::table_head:
      return fits_table_head(item, before);
    case Part::none:
      return fits_none(item, before);
    case Part::comment:
      return fits_comment(item, span.form);
    case Part::frame:
      if ((actual_.find(item, Part::argument) == nullptr) !=
          (expected_.find(item, Part::argument) == nullptr)) {
        return true;
      }
      [[fallthrough]];
    case Part::intro:
      return is_renamed() && before != nullptr && after != nullptr;
    case Part::text:
      return span.item == Item::reference && is_renamed() && before != nullptr && after != nullptr;
    case Part::required:
      return has_other_requirement(span.key);
    default:
      return false;
  }
}

bool Consistency::fits_number(std::size_t span) const {
  const auto ordinal = ordinals_.find(actual_.spans[span].key);
  return ordinal != ordinals_.end() &&
         actual_.text_of(span) ==
             std::string(wording::example_heading) + std::to_string(ordinal->second) + ":";
}

bool Consistency::fits_link(std::size_t span) const {
  const std::string_view key = actual_.spans[span].key;
  const auto ordinal = ordinals_.find(key);
  std::string_view title = trim(actual_.text_of({Item::example, key}, Part::title));
  if (ordinal == ordinals_.end() || title.size() < 2) return false;
  title = title.substr(1, title.size() - 2);
  std::string link;
  write_example_link(title, ordinal->second, link);
  return actual_.text_of(span) == trim_end(link);
}

/// A row repeats what the parameter's own section says.
bool Consistency::fits_row(std::size_t span, std::size_t other) const {
  const Span& row = actual_.spans[span];
  const ItemKey item{row.item, row.key};
  const std::string_view text = actual_.text_of(span);
  const std::string_view expected = expected_.text_of(other);
  const std::size_t link = text.find(wording::end_of_linked_name);
  if (text.substr(0, link) != expected.substr(0, expected.find(wording::end_of_linked_name))) {
    return false;
  }
  if (link == std::string_view::npos || !text.ends_with('|')) return false;
  std::string_view cells = text.substr(link + wording::end_of_linked_name.size());
  cells.remove_suffix(1);
  if (row.item == Item::parameter) {
    const std::string type = std::string(field_value(actual_.text_of(item, Part::type))) + " | ";
    if (!cells.starts_with(type)) return false;
    cells.remove_prefix(type.size());
  }
  return trim(cells) == actual_.text_of(item, Part::description);
}

bool Consistency::fits_table_head(const ItemKey& item, const std::size_t* before) const {
  if (item.first == Item::parameter) {
    // The table of the variants comes with the first of them and goes with the last.
    return !lasting_unions_.contains(item.second);
  }
  if (item.second != titles::outputs) return before == nullptr;
  if (before == nullptr) return true;
  return actual_.text_of(*before) ==
         (describes_outputs_ ? wording::described_outputs_head : wording::outputs_head);
}

bool Consistency::fits_none(const ItemKey& item, const std::size_t* before) const {
  const bool has_items = filled_sections_.contains(item.second);
  // A line in its place is reported as edited.
  const bool replaced =
      before == nullptr && actual_.find({Item::section, item.second}, Part::other) != nullptr;
  return replaced || (before != nullptr) != has_items;
}

/// The comments in an example follow from which parameters it has and which of them are required.
bool Consistency::fits_comment(const ItemKey& example, Form form) const {
  const auto [known, is_new] = comments_.try_emplace({example, form}, false);
  if (is_new) known->second = has_other_comments(example, form);
  return known->second;
}

bool Consistency::has_other_comments(const ItemKey& example, Form form) const {
  const auto before = groups_of(actual_, example, form);
  const auto after = groups_of(expected_, example, form);
  if (before.size() != after.size()) return true;
  return std::ranges::any_of(after, [&](const auto& argument) {
    return !before.contains(argument.first) || is_otherwise_required(argument.first);
  });
}

bool Consistency::is_otherwise_required(std::string_view parameter) const {
  const ItemKey item{Item::parameter, parameter};
  return has_other_requirement(parameter) ||
         actual_.text_of(item, Part::required) != expected_.text_of(item, Part::required);
}

bool Consistency::has_other_requirement(std::string_view parameter) const {
  const ItemKey item{Item::parameter, parameter};
  const std::size_t* const before = actual_.find(item, Part::row);
  const std::size_t* const after = expected_.find(item, Part::row);
  if (before == nullptr || after == nullptr) return false;
  const std::string& old_category = actual_.spans[*before].detail;
  return !old_category.empty() && old_category != expected_.spans[*after].detail;
}

}  // namespace avmdoc

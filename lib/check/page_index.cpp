#include "check/page_index.hpp"

#include <algorithm>

#include "text/lines.hpp"

namespace avmdoc {

PageIndex::PageIndex(std::string_view page, const std::vector<Span>& page_spans)
    : text(page), spans(page_spans) {
  texts_.reserve(spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    texts_.push_back(text_of_span(text, spans, i));
    if (text_of(i).empty()) continue;
    places_.emplace(Subject(spans[i]), filled.size());
    filled.push_back(i);
    ItemSpans& known = by_item_[item_of(i)];
    if (known.all.empty()) items.push_back(item_of(i));
    known.all.push_back(i);
    std::uint32_t& first = known.first[static_cast<std::size_t>(spans[i].part)];
    if (first == 0) first = static_cast<std::uint32_t>(known.all.size());
  }
}

std::string_view text_of_span(std::string_view page, const std::vector<Span>& spans,
                              std::size_t span) {
  const std::size_t begin = spans[span].begin;
  const std::size_t end = span + 1 < spans.size() ? spans[span + 1].begin : page.size();
  return trim(page.substr(begin, end - begin));
}

std::size_t PageIndex::line_breaks_between(std::size_t span, std::size_t next) const {
  const std::string_view before = text_of(span);
  const char* const end = text_of(next).data();
  return static_cast<std::size_t>(std::count(before.data() + before.size(), end, '\n'));
}

const std::vector<std::size_t>& PageIndex::spans_of(const ItemKey& item) const {
  static const std::vector<std::size_t> none;
  const auto found = by_item_.find(item);
  return found == by_item_.end() ? none : found->second.all;
}

const std::size_t* PageIndex::find(const ItemKey& item, Part part, std::string_view detail) const {
  const auto known = by_item_.find(item);
  if (known == by_item_.end()) return nullptr;
  const ItemSpans& own = known->second;
  const std::size_t first = own.first[static_cast<std::size_t>(part)];
  if (first == 0) return nullptr;
  if (detail.empty()) return &own.all[first - 1];
  constexpr std::size_t few = 32;
  if (own.all.size() <= few) {
    for (std::size_t i = first - 1; i < own.all.size(); ++i) {
      const Span& span = spans[own.all[i]];
      if (span.part == part && span.detail == detail) return &own.all[i];
    }
    return nullptr;
  }
  const auto [details, is_new] = details_.try_emplace({&own, part});
  if (is_new) {
    for (const std::size_t& span : own.all) {
      if (spans[span].part == part) details->second.emplace(spans[span].detail, &span);
    }
  }
  const auto found = details->second.find(detail);
  return found == details->second.end() ? nullptr : found->second;
}

std::optional<std::size_t> PageIndex::place_of(const Subject& subject) const {
  const auto found = places_.find(subject);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t PageIndex::Hash::operator()(const Subject& subject) const {
  const std::hash<std::string_view> hash;
  const auto kind = (static_cast<std::size_t>(subject.item) << 16) |
                    (static_cast<std::size_t>(subject.part) << 8) |
                    static_cast<std::size_t>(subject.form);
  return (hash(subject.key) * 31 + hash(subject.detail)) * 31 + kind;
}

std::string_view PageIndex::text_of(const ItemKey& item, Part part) const {
  const std::size_t* const span = find(item, part);
  return span == nullptr ? std::string_view() : text_of(*span);
}

std::string_view parent_of(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

std::string_view section_of(Item item, std::string_view key) {
  switch (item) {
    case Item::section:
    case Item::own_section:
      return key;
    case Item::resource_type:
      return titles::resource_types;
    case Item::example:
      return titles::usage_examples;
    case Item::parameter_group:
    case Item::parameter:
    case Item::variant:
      return titles::parameters;
    case Item::function:
      return titles::exported_functions;
    case Item::output:
      return titles::outputs;
    case Item::cross_reference:
      return titles::cross_referenced_modules;
    default:
      return {};
  }
}

}  // namespace avmdoc

#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "convention/titles.hpp"
#include "readme/page.hpp"

namespace avmdoc {

/// Which item a span is about.
using ItemKey = std::pair<Item, std::string_view>;

/// A part among those of its item.
using PartKey = std::tuple<Part, Form, std::string_view>;

inline PartKey part_key(const Span& span) { return {span.part, span.form, span.detail}; }

/// What a span is about: two READMEs have the same part of the same item where this is equal.
struct Subject {
  explicit Subject(const Span& span)
      : item(span.item), part(span.part), form(span.form), key(span.key), detail(span.detail) {}
  bool operator==(const Subject&) const = default;

  Item item;
  Part part;
  Form form;
  std::string_view key;
  std::string_view detail;
};

/// What a span of a README holds, without white space around it.
std::string_view text_of_span(std::string_view page, const std::vector<Span>& spans,
                              std::size_t span);

/// A README by its items. The text and the spans must outlive it.
struct PageIndex {
  PageIndex(std::string_view page, const std::vector<Span>& page_spans);

  /// What a span holds, without white space around it.
  [[nodiscard]] std::string_view text_of(std::size_t span) const { return texts_[span]; }
  /// The line breaks between the texts of two spans.
  [[nodiscard]] std::size_t line_breaks_between(std::size_t span, std::size_t next) const;
  /// The spans of an item; none when the README does not have it.
  [[nodiscard]] const std::vector<std::size_t>& spans_of(const ItemKey& item) const;
  [[nodiscard]] bool has(const ItemKey& item) const { return !spans_of(item).empty(); }
  /// The first such part of an item, or nothing. Does not take longer for an item that a README
  /// repeats many times.
  [[nodiscard]] const std::size_t* find(const ItemKey& item, Part part,
                                        std::string_view detail = {}) const;
  [[nodiscard]] std::string_view text_of(const ItemKey& item, Part part) const;
  /// The first span about something, as its place in `filled`; nothing when there is none.
  [[nodiscard]] std::optional<std::size_t> place_of(const Subject& subject) const;
  [[nodiscard]] ItemKey item_of(std::size_t span) const {
    return {spans[span].item, spans[span].key};
  }

  std::string_view text;
  const std::vector<Span>& spans;
  std::vector<std::size_t> filled;  ///< the spans that hold more than white space
  std::vector<ItemKey> items;       ///< in the order of their first spans

 private:
  static constexpr std::size_t part_count = static_cast<std::size_t>(Part::order) + 1;

  struct ItemSpans {
    std::vector<std::size_t> all;
    std::array<std::uint32_t, part_count> first{};  ///< of each part: its place in `all`, from 1
  };
  using Details = std::map<std::string_view, const std::size_t*>;

  struct Hash {
    std::size_t operator()(const Subject& subject) const;
  };

  std::vector<std::string_view> texts_;
  std::map<ItemKey, ItemSpans> by_item_;
  std::unordered_map<Subject, std::size_t, Hash> places_;
  /// The first spans of a part by their details, of items with many of them that were asked for.
  mutable std::map<std::pair<const ItemSpans*, Part>, Details> details_;
};

/// Of nested parameters no more levels than this are followed upwards.
inline constexpr int max_parameter_levels = 64;

/// The parameter or variant that a parameter or variant is part of; empty at the top.
std::string_view parent_of(std::string_view key);

/// The section that an item is in; empty for what is above the first one.
std::string_view section_of(Item item, std::string_view key);

}  // namespace avmdoc

#include "check/order.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace avmdoc {
namespace {

/// A list whose order the generator decides: what it lists (item, part, form), whose it is, and
/// which group of it.
using ListKey = std::tuple<Item, Part, Form, std::string_view, std::string_view>;

struct Element {
  std::string_view name;
  std::size_t span = 0;
};

using ElementLists = std::map<ListKey, std::vector<Element>>;

/// The table that a parameter's row is in.
std::string_view group_of(const PageIndex& page, const Span& span) {
  const std::size_t* const row = page.find({Item::parameter, span.key}, Part::row);
  return row == nullptr ? std::string_view() : std::string_view(page.spans[*row].detail);
}

/// The lists of a README, in the order of its lines.
ElementLists lists_of(const PageIndex& page) {
  ElementLists lists;
  std::string_view comment;
  for (const std::size_t index : page.filled) {
    const Span& span = page.spans[index];
    const auto add = [&](std::string_view name, std::string_view owner = {},
                         std::string_view group = {}) {
      lists[{span.item, span.part, span.form, owner, group}].push_back({name, index});
    };
    switch (span.part) {
      case Part::heading:
        if (span.item == Item::section) add(span.key);
        if (span.item == Item::parameter) add(span.key, parent_of(span.key), group_of(page, span));
        if (span.item == Item::variant) add(span.key, parent_of(span.key));
        break;
      case Part::table_head:
        if (span.item == Item::parameter_group) add(span.detail, span.key);
        break;
      case Part::row:
        if (span.item == Item::parameter) add(span.key, parent_of(span.key), span.detail);
        if (span.item == Item::output || span.item == Item::function) add(span.key);
        break;
      case Part::api_version:
        if (page.spans_of({span.item, span.key}).front() == index) add(span.key);
        break;
      case Part::version:
        // Local modules come before remote ones.
        if (page.spans_of({span.item, span.key}).front() == index) {
          add(span.key, {}, span.key.find(':') == std::string::npos ? "local" : "remote");
        }
        break;
      case Part::number:
      case Part::link:
        add(span.key);
        break;
      case Part::frame:
        comment = {};
        break;
      case Part::comment:
        comment = span.detail;
        break;
      case Part::argument:
        add(span.detail, span.key, comment);
        break;
      default:
        break;
    }
  }
  return lists;
}

/// The first element that is not in the longest run of elements in the right order.
const Element* first_misplaced(const std::vector<Element>& actual,
                               const std::vector<Element>& expected) {
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < expected.size(); ++i) places.emplace(expected[i].name, i);
  std::vector<std::pair<std::size_t, const Element*>> common;
  std::set<std::string_view> seen;
  for (const Element& element : actual) {
    const auto place = places.find(element.name);
    if (place != places.end() && seen.insert(element.name).second) {
      common.emplace_back(place->second, &element);
    }
  }
  if (std::ranges::is_sorted(common, {}, [](const auto& entry) { return entry.first; })) {
    return nullptr;
  }
  // Longest increasing subsequence: the smallest end of each length, and what comes before each.
  std::vector<std::size_t> ends;
  std::vector<std::size_t> previous(common.size(), common.size());
  for (std::size_t i = 0; i < common.size(); ++i) {
    const auto at = std::ranges::lower_bound(ends, common[i].first, {},
                                             [&](std::size_t end) { return common[end].first; });
    if (at != ends.begin()) previous[i] = *(at - 1);
    if (at == ends.end()) {
      ends.push_back(i);
    } else {
      *at = i;
    }
  }
  std::vector<bool> in_order(common.size(), false);
  for (std::size_t i = ends.back(); i < common.size(); i = previous[i]) in_order[i] = true;
  for (std::size_t i = 0; i < common.size(); ++i) {
    if (!in_order[i]) return common[i].second;
  }
  return nullptr;
}

}  // namespace

std::vector<std::size_t> find_misplaced(const PageIndex& actual, const PageIndex& expected) {
  std::vector<std::size_t> misplaced;
  const ElementLists before = lists_of(actual);
  const ElementLists after = lists_of(expected);
  for (const auto& [key, elements] : before) {
    const auto same = after.find(key);
    if (same == after.end()) continue;
    if (const Element* const element = first_misplaced(elements, same->second)) {
      misplaced.push_back(element->span);
    }
  }
  return misplaced;
}

}  // namespace avmdoc

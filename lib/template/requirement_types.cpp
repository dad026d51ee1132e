#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "ordering/collation.hpp"
#include "template/unfolding.hpp"
#include "text/ascii.hpp"
#include "text/white_space.hpp"

namespace avmdoc {
namespace {

/// The requirement type that a description begins with (BCPNFR7): a word and a dot.
std::optional<std::string_view> category_of(std::string_view description) {
  std::size_t end = 0;
  while (end < description.size() && is_word(description[end])) ++end;
  if (end == 0 || end == description.size() || description[end] != '.') return std::nullopt;
  return description.substr(0, end);
}

constexpr std::array<std::string_view, 4> categories_in_order = {"Required", "Conditional",
                                                                 "Optional", "Generated"};

void report_category(Unfolding& unfolding, const ListItem& item, std::optional<Json> description) {
  const bool is_parameter = item.path->parent == nullptr;
  const bool is_unnamed = item.name != item.key;
  std::string message = is_parameter ? "parameter '" : "property '";
  message.append(is_unnamed ? "*" : item.name).append("' has ");
  if (!description) {
    message += "no description; ";
  } else if (!description->is_string()) {
    message.append("a description that is ").append(kind_of(*description)).append("; ");
  } else {
    message += "a description without a requirement type; ";
  }
  message += "expected one that begins with Required., Conditional., Optional. or Generated.";
  const bool has_text = description && description->is_string();
  add_error(unfolding, has_text ? "requirement-type-missing" : "description-missing",
            std::move(message), {item.path, item.key}, "BCPNFR7");
}

}  // namespace

bool is_required(const Unfolding& unfolding, const ListItem& item) {
  const bool by_type = unfolding.convention.requirement_types != RequirementTypes::prefix;
  if (by_type && item.name == any_other_property) return false;
  return is_required(unfolding.compiled, Members(item.schema));
}

void categorize(Unfolding& unfolding, ItemList& list) {
  std::map<std::string, std::pair<std::size_t, std::string_view>> others;
  for (ListItem& item : list.items) {
    item.path = &list.path;
    const JsonPath path{item.path, item.key};
    const std::size_t errors = unfolding.errors.size();
    const auto metadata = object_in(unfolding, item.schema, "metadata", path);
    if (unfolding.errors.size() != errors) continue;
    const auto found = metadata ? member(*metadata, "description") : std::nullopt;
    const bool has_text = found && found->is_string();
    const std::string_view description = has_text ? std::string_view(*found) : "";
    const auto category = category_of(description);
    if (category && unfolding.convention.requirement_types != RequirementTypes::type) {
      const auto known = std::ranges::find_if(categories_in_order, [&](std::string_view one) {
        return equal_ignoring_case(one, *category);
      });
      item.rank = static_cast<std::size_t>(known - categories_in_order.begin());
      if (known != categories_in_order.end()) {
        item.category = *known;
      } else if (unfolding.convention.requirement_types == RequirementTypes::prefix) {
        const auto other = std::pair(item.rank + others.size(), *category);
        std::tie(item.rank, item.category) =
            others.try_emplace(lowered(*category), other).first->second;
      }
    } else if (unfolding.convention.requirement_types == RequirementTypes::prefix) {
      report_category(unfolding, item, found);
      continue;
    }
    item.description = description;
    if (item.category.empty()) {
      item.rank = is_required(unfolding, item) ? 0 : 2;
      item.category = categories_in_order[item.rank];
    } else {
      item.description.remove_prefix(category->size() + 1);
      // PowerShell's `-like` takes any white space for the blank.
      item.description.remove_prefix(white_space_at(item.description));
    }
    warn_of_markup(unfolding, item.description, path);
  }
  if (unfolding.convention.order == ParameterOrder::source) return;
  const bool by_rank = unfolding.convention.order == ParameterOrder::required_first;
  std::ranges::stable_sort(list.items, [&](const ListItem& a, const ListItem& b) {
    return by_rank && a.rank != b.rank ? a.rank < b.rank : compare_culture(a.name, b.name) < 0;
  });
}

}  // namespace avmdoc

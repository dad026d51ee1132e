#include "avmdoc/rules.hpp"

#include <algorithm>

namespace avmdoc {
namespace {

constexpr Rules august_2026_rules = {
    .name = "2026-08",
    .date = "2026-08-01",
    .orphaned_banner = true,
    .title_from_deployed_type = false,
    .notes_sidecar = false,
    .comments_change_values = true,
    .comments_lost_to_keys = true,
    .variants_repeat = true,
    .object_example_as_type_name = true,
    .links_always_versioned = false,
    .references_by_identity = true,
    .checks_test_parameters = false,
};

constexpr Rules current_rules = {
    .name = "current",
    .date = "2026-11-01",
    .orphaned_banner = false,
    .title_from_deployed_type = true,
    .notes_sidecar = true,
    .comments_change_values = false,
    .comments_lost_to_keys = false,
    .variants_repeat = false,
    .object_example_as_type_name = false,
    .links_always_versioned = true,
    .references_by_identity = false,
    .checks_test_parameters = true,
};

}  // namespace

const Rules& rules_of(RuleSet set) {
  return set == RuleSet::current ? current_rules : august_2026_rules;
}

const std::vector<std::string_view>& rule_set_names() {
  static const std::vector<std::string_view> names = {"auto", august_2026_rules.name,
                                                      current_rules.name};
  return names;
}

std::optional<RuleSet> rule_set_named(std::string_view name) {
  const auto& names = rule_set_names();
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<RuleSet>(found - names.begin());
}

}  // namespace avmdoc

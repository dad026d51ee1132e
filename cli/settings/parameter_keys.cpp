#include <algorithm>
#include <array>
#include <utility>

#include "settings/values.hpp"

namespace avmdoc::cli {

namespace {

constexpr std::array<std::string_view, 3> requirement_types = {"prefix", "prefix-or-type", "type"};
constexpr std::array<std::string_view, 3> orders = {"required-first", "name", "source"};
constexpr std::array<std::string_view, 4> columns = {"type", "description", "required", "default"};

void read_requirement_types(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, requirement_types)) {
    context.settings.convention.requirement_types = static_cast<RequirementTypes>(*index);
  }
}

void read_order(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, orders)) {
    context.settings.convention.order = static_cast<ParameterOrder>(*index);
  }
}

void read_columns(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, "a list of " + words(columns));
    return;
  }
  std::vector<ParameterColumn> shown;
  for (const YamlNode& item : node.items) {
    const auto index = choice(context, item, key, columns);
    if (!index) return;
    const auto column = static_cast<ParameterColumn>(*index);
    if (std::ranges::find(shown, column) != shown.end()) {
      context.error(item, "settings-value", "the column " + item.text + " is here twice");
      return;
    }
    shown.push_back(column);
  }
  context.settings.convention.columns = std::move(shown);
}

void read_lengths(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.shows_lengths);
}

void read_roles_variable(const Context& context, const YamlNode& node, std::string_view key) {
  read_name(context, node, key, context.settings.convention.roles_variable);
}

using S = const Settings&;

}  // namespace

const std::vector<Key>& parameter_keys() {
  static const std::vector<Key> all = {
      {{"parameters.requirement-types", "where Required, Optional and so on come from",
        [](S s) {
          return std::string(
              requirement_types.at(static_cast<std::size_t>(s.convention.requirement_types)));
        }},
       read_requirement_types},
      {{"parameters.order", "the order of parameters",
        [](S s) { return std::string(orders.at(static_cast<std::size_t>(s.convention.order))); }},
       read_order},
      {{"parameters.columns", "the columns of tables after the name",
        [](S s) {
          std::vector<std::string> names;
          for (const ParameterColumn one : s.convention.columns) {
            names.emplace_back(columns.at(static_cast<std::size_t>(one)));
          }
          return show_list(names);
        }},
       read_columns},
      {{"parameters.lengths", "whether the details name the least and greatest length",
        [](S s) { return std::string(flag(s.convention.shows_lengths)); }},
       read_lengths},
      {{"parameters.roles-variable", "the variable with the names of roles",
        [](S s) { return or_word(s.convention.roles_variable, "none"); }},
       read_roles_variable},
  };
  return all;
}

}  // namespace avmdoc::cli

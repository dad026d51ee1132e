#include <algorithm>

#include "ordering/collation.hpp"
#include "template/unfolding.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// Appends the example of a parameter (BCPNFR4): a text, or one line for each element of an array.
/// For an object the reference writes the name of its type, and a real module depends on it.
void add_example(Json json, std::string& text) {
  if (json.is_string()) {
    text += std::string_view(json);
  } else if (json.is_object()) {
    text += "System.Management.Automation.OrderedHashtable";
  } else if (json.is_bool()) {
    text += bool(json) ? "True" : "False";
  } else if (json.is_array()) {
    const std::size_t begin = text.size();
    for (const Json element : JsonArray(json)) {
      if (text.size() > begin) text += '\n';
      add_example(element, text);
    }
  } else if (!json.is_null()) {
    text += minified(json);
  }
}

/// About how many bytes a value takes in a README, where each level is indented, or in memory.
std::size_t bytes_of(Json json, std::size_t level = 0) {
  constexpr std::size_t each = 64;
  std::size_t bytes = each + 2 * level;
  if (json.is_string()) {
    bytes += std::string_view(json).size();
  } else if (json.is_array()) {
    for (const Json element : JsonArray(json)) bytes += bytes_of(element, level + 1);
  } else if (json.is_object()) {
    for (const auto [key, value] : JsonObject(json)) {
      bytes += key.size() + bytes_of(value, level + 1);
    }
  }
  return bytes;
}

Value read_value(Unfolding& unfolding, Json json, const JsonPath& path) {
  spend(unfolding, bytes_of(json), path);
  return to_value(json);
}

void read_constraints(Unfolding& unfolding, const Members& schema, const TypeSource& type,
                      const JsonPath& path, Parameter& result) {
  if (const auto values = member(type.allowed_from, "allowedValues")) {
    if (!values->is_array()) {
      add_misshapen(unfolding, "an array", *values, {&type.path, "allowedValues"});
    }
    result.allowed_values = read_value(unfolding, *values, path);
  }
  const auto read = [&](std::string_view key, std::optional<Value>& value) {
    if (const auto found = member(schema, key)) value = read_value(unfolding, *found, path);
  };
  read("defaultValue", result.default_value);
  read("minValue", result.min_value);
  read("maxValue", result.max_value);
  if (!unfolding.convention.shows_lengths) return;
  read("minLength", result.min_length);
  read("maxLength", result.max_length);
}

/// The type of a parameter, and what it is made of.
void read_type(Unfolding& unfolding, const ListItem& item, const TypeSource& type,
               const JsonPath& path, const RoleNames* roles, std::size_t depth, Parameter& result) {
  if (const auto discriminator = object_in(unfolding, *type.schema, "discriminator", type.path)) {
    result.discriminator =
        text_in(unfolding, *discriminator, "propertyName", {&type.path, "discriminator"})
            .value_or("");
  }
  const std::size_t parent_size = unfolding.identifier.size();
  unfolding.identifier.append(parent_size == 0 ? "" : ".").append(item.name);
  unfold(unfolding, type, path, roles, depth + 1, result);
  unfolding.identifier.resize(parent_size);
}

void read_parameter(Unfolding& unfolding, const ListItem& item, const RoleNames*& roles,
                    std::size_t depth, Parameter& result) {
  const JsonPath path{item.path, item.key};
  count_item(unfolding, path, depth);
  result.name = item.name;
  result.category = item.category;
  result.description = item.description;
  const Members schema(item.schema);
  result.required = is_required(unfolding, item);
  spend(unfolding,
        4 * (unfolding.identifier.size() + item.name.size()) + 3 * item.description.size(), path);
  const TypeSource type = type_source(unfolding, schema, path);
  result.type = text_in(unfolding, type.type_from, "type", type.path).value_or("");
  read_constraints(unfolding, schema, type, path, result);
  if (unfolding.has_roles && equal_ignoring_case(item.name, "roleAssignments")) {
    roles = find_roles(unfolding, roles);
    for (const std::string_view role : *roles) {
      spend(unfolding, sizeof(std::string) + role.size(), path);
    }
    result.roles.assign(roles->begin(), roles->end());
  }
  const auto metadata = object_member(schema, "metadata");
  if (const auto example = metadata ? member(*metadata, "example") : std::nullopt) {
    spend(unfolding, bytes_of(*example), path);
    add_example(*example, result.example);
    if (example->is_object()) result.object_example = read_value(unfolding, *example, path);
  }
  if (type.schema) read_type(unfolding, item, type, path, roles, depth, result);
}

}  // namespace

std::vector<Parameter> read_list(Unfolding& unfolding, ItemList list, const RoleNames* roles,
                                 std::size_t depth) {
  categorize(unfolding, list);
  std::vector<Parameter> result;
  if (!unfolding.errors.empty()) return result;
  result.reserve(list.items.size());
  for (const ListItem& item : list.items) {
    read_parameter(unfolding, item, roles, depth, result.emplace_back());
    if (!unfolding.errors.empty()) break;
  }
  return result;
}

ItemList items_of(Unfolding& unfolding, JsonObject object, JsonPath path) {
  ItemList result{path, {}};
  result.items.reserve(object.size());
  for (const auto [name, schema] : object) {
    if (schema.is_object()) {
      result.items.push_back({name, schema, name, nullptr, "", ""});
    } else {
      add_misshapen(unfolding, "an object", schema, {&result.path, name});
    }
  }
  return result;
}

bool is_required(const Template& compiled, const Members& parameter) {
  if (has_member(parameter, "defaultValue") || is_true(member(parameter, "nullable"))) return false;
  const auto reference = string_member(parameter, "$ref");
  if (!reference) return true;
  const auto definition = compiled.definition(definition_name(*reference));
  return !definition || !is_true(member(*definition, "nullable"));
}

std::vector<std::string> required_parameters(const Template& compiled) {
  std::vector<std::string> names;
  if (const auto parameters = object_member(compiled.root(), "parameters")) {
    for (const auto [name, parameter] : *parameters) {
      if (parameter.is_object() && is_required(compiled, Members(parameter))) {
        names.emplace_back(name);
      }
    }
  }
  std::ranges::stable_sort(names, CultureLess());
  return names;
}

std::vector<Parameter> read_parameters(const Template& compiled, const Convention& convention,
                                       std::string_view file, std::vector<Diagnostic>& warnings) {
  Unfolding unfolding{compiled, convention, file, warnings};
  const auto variables = object_member(compiled.root(), "variables");
  unfolding.has_roles = variables && !convention.roles_variable.empty() &&
                        has_member(*variables, convention.roles_variable);
  std::vector<Parameter> result;
  if (const auto listed = object_member(compiled.root(), "parameters")) {
    ItemList list = items_of(unfolding, *listed, {nullptr, "parameters"});
    result = read_list(unfolding, std::move(list), &unfolding.no_roles, 0);
  }
  throw_errors(unfolding);
  return result;
}

}  // namespace avmdoc

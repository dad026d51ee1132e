#include <algorithm>
#include <array>

#include "ordering/collation.hpp"
#include "template/json_place.hpp"
#include "template/template.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// More documented properties than this are no documentation but types that multiply.
constexpr std::size_t max_parameters = 200'000;
constexpr std::size_t max_depth = 64;

using Path = JsonPath;

/// The requirement type that a description begins with (BCPNFR7): a word and a dot.
std::optional<std::string_view> category_of(std::string_view description) {
  std::size_t end = 0;
  while (end < description.size() && is_word(description[end])) ++end;
  if (end == 0 || end == description.size() || description[end] != '.') return std::nullopt;
  return description.substr(0, end);
}

constexpr std::array<std::string_view, 4> categories_in_order = {"Required", "Conditional",
                                                                 "Optional", "Generated"};

/// The example of a parameter (BCPNFR4): a text, or one line for each element of an array. For an
/// object the reference writes the name of its type, and a real module depends on it.
std::string example_text(Json json) {
  if (json.is_string()) return std::string(std::string_view(json));
  if (json.is_object()) return "System.Management.Automation.OrderedHashtable";
  if (json.is_bool()) return bool(json) ? "True" : "False";
  if (!json.is_array()) return json.is_null() ? "" : simdjson::minify(json);
  std::string lines;
  for (const Json element : simdjson::dom::array(json)) {
    lines.append(lines.empty() ? "" : "\n").append(example_text(element));
  }
  return lines;
}

class Unfolding {
 public:
  Unfolding(const Template& compiled, std::string_view file, std::vector<Diagnostic>& warnings)
      : template_(compiled), file_(file), warnings_(warnings) {
    const auto variables = object_member(compiled.root(), "variables");
    has_roles_ = variables && has_member(*variables, "builtInRoleNames");
  }

  std::vector<Parameter> parameters() {
    std::vector<Parameter> result;
    const auto listed = object_member(template_.root(), "parameters");
    if (listed) result = list(members(*listed, {nullptr, "parameters"}), "", {}, 0);
    if (!errors_.empty()) throw Error(errors_);
    return result;
  }

 private:
  struct Item {
    std::string_view name;
    JsonObject schema;
    std::string_view key;  ///< of the object that it is a member of
    const Path* path;      ///< of that object
    std::string_view category;
    std::string_view description;
  };
  struct Items {
    Path path;
    std::vector<Item> items;
  };
  using Roles = std::vector<std::string>;

  Items members(JsonObject object, Path path) {
    Items result{path, {}};
    for (const auto [name, schema] : object) {
      if (schema.is_object()) {
        result.items.push_back({name, schema, name, nullptr, "", ""});
      } else {
        misshapen("an object", schema, {&result.path, name});
      }
    }
    return result;
  }

  /// A member that is an object, or is not there.
  template <typename Object>
  std::optional<JsonObject> object_in(const Object& object, std::string_view key,
                                      const Path& path) {
    const auto found = member(object, key);
    if (!found) return std::nullopt;
    if (found->is_object()) return JsonObject(*found);
    misshapen("an object", *found, {&path, key});
    return std::nullopt;
  }

  /// A member that is a text, or is not there.
  template <typename Object>
  std::optional<std::string_view> text_in(const Object& object, std::string_view key,
                                          const Path& path) {
    const auto found = member(object, key);
    if (!found) return std::nullopt;
    if (found->is_string()) return std::string_view(*found);
    misshapen("a string", *found, {&path, key});
    return std::nullopt;
  }

  void misshapen(std::string_view expected, Json found, const Path& path) {
    error("template-misshapen", misshapen_message(expected, found), path);
  }

  /// Finds the requirement types, and sorts by them and by name (`Set-DefinitionSection`).
  void categorize(Items& items) {
    std::vector<std::string_view> others;
    for (Item& item : items.items) {
      item.path = &items.path;
      const Path path{item.path, item.key};
      const std::size_t errors = errors_.size();
      const auto metadata = object_in(item.schema, "metadata", path);
      const Path metadata_path{&path, "metadata"};
      const auto description =
          metadata ? text_in(*metadata, "description", metadata_path) : std::nullopt;
      if (errors_.size() != errors) continue;
      const auto category = description ? category_of(*description) : std::nullopt;
      if (!category) {
        report_category(item, description.has_value());
        continue;
      }
      item.category = *category;
      for (const std::string_view known : categories_in_order) {
        if (equal_ignoring_case(known, *category)) item.category = known;
      }
      for (const std::string_view other : others) {
        if (equal_ignoring_case(other, *category)) item.category = other;
      }
      const auto known =
          std::find(categories_in_order.begin(), categories_in_order.end(), item.category);
      if (known == categories_in_order.end() &&
          std::find(others.begin(), others.end(), item.category) == others.end()) {
        others.push_back(item.category);
      }
      item.description = description->substr(category->size() + 1);
      if (item.description.starts_with(' ')) item.description.remove_prefix(1);
    }
    const auto rank = [&](std::string_view category) {
      const auto known =
          std::find(categories_in_order.begin(), categories_in_order.end(), category);
      if (known != categories_in_order.end()) return known - categories_in_order.begin();
      return 4 + (std::find(others.begin(), others.end(), category) - others.begin());
    };
    std::stable_sort(items.items.begin(), items.items.end(), [&](const Item& a, const Item& b) {
      const auto left = rank(a.category);
      const auto right = rank(b.category);
      return left != right ? left < right : compare_culture(a.name, b.name) < 0;
    });
  }

  /// One list of parameters or properties. `roles` are those found last on the levels above: the
  /// reference keeps them where it finds none of its own.
  std::vector<Parameter> list(Items items, const std::string& parent, Roles roles,
                              std::size_t depth) {
    categorize(items);
    std::vector<Parameter> result;
    if (!errors_.empty()) return result;
    result.reserve(items.items.size());
    for (const Item& item : items.items) {
      result.push_back(parameter(item, parent, roles, depth));
      if (!errors_.empty()) break;
    }
    return result;
  }

  Parameter parameter(const Item& item, const std::string& parent, Roles& roles,
                      std::size_t depth) {
    const Path path{item.path, item.key};
    limit(path, depth);
    Parameter result;
    result.name = item.name;
    result.category = item.category;
    result.description = item.description;
    const Members schema(item.schema);
    result.required = is_required(template_, schema);
    const std::string identifier = parent.empty() ? result.name : parent + "." + result.name;

    const Definition definition = definition_of(schema, path);
    const JsonObject typed = definition.type_from;
    result.type = text_in(typed, "type", definition.path).value_or("");
    if (const auto value = member(schema, "defaultValue")) result.default_value = to_value(*value);
    if (const auto values = member(definition.allowed_from, "allowedValues")) {
      if (!values->is_array()) misshapen("an array", *values, {&definition.path, "allowedValues"});
      result.allowed_values = to_value(*values);
    }
    if (const auto value = member(schema, "minValue")) result.min_value = to_value(*value);
    if (const auto value = member(schema, "maxValue")) result.max_value = to_value(*value);
    if (has_roles_ && equal_ignoring_case(item.name, "roleAssignments")) {
      find_roles(parent, roles);
      result.roles = roles;
    }
    const auto metadata = object_member(schema, "metadata");
    if (const auto example = metadata ? member(*metadata, "example") : std::nullopt) {
      result.example = example_text(*example);
    }
    if (definition.schema) {
      const Path& at = definition.path;
      if (const auto discriminator = object_in(*definition.schema, "discriminator", at)) {
        const Path discriminator_path{&at, "discriminator"};
        result.discriminator =
            text_in(*discriminator, "propertyName", discriminator_path).value_or("");
      }
      unfold(definition, path, identifier, roles, depth + 1, result);
    }
    return result;
  }

  /// The schema that a parameter's type, allowed values and properties come from.
  struct Definition {
    std::optional<JsonObject> schema;
    JsonObject type_from;
    JsonObject allowed_from;
    Path path;              ///< of the schema
    std::string_view name;  ///< of the user-defined type, or empty
  };

  static Path definition_path(std::string_view name) {
    static constexpr Path definitions{nullptr, "definitions"};
    return {&definitions, name};
  }

  Definition definition_of(const Members& schema, const Path& path) {
    if (const auto reference = text_in(schema, "$ref", path)) {
      const JsonObject found = resolve(*reference, path);
      const std::string_view name = definition_name(*reference);
      return {found, found, found, definition_path(name), name};
    }
    const Path items_path{&path, "items"};
    const auto items = items_in(schema, path);
    const std::string_view item_type =
        items ? text_in(*items, "type", items_path).value_or("") : "";
    if (item_type == "object" || item_type == "array" ||
        string_member(schema, "type").value_or("") == "object") {
      return {schema.object(), schema.object(), schema.object(), path, ""};
    }
    if (items) {
      if (const auto reference = text_in(*items, "$ref", items_path)) {
        const JsonObject found = resolve(*reference, path);
        const std::string_view name = definition_name(*reference);
        return {found, schema.object(), found, definition_path(name), name};
      }
    }
    return {std::nullopt, schema.object(), schema.object(), path, ""};
  }

  /// What the elements of an array are; of a tuple there is but whether it may have more of them.
  template <typename Object>
  std::optional<JsonObject> items_in(const Object& schema, const Path& path) {
    const auto found = member(schema, "items");
    if (!found || found->is_bool()) return std::nullopt;
    return object_in(schema, "items", path);
  }

  JsonObject resolve(std::string_view reference, const Path& path) {
    if (const auto found = template_.definition(definition_name(reference))) return *found;
    error("reference-unresolved",
          "$ref '" + std::string(reference) +
              "' names no definition of the template; run: bicep build main.bicep",
          path);
    return template_.root();
  }

  void unfold(const Definition& definition, const Path& path, const std::string& identifier,
              const Roles& roles, std::size_t depth, Parameter& result) {
    if (!errors_.empty()) return;
    Path at = path;
    if (!definition.name.empty()) {
      const auto open = std::find(open_.begin(), open_.end(), definition.name);
      if (open != open_.end()) {
        warn_recursive(definition.name, path);
        return;
      }
      open_.push_back(definition.name);
      at = definition_path(definition.name);
    }
    unfold_schema(*definition.schema, at, identifier, roles, depth, result);
    if (!definition.name.empty()) open_.pop_back();
  }

  void unfold_schema(JsonObject schema, const Path& path, const std::string& identifier,
                     const Roles& roles, std::size_t depth, Parameter& result) {
    const std::string_view type = string_member(schema, "type").value_or("");
    const auto items = items_in(schema, path);
    const Path items_path{&path, "items"};
    if (items && unfold_properties(*items, items_path, identifier, roles, depth, result)) return;
    if (type != "object" && type != "secureObject") return;
    if (unfold_properties(schema, path, identifier, roles, depth, result)) return;
    if (const auto discriminator = object_in(schema, "discriminator", path)) {
      unfold_variants(*discriminator, {&path, "discriminator"}, identifier, roles, depth, result);
    }
  }

  /// What properties without a name are; `true` and `false` only say whether there may be some.
  std::optional<JsonObject> additional_in(JsonObject schema, const Path& path) {
    const auto found = member(schema, "additionalProperties");
    if (!found || found->is_bool()) return std::nullopt;
    return object_in(schema, "additionalProperties", path);
  }

  /// The properties with a name, then those of `*`. Whether there were any.
  bool unfold_properties(JsonObject schema, const Path& path, const std::string& identifier,
                         const Roles& roles, std::size_t depth, Parameter& result) {
    const auto properties = object_in(schema, "properties", path);
    const auto additional = additional_in(schema, path);
    if (properties) {
      result.properties.push_back(
          list(members(*properties, {&path, "properties"}), identifier, roles, depth));
    }
    if (additional) {
      Items items{path,
                  {{">Any_other_property<", *additional, "additionalProperties", nullptr, "", ""}}};
      result.properties.push_back(list(std::move(items), identifier, roles, depth));
    }
    return properties || additional;
  }

  void unfold_variants(JsonObject discriminator, const Path& path, const std::string& identifier,
                       const Roles& roles, std::size_t depth, Parameter& result) {
    const auto mapping = object_in(discriminator, "mapping", path);
    if (!mapping) return;
    const Path mapping_path{&path, "mapping"};
    for (const auto [name, mapped] : *mapping) {
      const auto found = object_in(*mapping, name, mapping_path);
      const Path mapped_path{&mapping_path, name};
      const auto reference = found ? text_in(*found, "$ref", mapped_path) : std::nullopt;
      if (!errors_.empty()) return;
      const JsonObject variant = reference ? resolve(*reference, mapped_path) : *found;
      if (!errors_.empty()) return;
      const auto metadata = object_member(variant, "metadata");
      const auto description = metadata ? string_member(*metadata, "description") : std::nullopt;
      Variant& added = result.variants.emplace_back(
          Variant{std::string(name), std::string(description.value_or("")), {}});
      const std::string_view definition = reference ? definition_name(*reference) : "";
      if (std::find(open_.begin(), open_.end(), definition) != open_.end()) {
        warn_recursive(definition, path);
        continue;
      }
      open_.push_back(definition);
      const Path variant_path = reference ? definition_path(definition) : mapped_path;
      if (const auto properties = object_in(variant, "properties", variant_path)) {
        added.parameters =
            list(members(*properties, {&variant_path, "properties"}),
                 identifier + "." + result.discriminator + "-" + added.name, roles, depth);
      }
      open_.pop_back();
    }
  }

  /// The role names that a `roleAssignments` property takes: those of the template, or of the
  /// nested template that deploys the parent property.
  void find_roles(const std::string& parent, Roles& roles) const {
    std::vector<const DeployedResource*> found;
    if (!parent.empty()) {
      for (const DeployedResource& resource : template_.resources()) {
        if (names_property(resource.identifier, parent)) found.push_back(&resource);
      }
      if (found.empty()) return;
    }
    roles.clear();
    if (found.size() > 1) return;
    std::optional<JsonObject> from = template_.root();
    if (!parent.empty()) {
      from = object_member(found.front()->body, "properties");
      if (from) from = object_member(*from, "template");
    }
    const auto variables = from ? object_member(*from, "variables") : std::nullopt;
    const auto names = variables ? object_member(*variables, "builtInRoleNames") : std::nullopt;
    if (!names) return;
    for (const auto [name, value] : *names) roles.emplace_back(name);
  }

  /// `storage_privateEndpoints` for the property `privateEndpoints`; a dot of a nested property
  /// stands for any character.
  static bool names_property(std::string_view identifier, std::string_view property) {
    if (identifier.size() <= property.size()) return false;
    const std::size_t at = identifier.size() - property.size();
    if (identifier[at - 1] != '_') return false;
    for (std::size_t i = 0; i < property.size(); ++i) {
      if (property[i] != '.' && to_lower(property[i]) != to_lower(identifier[at + i])) return false;
    }
    return true;
  }

  void limit(const Path& path, std::size_t depth) {
    if (++count_ <= max_parameters && depth <= max_depth) return;
    constexpr std::size_t most_shown = 8;
    std::string types;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const bool cut = open_.size() > most_shown && i >= most_shown / 2;
      if (cut && i + most_shown / 2 < open_.size()) continue;
      const bool after_cut = cut && i + most_shown / 2 == open_.size();
      types.append(types.empty() ? "" : after_cut ? " > … > " : " > ").append(open_[i]);
    }
    const std::string what =
        depth > max_depth
            ? "types nest deeper than " + std::to_string(max_depth) + " levels"
            : "types unfold into more than " + std::to_string(max_parameters) + " properties";
    error("types-too-large", what + ": " + types, path);
    throw Error(errors_);
  }

  void report_category(const Item& item, bool has_description) {
    const bool is_parameter = item.path->parent == nullptr;
    const bool is_unnamed = item.name != item.key;
    const std::string subject = std::string(is_parameter ? "parameter '" : "property '") +
                                (is_unnamed ? "*" : std::string(item.name)) + "' ";
    const std::string expected =
        "expected one that begins with Required., Conditional., Optional. or Generated.";
    error(has_description ? "requirement-type-missing" : "description-missing",
          subject +
              (has_description ? "has a description without a requirement type; "
                               : "has no description; ") +
              expected,
          {item.path, item.key}, "BCPNFR7");
  }

  void error(std::string code, std::string message, const Path& path,
             std::string specification = {}) {
    errors_.push_back({Severity::error,
                       std::move(code),
                       {std::string(file_), {}, 0, pointer_of(path)},
                       std::move(message),
                       std::move(specification)});
  }

  void warn_recursive(std::string_view definition, const Path& path) {
    const std::string message = "type '" + std::string(definition) +
                                "' contains itself; its inner occurrence is not unfolded again";
    for (const Diagnostic& known : warnings_) {
      if (known.message == message) return;
    }
    warnings_.push_back({Severity::warning,
                         "type-recursive",
                         {std::string(file_), {}, 0, pointer_of(path)},
                         message,
                         ""});
  }

  const Template& template_;
  std::string_view file_;
  std::vector<Diagnostic>& warnings_;
  std::vector<Diagnostic> errors_;
  std::vector<std::string_view> open_;  ///< the user-defined types being unfolded
  std::size_t count_ = 0;
  bool has_roles_ = false;
};

bool is_true(std::optional<Json> json) { return json && json->is_bool() && bool(*json); }

}  // namespace

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
      if (parameter.is_object() && is_required(compiled, Members(parameter)))
        names.emplace_back(name);
    }
  }
  std::stable_sort(names.begin(), names.end(), CultureLess());
  return names;
}

std::vector<Parameter> read_parameters(const Template& compiled, std::string_view file,
                                       std::vector<Diagnostic>& warnings) {
  return Unfolding(compiled, file, warnings).parameters();
}

}  // namespace avmdoc

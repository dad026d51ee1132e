#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>

#include "ordering/collation.hpp"
#include "template/json_place.hpp"
#include "template/markup.hpp"
#include "template/template.hpp"
#include "text/ascii.hpp"
#include "text/white_space.hpp"

namespace avmdoc {
namespace {

/// More than this is no documentation but types that multiply. The largest module of the registry
/// has 1,126 properties and a README of 0.6 MB.
constexpr std::size_t max_parameters = 50'000;
constexpr std::size_t max_megabytes = 32;
constexpr std::size_t max_depth = 64;
constexpr std::size_t max_errors = 100;  ///< listed for one template

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
    for (const Json element : simdjson::dom::array(json)) {
      if (text.size() > begin) text += '\n';
      add_example(element, text);
    }
  } else if (!json.is_null()) {
    text += simdjson::minify(json);
  }
}

/// About how many bytes a value takes in a README, where each level is indented, or in memory.
std::size_t bytes_of(Json json, std::size_t level = 0) {
  constexpr std::size_t each = 64;
  std::size_t bytes = each + 2 * level;
  if (json.is_string()) {
    bytes += std::string_view(json).size();
  } else if (json.is_array()) {
    for (const Json element : simdjson::dom::array(json)) bytes += bytes_of(element, level + 1);
  } else if (json.is_object()) {
    for (const auto [key, value] : JsonObject(json)) {
      bytes += key.size() + bytes_of(value, level + 1);
    }
  }
  return bytes;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), to_lower);
  return result;
}

class Unfolding {
 public:
  Unfolding(const Template& compiled, const Convention& convention, std::string_view file,
            std::vector<Diagnostic>& warnings)
      : template_(compiled), convention_(convention), file_(file), warnings_(warnings) {
    const auto variables = object_member(compiled.root(), "variables");
    has_roles_ = variables && !convention.roles_variable.empty() &&
                 has_member(*variables, convention.roles_variable);
  }

  std::vector<Parameter> parameters() {
    std::vector<Parameter> result;
    const auto listed = object_member(template_.root(), "parameters");
    if (listed) result = list(members(*listed, {nullptr, "parameters"}), &no_roles_, 0);
    if (error_count_ > max_errors) {
      errors_.push_back(error_at("too-many-errors", {std::string(file_)},
                                 "expected at most " + std::to_string(max_errors) +
                                     " errors, found " + std::to_string(error_count_) +
                                     ": only the first are listed"));
    }
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
    std::size_t rank = 0;  ///< of its category
  };
  struct Items {
    Path path;
    std::vector<Item> items;
  };
  using Roles = std::vector<std::string_view>;

  Items members(JsonObject object, Path path) {
    Items result{path, {}};
    result.items.reserve(object.size());
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

  /// Finds the requirement types, and sorts by them and by name (`Set-DefinitionSection`). Types
  /// that the specification does not know come last, in the order and spelling of their first use.
  void categorize(Items& items) {
    std::map<std::string, std::pair<std::size_t, std::string_view>> others;
    for (Item& item : items.items) {
      item.path = &items.path;
      const Path path{item.path, item.key};
      const std::size_t errors = errors_.size();
      const auto metadata = object_in(item.schema, "metadata", path);
      if (errors_.size() != errors) continue;
      const auto found = metadata ? member(*metadata, "description") : std::nullopt;
      const bool has_text = found && found->is_string();
      const std::string_view description = has_text ? std::string_view(*found) : "";
      const auto category = category_of(description);
      if (category && convention_.requirement_types != RequirementTypes::type) {
        const auto known = std::ranges::find_if(categories_in_order, [&](std::string_view one) {
          return equal_ignoring_case(one, *category);
        });
        item.rank = static_cast<std::size_t>(known - categories_in_order.begin());
        if (known != categories_in_order.end()) {
          item.category = *known;
        } else if (convention_.requirement_types == RequirementTypes::prefix) {
          const auto other = std::pair(item.rank + others.size(), *category);
          std::tie(item.rank, item.category) =
              others.try_emplace(lowered(*category), other).first->second;
        }
      } else if (convention_.requirement_types == RequirementTypes::prefix) {
        report_category(item, found);
        continue;
      }
      item.description = description;
      if (item.category.empty()) {
        const bool required = is_required(template_, Members(item.schema));
        item.rank = required ? 0 : 2;
        item.category = categories_in_order[item.rank];
      } else {
        item.description.remove_prefix(category->size() + 1);
        // PowerShell's `-like` takes any white space for the blank.
        item.description.remove_prefix(white_space_at(item.description));
      }
      warn_of_markup(item.description, path);
    }
    if (convention_.order == ParameterOrder::source) return;
    const bool by_rank = convention_.order == ParameterOrder::required_first;
    std::ranges::stable_sort(items.items, [&](const Item& a, const Item& b) {
      return by_rank && a.rank != b.rank ? a.rank < b.rank : compare_culture(a.name, b.name) < 0;
    });
  }

  /// One list of parameters or properties. `roles` are those found last on the levels above: the
  /// reference keeps them where it finds none of its own.
  std::vector<Parameter> list(Items items, const Roles* roles, std::size_t depth) {
    categorize(items);
    std::vector<Parameter> result;
    if (!errors_.empty()) return result;
    result.reserve(items.items.size());
    for (const Item& item : items.items) {
      read_parameter(item, roles, depth, result.emplace_back());
      if (!errors_.empty()) break;
    }
    return result;
  }

  void read_parameter(const Item& item, const Roles*& roles, std::size_t depth, Parameter& result) {
    const Path path{item.path, item.key};
    limit(path, depth);
    result.name = item.name;
    result.category = item.category;
    result.description = item.description;
    const Members schema(item.schema);
    result.required = is_required(template_, schema);
    spend(4 * (identifier_.size() + item.name.size()) + 3 * item.description.size(), path);

    const Definition definition = definition_of(schema, path);
    const JsonObject typed = definition.type_from;
    result.type = text_in(typed, "type", definition.path).value_or("");
    if (const auto value = member(schema, "defaultValue")) {
      result.default_value = read_value(*value, path);
    }
    if (const auto values = member(definition.allowed_from, "allowedValues")) {
      if (!values->is_array()) misshapen("an array", *values, {&definition.path, "allowedValues"});
      result.allowed_values = read_value(*values, path);
    }
    if (const auto value = member(schema, "minValue")) result.min_value = read_value(*value, path);
    if (const auto value = member(schema, "maxValue")) result.max_value = read_value(*value, path);
    if (convention_.shows_lengths) {
      if (const auto value = member(schema, "minLength")) {
        result.min_length = read_value(*value, path);
      }
      if (const auto value = member(schema, "maxLength")) {
        result.max_length = read_value(*value, path);
      }
    }
    if (has_roles_ && equal_ignoring_case(item.name, "roleAssignments")) {
      roles = find_roles(roles);
      for (const std::string_view role : *roles) spend(sizeof(std::string) + role.size(), path);
      result.roles.assign(roles->begin(), roles->end());
    }
    const auto metadata = object_member(schema, "metadata");
    if (const auto example = metadata ? member(*metadata, "example") : std::nullopt) {
      spend(bytes_of(*example), path);
      add_example(*example, result.example);
      if (example->is_object()) result.object_example = read_value(*example, path);
    }
    if (definition.schema) {
      const Path& at = definition.path;
      if (const auto discriminator = object_in(*definition.schema, "discriminator", at)) {
        const Path discriminator_path{&at, "discriminator"};
        result.discriminator =
            text_in(*discriminator, "propertyName", discriminator_path).value_or("");
      }
      const std::size_t parent_size = identifier_.size();
      identifier_.append(parent_size == 0 ? "" : ".").append(item.name);
      unfold(definition, path, roles, depth + 1, result);
      identifier_.resize(parent_size);
    }
  }

  Value read_value(Json json, const Path& path) {
    spend(bytes_of(json), path);
    return to_value(json);
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
    if (equal_ignoring_case(item_type, "object") || equal_ignoring_case(item_type, "array") ||
        equal_ignoring_case(string_member(schema, "type").value_or(""), "object")) {
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
    constexpr std::string_view place = "#/definitions/";
    const std::string_view name = definition_name(reference);
    const bool is_own =
        reference.starts_with(place) && reference.size() == place.size() + name.size();
    if (const auto found = template_.definition(name); found && is_own) return *found;
    error("reference-unresolved",
          "$ref '" + std::string(reference) +
              "' names no definition of the template; run: bicep build main.bicep",
          path);
    return template_.root();
  }

  void unfold(const Definition& definition, const Path& path, const Roles* roles, std::size_t depth,
              Parameter& result) {
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
    unfold_schema(*definition.schema, at, roles, depth, result);
    if (!definition.name.empty()) open_.pop_back();
  }

  void unfold_schema(JsonObject schema, const Path& path, const Roles* roles, std::size_t depth,
                     Parameter& result) {
    const std::string_view type = string_member(schema, "type").value_or("");
    const auto items = items_in(schema, path);
    const Path items_path{&path, "items"};
    if (items && unfold_properties(*items, items_path, roles, depth, result)) return;
    if (!equal_ignoring_case(type, "object") && !equal_ignoring_case(type, "secureObject")) return;
    if (unfold_properties(schema, path, roles, depth, result)) return;
    if (const auto discriminator = object_in(schema, "discriminator", path)) {
      unfold_variants(*discriminator, {&path, "discriminator"}, roles, depth, result);
    }
  }

  /// What properties without a name are; `true` and `false` only say whether there may be some, and
  /// `{}` is that of the type `any`, which has nothing to show.
  std::optional<JsonObject> additional_in(JsonObject schema, const Path& path) {
    const auto found = member(schema, "additionalProperties");
    if (!found || found->is_bool()) return std::nullopt;
    const auto additional = object_in(schema, "additionalProperties", path);
    return additional && additional->size() > 0 ? additional : std::nullopt;
  }

  /// The properties with a name, then those of `*`. Whether there were any.
  bool unfold_properties(JsonObject schema, const Path& path, const Roles* roles, std::size_t depth,
                         Parameter& result) {
    auto properties = object_in(schema, "properties", path);
    if (properties && properties->size() == 0) properties.reset();
    const auto additional = additional_in(schema, path);
    if (properties) {
      result.properties.push_back(list(members(*properties, {&path, "properties"}), roles, depth));
    }
    if (additional) {
      Items items{path,
                  {{">Any_other_property<", *additional, "additionalProperties", nullptr, "", ""}}};
      result.properties.push_back(list(std::move(items), roles, depth));
    }
    return properties || additional;
  }

  void unfold_variants(JsonObject discriminator, const Path& path, const Roles* roles,
                       std::size_t depth, Parameter& result) {
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
      limit(path, depth);
      spend(4 * (identifier_.size() + name.size()) + 3 * description.value_or("").size(), path);
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
        const std::size_t parent_size = identifier_.size();
        identifier_.append(".").append(result.discriminator).append("-").append(added.name);
        added.parameters = list(members(*properties, {&variant_path, "properties"}), roles, depth);
        identifier_.resize(parent_size);
      }
      open_.pop_back();
    }
  }

  /// The role names that a `roleAssignments` property of what is being unfolded takes: those of the
  /// template, or of the nested template that deploys it.
  const Roles* find_roles(const Roles* known) {
    std::optional<JsonObject> from = template_.root();
    if (!identifier_.empty()) {
      const DeployedResource* found = nullptr;
      for (const DeployedResource& resource : template_.resources()) {
        if (!names_property(resource.identifier, identifier_)) continue;
        if (found != nullptr) return &no_roles_;
        found = &resource;
      }
      if (found == nullptr) return known;
      from = object_member(found->body, "properties");
      if (from) from = object_member(*from, "template");
    }
    const auto variables = from ? object_member(*from, "variables") : std::nullopt;
    const auto names =
        variables ? object_member(*variables, convention_.roles_variable) : std::nullopt;
    if (!names) return &no_roles_;
    Roles& roles = roles_.emplace_back();
    roles.reserve(names->size());
    for (const auto [name, value] : *names) roles.push_back(name);
    return &roles;
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
    if (depth > max_depth) {
      fail_as_too_large("nest deeper than " + std::to_string(max_depth) + " levels", path);
    }
    if (++count_ > max_parameters) {
      fail_as_too_large("unfold into more than " + std::to_string(max_parameters) + " properties",
                        path);
    }
  }

  void spend(std::size_t bytes, const Path& path) {
    bytes_ += bytes;
    if (bytes_ > max_megabytes * 1'000'000) {
      fail_as_too_large("unfold into more than " + std::to_string(max_megabytes) + " MB", path);
    }
  }

  [[noreturn]] void fail_as_too_large(const std::string& what, const Path& path) {
    constexpr std::size_t most_shown = 8;
    std::string types;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      const bool cut = open_.size() > most_shown && i >= most_shown / 2;
      if (cut && i + most_shown / 2 < open_.size()) continue;
      const bool after_cut = cut && i + most_shown / 2 == open_.size();
      types.append(types.empty() ? ": " : after_cut ? " > … > " : " > ").append(open_[i]);
    }
    error("types-too-large", "types " + what + types, path);
    throw Error(errors_);
  }

  void report_category(const Item& item, std::optional<Json> description) {
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
    error(has_text ? "requirement-type-missing" : "description-missing", std::move(message),
          {item.path, item.key}, "BCPNFR7");
  }

  void error(std::string code, std::string message, const Path& path,
             std::string specification = {}) {
    if (++error_count_ > max_errors) return;
    errors_.push_back(error_at(std::move(code), {std::string(file_), {}, 0, pointer_of(path)},
                               std::move(message), std::move(specification)));
  }

  /// A type is unfolded wherever it is used, and one place is enough.
  void warn_of_markup(std::string_view description, const Path& path) {
    std::string problem = markup_problem(
        description, convention_.escapes_bars ? TextPlace::paragraph : TextPlace::table_cell);
    if (problem.empty() || warnings_.size() >= max_errors) return;
    Diagnostic warning = warning_at(
        "description-markup", {std::string(file_), {}, 0, pointer_of(path)}, std::move(problem));
    const bool known = std::ranges::any_of(warnings_, [&](const Diagnostic& other) {
      return other.location.pointer == warning.location.pointer && other.code == warning.code;
    });
    if (!known) warnings_.push_back(std::move(warning));
  }

  void warn_recursive(std::string_view definition, const Path& path) {
    const std::string message = "type '" + std::string(definition) +
                                "' contains itself; its inner occurrence is not unfolded again";
    for (const Diagnostic& known : warnings_) {
      if (known.message == message) return;
    }
    warnings_.push_back(
        warning_at("type-recursive", {std::string(file_), {}, 0, pointer_of(path)}, message));
  }

  const Template& template_;
  const Convention& convention_;
  std::string_view file_;
  std::vector<Diagnostic>& warnings_;
  std::vector<Diagnostic> errors_;
  std::size_t error_count_ = 0;         ///< also those not listed
  std::vector<std::string_view> open_;  ///< the user-defined types being unfolded
  std::string identifier_;              ///< of the property being unfolded: `subnets.delegation`
  std::deque<Roles> roles_;             ///< all that were found
  const Roles no_roles_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
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
  std::ranges::stable_sort(names, CultureLess());
  return names;
}

std::vector<Parameter> read_parameters(const Template& compiled, const Convention& convention,
                                       std::string_view file, std::vector<Diagnostic>& warnings) {
  return Unfolding(compiled, convention, file, warnings).parameters();
}

}  // namespace avmdoc

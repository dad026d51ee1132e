#include <algorithm>

#include "interface/interface.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr std::size_t max_depth = 256;  ///< of types and of modules

std::optional<Value> value_member(JsonObject object, std::string_view key) {
  const auto found = member(object, key);
  return found ? std::optional(to_value(*found)) : std::nullopt;
}

std::string text_member(JsonObject object, std::string_view key) {
  return std::string(string_member(object, key).value_or(""));
}

std::optional<Unknown> unknown_in(JsonObject object) {
  const auto reason = string_member(object, unknown_mark);
  return reason ? std::optional(Unknown{std::string(*reason)}) : std::nullopt;
}

std::optional<ImportedFrom> imported_from(std::string_view name, JsonObject declaration) {
  const auto mark = import_of(name, declaration);
  if (!mark) return std::nullopt;
  return ImportedFrom{std::string(mark->module), std::string(mark->name)};
}

class TemplateReader {
 public:
  explicit TemplateReader(std::string_view file) : file_(file) {}

  Interface read(JsonObject root, const std::string& pointer) {
    Interface result;
    result.file = file_;
    result.scope = scope_of(root);
    result.unknown_imports = unknown_in(root);
    read_metadata(root, pointer, result);
    for_each_object(root, "parameters", pointer, [&](auto name, JsonObject body, auto at) {
      result.parameters.push_back(parameter(name, body, at));
    });
    for_each_object(root, "definitions", pointer, [&](auto name, JsonObject body, auto at) {
      result.definitions.push_back(
          {std::string(name), type(body, at, 0), is_exported(body), imported_from(name, body)});
    });
    read_variables(root, pointer, result);
    read_functions(root, pointer, result);
    for_each_object(root, "outputs", pointer, [&](auto name, JsonObject body, auto at) {
      result.outputs.push_back({std::string(name), type(body, at, 0), std::nullopt, std::nullopt});
    });
    const auto listed = member(root, "resources");
    result.symbolic = listed && listed->is_object();
    result.resources = resources(root, pointer, 0);
    return result;
  }

 private:
  Location at(std::string pointer) const { return {file_, {}, 0, std::move(pointer)}; }

  template <typename Found>
  static void for_each_object(JsonObject root, std::string_view section, const std::string& pointer,
                              Found found) {
    const auto listed = object_member(root, section);
    if (!listed) return;
    for (const auto [name, body] : *listed) {
      if (!body.is_object()) continue;
      std::string own = pointer;
      found(name, JsonObject(body),
            std::move(own.append("/").append(section).append("/").append(pointer_segment(name))));
    }
  }

  InterfaceValue named_value(std::string_view name, Json json, std::string pointer) const {
    InterfaceValue result;
    result.name = name;
    result.location = at(std::move(pointer));
    if (json.is_object()) result.unknown = unknown_in(JsonObject(json));
    if (!result.unknown) result.value = to_value(json);
    return result;
  }

  void read_metadata(JsonObject root, const std::string& pointer, Interface& result) const {
    const auto metadata = object_member(root, "metadata");
    if (!metadata) return;
    for (const auto [name, value] : *metadata) {
      if (name.starts_with('_')) continue;
      result.metadata.push_back(
          named_value(name, value, pointer + "/metadata/" + pointer_segment(name)));
    }
  }

  void read_variables(JsonObject root, const std::string& pointer, Interface& result) const {
    if (const auto variables = object_member(root, "variables")) {
      for (const auto [name, value] : *variables) {
        result.variables.push_back(
            named_value(name, value, pointer + "/variables/" + pointer_segment(name)));
      }
    }
    const auto exported = array_of(metadata_member(root, exported_variables_mark));
    if (!exported) return;
    for (const Json entry : *exported) {
      if (!entry.is_object()) continue;
      const std::string name = text_member(JsonObject(entry), "name");
      auto variable = std::ranges::find(result.variables, name, &InterfaceValue::name);
      if (variable == result.variables.end()) {
        result.variables.push_back({});
        variable = result.variables.end() - 1;
        variable->name = name;
        variable->location = at(pointer + "/variables/" + pointer_segment(name));
        variable->unknown = Unknown{"it is not among the variables"};
      }
      variable->exported = true;
      variable->description = optional_text(string_member(JsonObject(entry), "description"));
    }
  }

  /// The module's own functions and those that it imports by name.
  void read_functions(JsonObject root, const std::string& pointer, Interface& result) const {
    for_each_function(root, [&](std::string_view name, JsonObject body, std::size_t space) {
      result.functions.push_back(function(
          name, body,
          pointer + "/functions/" + std::to_string(space) + "/members/" + pointer_segment(name)));
    });
  }

  InterfaceFunction function(std::string_view name, JsonObject body,
                             const std::string& pointer) const {
    InterfaceFunction result;
    result.name = name;
    result.location = at(pointer);
    result.description = optional_text(description_of(body));
    result.exported = is_exported(body);
    result.imported = imported_from(name, body);
    if (const auto arguments = array_member(body, "parameters")) {
      std::size_t index = 0;
      for (const Json argument : *arguments) {
        const std::string own = pointer + "/parameters/" + std::to_string(index++);
        if (!argument.is_object()) continue;
        result.arguments.push_back({text_member(argument, "name"), type(argument, own, 0)});
      }
    }
    if (const auto output = object_member(body, "output")) {
      result.result = type(*output, pointer + "/output", 0);
    }
    return result;
  }

  InterfaceParameter parameter(std::string_view name, JsonObject body,
                               const std::string& pointer) const {
    InterfaceParameter result{std::string(name), type(body, pointer, 0), std::nullopt,
                              std::nullopt};
    const auto value = member(body, "defaultValue");
    if (!value) return result;
    if (value->is_object()) result.unknown_default = unknown_in(JsonObject(*value));
    if (!result.unknown_default) result.default_value = to_value(*value);
    return result;
  }

  static std::string referred(std::string_view reference) {
    if (!reference.starts_with(definitions_prefix)) return std::string(reference);
    reference.remove_prefix(definitions_prefix.size());
    return replace_all(replace_all(reference, "~1", "/"), "~0", "~");
  }

  InterfaceType type(JsonObject schema, const std::string& pointer, std::size_t depth) const {
    InterfaceType result;
    result.location = at(pointer);
    result.unknown = unknown_in(schema);
    if (result.unknown) return result;
    if (depth > max_depth) {
      result.unknown = Unknown{"it nests too deep"};
      return result;
    }
    if (const auto reason = string_member(schema, unknown_type_mark)) {
      result.unknown_type = Unknown{std::string(*reason)};
    }
    result.kind = text_member(schema, "type");
    if (const auto reference = string_member(schema, "$ref")) {
      result.reference = referred(*reference);
    }
    if (const auto nullable = member(schema, "nullable"); nullable && nullable->is_bool()) {
      result.nullable = bool(*nullable);
    }
    result.allowed_values = value_member(schema, "allowedValues");
    result.min_value = value_member(schema, "minValue");
    result.max_value = value_member(schema, "maxValue");
    result.min_length = value_member(schema, "minLength");
    result.max_length = value_member(schema, "maxLength");
    read_schema_metadata(schema, result);
    const auto each = [&](JsonObject from, std::string_view section, const std::string& above,
                          std::vector<TypeMember>& members) {
      for_each_object(from, section, above, [&](auto name, JsonObject body, const auto& own) {
        members.push_back({std::string(name), type(body, own, depth + 1)});
      });
    };
    each(schema, "properties", pointer, result.properties);
    result.any_property = open_part(schema, "additionalProperties", pointer, depth, result);
    result.element = open_part(schema, "items", pointer, depth, result);
    if (const auto tuple = array_member(schema, "prefixItems")) {
      std::size_t index = 0;
      for (const Json item : *tuple) {
        const std::string own = pointer + "/prefixItems/" + std::to_string(index++);
        if (item.is_object()) result.tuple.push_back(type(item, own, depth + 1));
      }
    }
    if (const auto discriminator = object_member(schema, "discriminator")) {
      result.discriminator = text_member(*discriminator, "propertyName");
      each(*discriminator, "mapping", pointer + "/discriminator", result.variants);
    }
    return result;
  }

  /// A schema, or a mere `true` or `false`.
  std::shared_ptr<const InterfaceType> open_part(JsonObject schema, std::string_view key,
                                                 const std::string& pointer, std::size_t depth,
                                                 InterfaceType& owner) const {
    const auto found = member(schema, key);
    if (!found) return nullptr;
    if (found->is_bool()) owner.open = bool(*found);
    if (!found->is_object()) return nullptr;
    return std::make_shared<const InterfaceType>(
        type(JsonObject(*found), pointer + "/" + std::string(key), depth + 1));
  }

  static void read_schema_metadata(JsonObject schema, InterfaceType& result) {
    const auto metadata = object_member(schema, "metadata");
    if (!metadata) return;
    for (const auto [key, value] : *metadata) {
      const auto text = string_of(value);
      if (key == "description" && text) {
        result.description = *text;
      } else if (key == derived_type_mark) {
        if (value.is_object()) result.resource_property = text_member(value, "source");
      } else if (!key.starts_with(own_marks)) {
        result.metadata.emplace_back(std::string(key), to_value(value));
      }
    }
  }

  std::vector<InterfaceResource> resources(JsonObject level, const std::string& pointer,
                                           std::size_t depth) const {
    std::vector<InterfaceResource> result;
    if (depth > max_depth) return result;
    std::size_t index = 0;
    for_each_resource(level, [&](std::string_view name, JsonObject body) {
      const std::string segment = name.empty() ? std::to_string(index++) : pointer_segment(name);
      result.push_back(resource(name, body, pointer + "/resources/" + segment, depth));
    });
    return result;
  }

  InterfaceResource resource(std::string_view name, JsonObject body, const std::string& pointer,
                             std::size_t depth) const {
    InterfaceResource result;
    result.symbolic_name = name;
    result.location = at(pointer);
    result.type = text_member(body, "type");
    result.version = text_member(body, "apiVersion");
    result.name = text_member(body, "name");
    result.existing = is_true(member(body, "existing"));
    result.conditional = has_member(body, "condition");
    result.loop = has_member(body, "copy");
    result.extension = has_member(body, "import") || has_member(body, "extension");
    result.unknown = unknown_in(body);
    if (!result.is_module()) {
      result.nested = resources(body, pointer, depth + 1);
    } else if (const auto nested = nested_template(body)) {
      result.nested = resources(*nested, pointer + "/properties/template", depth + 1);
    }
    return result;
  }

  std::string file_;
};

}  // namespace

bool InterfaceResource::is_module() const { return is_deployment(type); }

const InterfaceDefinition* Interface::definition(std::string_view name) const {
  const auto found = std::ranges::find(definitions, name, &InterfaceDefinition::name);
  return found == definitions.end() ? nullptr : &*found;
}

Interface read_interface(JsonObject root, std::string_view file, std::string_view pointer) {
  return TemplateReader(file).read(root, std::string(pointer));
}

}  // namespace avmdoc

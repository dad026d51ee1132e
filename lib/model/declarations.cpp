#include "model/declarations.hpp"

#include <string_view>
#include <unordered_map>

#include "model/parameters.hpp"
#include "model/schema.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::NodeKind;

std::optional<Json> metadata_of(JsonObject object, std::string_view key) {
  const auto metadata = object_member(object, "metadata");
  return metadata ? member(*metadata, key) : std::nullopt;
}

std::optional<std::string_view> description_of(JsonObject object) {
  const auto metadata = object_member(object, "metadata");
  return metadata ? string_member(*metadata, "description") : std::nullopt;
}

bool is_exported(JsonObject object) { return is_true(metadata_of(object, "__bicep_export!")); }

template <typename Text>
JsonOut text_or_null(const std::optional<Text>& text) {
  return text ? JsonOut(*text) : JsonOut(nullptr);
}

/// Calls `found` with the name and body of each member of the object `section` of the template.
template <typename Found>
void for_each_object(JsonObject root, std::string_view section, Found found) {
  const auto listed = object_member(root, section);
  if (!listed) return;
  for (const auto [name, body] : *listed) {
    if (body.is_object()) found(name, body);
  }
}

JsonOut imported_from(JsonObject type) {
  const auto mark = metadata_of(type, "__bicep_imported_from!");
  if (!mark || !mark->is_object()) return nullptr;
  JsonOut json = JsonOut::object();
  json["template"] = string_member(*mark, "sourceTemplate").value_or("");
  if (const auto original = string_member(*mark, "originalIdentifier")) json["name"] = *original;
  return json;
}

/// The functions by their names; of several with one name, the first.
std::unordered_map<std::string_view, JsonObject> functions_of(JsonObject root) {
  std::unordered_map<std::string_view, JsonObject> functions;
  simdjson::dom::array spaces;
  if (root.at_key("functions").get(spaces) != simdjson::SUCCESS) return functions;
  for (const Json space : spaces) {
    if (!space.is_object()) continue;
    const auto members = object_member(JsonObject(space), "members");
    if (!members) continue;
    for (const auto [name, body] : *members) {
      if (body.is_object()) functions.emplace(name, JsonObject(body));
    }
  }
  return functions;
}

std::string_view type_of(const SchemaPlace& place, const Template& compiled) {
  return string_member(place.resolved(compiled).schema, "type").value_or("");
}

JsonOut arguments_of(JsonObject function, const Template& compiled) {
  JsonOut result = JsonOut::array();
  simdjson::dom::array arguments;
  if (function.at_key("parameters").get(arguments) != simdjson::SUCCESS) return result;
  for (const Json argument : arguments) {
    if (!argument.is_object()) continue;
    const SchemaPlace place{argument, ""};
    JsonOut& json = result.emplace_back();
    json["name"] = string_member(argument, "name").value_or("");
    json["type"] = type_of(place, compiled);
    if (const auto type = place.type_name(); !type.empty()) json["userType"] = type;
  }
  return result;
}

JsonOut resource_json(std::string_view name, JsonObject body, bool is_symbolic,
                      const Places& places) {
  const std::string_view type = string_member(body, "type").value_or("");
  const bool is_module = equal_ignoring_case(type, "Microsoft.Resources/deployments");
  JsonOut json = JsonOut::object();
  json["symbolicName"] = is_symbolic ? JsonOut(name) : JsonOut(nullptr);
  json["type"] = type;
  json["apiVersion"] = string_member(body, "apiVersion").value_or("");
  json["name"] = string_member(body, "name").value_or("");
  json["existing"] = is_true(member(body, "existing"));
  json["module"] = is_module;
  json["conditional"] = has_member(body, "condition");
  json["loop"] = has_member(body, "copy");
  if (is_symbolic) places.add(json, is_module ? NodeKind::module : NodeKind::resource, name);
  return json;
}

}  // namespace

JsonOut types_json(const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  for_each_object(compiled.root(), "definitions", [&](std::string_view name, Json body) {
    const JsonObject type = body;
    JsonOut& json = result.emplace_back();
    json["name"] = name;
    json["exported"] = is_exported(type);
    json["description"] = text_or_null(description_of(type));
    json["type"] = string_member(type, "type").value_or("");
    if (JsonOut from = imported_from(type); !from.is_null()) json["importedFrom"] = std::move(from);
    places.add(json, NodeKind::type_declaration, name);
    json["schema"] = json_of(to_value(body));
  });
  return result;
}

JsonOut variables_json(const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  const auto listed = metadata_of(compiled.root(), "__bicep_exported_variables!");
  if (!listed || !listed->is_array()) return result;
  const auto values = object_member(compiled.root(), "variables");
  for (const Json variable : simdjson::dom::array(*listed)) {
    if (!variable.is_object()) continue;
    const std::string_view name = string_member(variable, "name").value_or("");
    JsonOut& json = result.emplace_back();
    json["name"] = name;
    json["description"] = text_or_null(string_member(variable, "description"));
    if (const auto value = values ? member(*values, name) : std::nullopt) {
      json["value"] = json_of(to_value(*value));
    }
    places.add(json, NodeKind::variable, name);
  }
  return result;
}

JsonOut functions_json(const Module& module, const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  const auto functions = functions_of(compiled.root());
  for (const Function& function : module.functions) {
    JsonOut& json = result.emplace_back();
    json["name"] = function.name;
    json["description"] = text_or_null(function.description);
    if (const auto found = functions.find(function.name); found != functions.end()) {
      const JsonObject body = found->second;
      json["exported"] = is_exported(body);
      json["parameters"] = arguments_of(body, compiled);
      const auto output = object_member(body, "output");
      json["type"] = output ? type_of({*output, ""}, compiled) : std::string_view();
    }
    places.add(json, NodeKind::function, function.name);
  }
  return result;
}

JsonOut outputs_json(const Module& module, const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  const SchemaPlace root{compiled.root(), ""};
  for (const Output& output : module.outputs) {
    JsonOut& json = result.emplace_back();
    json["name"] = output.name;
    json["type"] = output.type;
    json["description"] = text_or_null(output.description);
    if (const auto place = root.below("outputs", output.name)) {
      add_constraints(json, *place, compiled);
    }
    places.add(json, NodeKind::output, output.name);
  }
  return result;
}

JsonOut resources_json(const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  for_each_object(compiled.root(), "resources", [&](std::string_view name, Json body) {
    result.push_back(resource_json(name, body, true, places));
  });
  // Templates without symbolic names list their resources.
  simdjson::dom::array listed;
  if (compiled.root().at_key("resources").get(listed) != simdjson::SUCCESS) return result;
  for (const Json body : listed) {
    if (body.is_object()) result.push_back(resource_json("", body, false, places));
  }
  return result;
}

}  // namespace avmdoc

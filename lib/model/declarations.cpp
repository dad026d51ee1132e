#include "model/declarations.hpp"

#include <string_view>
#include <unordered_map>

#include "model/parameters.hpp"
#include "model/types.hpp"

namespace avmdoc {
namespace {

using bicep::NodeKind;

JsonOut text_or_null(const std::optional<std::string>& text) {
  return text ? JsonOut(*text) : JsonOut(nullptr);
}

JsonOut arguments_of(const InterfaceFunction& function, const TypesByName& definitions) {
  JsonOut result = JsonOut::array();
  for (const TypeMember& argument : function.arguments) {
    JsonOut& json = result.emplace_back();
    json["name"] = argument.name;
    json["type"] = resolved(argument.type, definitions).kind;
    if (const auto type = type_name(argument.type); !type.empty()) json["userType"] = type;
  }
  return result;
}

}  // namespace

JsonOut types_json(const Interface& interface, const Template& compiled, const Places& places) {
  JsonOut result = JsonOut::array();
  for (const InterfaceDefinition& definition : interface.definitions) {
    JsonOut& json = result.emplace_back();
    json["name"] = definition.name;
    json["exported"] = definition.exported;
    json["description"] = text_or_null(definition.type.description);
    json["type"] = definition.type.kind;
    if (definition.imported) {
      json["importedFrom"] = {{"template", definition.imported->module},
                              {"name", definition.imported->name}};
    }
    places.add(json, NodeKind::type_declaration, definition.name);
    JsonOut& schema = json["schema"] = JsonOut::object();
    if (const auto found = compiled.definition(definition.name)) {
      for (const auto [key, value] : *found) schema[std::string(key)] = json_of(to_value(value));
    }
  }
  return result;
}

JsonOut variables_json(const Interface& interface, const Places& places) {
  JsonOut result = JsonOut::array();
  for (const InterfaceValue& variable : interface.variables) {
    if (!variable.exported) continue;
    JsonOut& json = result.emplace_back();
    json["name"] = variable.name;
    json["description"] = text_or_null(variable.description);
    if (!variable.unknown) json["value"] = json_of(variable.value);
    places.add(json, NodeKind::variable, variable.name);
  }
  return result;
}

JsonOut functions_json(const Module& module, const Interface& interface, const Places& places) {
  JsonOut result = JsonOut::array();
  const TypesByName definitions = by_name(interface.definitions);
  std::unordered_map<std::string_view, const InterfaceFunction*> functions;
  for (const InterfaceFunction& one : interface.functions) functions.emplace(one.name, &one);
  for (const Function& function : module.functions) {
    JsonOut& json = result.emplace_back();
    json["name"] = function.name;
    json["description"] = text_or_null(function.description);
    if (const auto found = functions.find(function.name); found != functions.end()) {
      const InterfaceFunction& own = *found->second;
      json["exported"] = own.exported;
      json["parameters"] = arguments_of(own, definitions);
      json["type"] = own.result ? resolved(*own.result, definitions).kind : std::string();
    }
    places.add(json, NodeKind::function, function.name);
  }
  return result;
}

JsonOut outputs_json(const Module& module, const Interface& interface, const Places& places) {
  JsonOut result = JsonOut::array();
  const TypesByName types = by_name(interface.outputs);
  const TypesByName definitions = by_name(interface.definitions);
  for (const Output& output : module.outputs) {
    JsonOut& json = result.emplace_back();
    json["name"] = output.name;
    json["type"] = output.type;
    json["description"] = text_or_null(output.description);
    if (const InterfaceType* const type = find_type(types, output.name)) {
      add_constraints(json, *type, definitions);
    }
    places.add(json, NodeKind::output, output.name);
  }
  return result;
}

JsonOut resources_json(const Interface& interface, const Places& places) {
  JsonOut result = JsonOut::array();
  for (const InterfaceResource& resource : interface.resources) {
    JsonOut& json = result.emplace_back();
    json["symbolicName"] = interface.symbolic ? JsonOut(resource.symbolic_name) : JsonOut(nullptr);
    json["type"] = resource.type;
    json["apiVersion"] = resource.version;
    json["name"] = resource.name;
    json["existing"] = resource.existing;
    json["module"] = resource.is_module();
    json["conditional"] = resource.conditional;
    json["loop"] = resource.loop;
    if (interface.symbolic) {
      places.add(json, resource.is_module() ? NodeKind::module : NodeKind::resource,
                 resource.symbolic_name);
    }
  }
  return result;
}

}  // namespace avmdoc

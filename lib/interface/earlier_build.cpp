#include "interface/earlier_build.hpp"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "interface/json_text.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

/// What comes from one module.
struct Imports {
  std::unordered_map<std::string_view, std::string_view> names;  ///< its own, by those here
  Value::Object types;
  Value::Object functions;
  bool is_whole = true;  ///< all that the types refer to comes from there, too
};

using ByReference = std::map<std::string_view, Imports>;

/// Calls `found` with the name, the body and the origin of each imported member of an object.
template <typename Found>
void for_each_import(std::optional<JsonObject> members, Found found) {
  if (!members) return;
  for (const auto [name, body] : *members) {
    if (!body.is_object()) continue;
    if (const auto from = import_of(name, JsonObject(body))) found(name, body, *from);
  }
}

/// Gives references the names that the types have where they come from.
void rename_references(Value& schema, Imports& imports) {
  if (Value::Array* array = schema.array()) {
    for (Value& element : *array) rename_references(element, imports);
  } else if (Value::Object* object = schema.object()) {
    for (auto& [key, value] : *object) {
      const std::string* const reference = key == "$ref" ? value.string() : nullptr;
      if (reference == nullptr) {
        rename_references(value, imports);
        continue;
      }
      const std::string_view text = *reference;
      const bool is_definition = text.starts_with(definitions_prefix);
      const std::string_view path = is_definition ? text.substr(definitions_prefix.size()) : text;
      const auto known = imports.names.find(path.substr(0, path.find('/')));
      if (!is_definition || known == imports.names.end()) {
        imports.is_whole = false;
        return;
      }
      std::string renamed(definitions_prefix);
      renamed += known->second;
      if (path.find('/') != std::string_view::npos) renamed += path.substr(path.find('/'));
      value = std::move(renamed);
    }
  }
}

std::string template_of(Imports imports) {
  Value::Object root{{"$schema", std::string("https://schema.management.azure.com/schemas/"
                                             "2019-04-01/deploymentTemplate.json#")}};
  root.emplace_back("definitions", std::move(imports.types));
  Value::Array spaces;
  spaces.emplace_back(Value::Object{{"namespace", std::string(function_space)},
                                    {"members", std::move(imports.functions)}});
  root.emplace_back("functions", std::move(spaces));
  root.emplace_back("resources", Value::Object());
  std::string text;
  append_json(root, text);
  return text;
}

}  // namespace

EarlierImports earlier_imports(const Template& compiled) {
  ByReference modules;
  const auto definitions = object_member(compiled.root(), "definitions");
  for_each_import(definitions, [&](std::string_view name, Json, const ImportMark& from) {
    modules[from.module].names.emplace(name, from.name);
  });
  for_each_import(definitions, [&](std::string_view, Json body, const ImportMark& from) {
    Imports& imports = modules[from.module];
    Value schema = to_value(body);
    rename_references(schema, imports);
    imports.types.emplace_back(std::string(from.name), std::move(schema));
  });
  for_each_function(compiled.root(), [&](std::string_view name, JsonObject body, std::size_t) {
    if (const auto from = import_of(name, body)) {
      modules[from->module].functions.emplace_back(std::string(from->name), to_value(body));
    }
  });
  EarlierImports result;
  for (auto& [reference, imports] : modules) {
    if (imports.is_whole) result.emplace(reference, template_of(std::move(imports)));
  }
  return result;
}

}  // namespace avmdoc

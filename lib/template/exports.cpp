#include "template/marks.hpp"
#include "template/template.hpp"

namespace avmdoc {
namespace {

/// What the compiler would call the type of a value.
std::string_view type_of(Json value) {
  if (value.is_string()) return "string";
  if (value.is_bool()) return "bool";
  if (value.is_array()) return "array";
  if (value.is_object()) return "object";
  return value.is_null() ? "null" : "int";
}

}  // namespace

std::vector<Export> read_exported_types(const Template& compiled) {
  std::vector<Export> result;
  const auto definitions = object_member(compiled.root(), "definitions");
  if (!definitions) return result;
  for (const auto [name, body] : *definitions) {
    if (!body.is_object()) continue;
    const JsonObject type = body;
    if (!is_exported(type)) continue;
    result.push_back({std::string(name), std::string(string_member(type, "type").value_or("")),
                      optional_text(description_of(type))});
  }
  return result;
}

std::vector<Export> read_exported_variables(const Template& compiled) {
  std::vector<Export> result;
  const auto listed = array_of(metadata_member(compiled.root(), exported_variables_mark));
  if (!listed) return result;
  const auto values = object_member(compiled.root(), "variables");
  for (const Json variable : *listed) {
    if (!variable.is_object()) continue;
    const std::string_view name = string_member(variable, "name").value_or("");
    const auto value = values ? member(*values, name) : std::nullopt;
    result.push_back({std::string(name), value ? std::string(type_of(*value)) : "",
                      optional_text(string_member(variable, "description"))});
  }
  return result;
}

}  // namespace avmdoc

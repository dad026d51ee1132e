#include <algorithm>

#include "ordering/collation.hpp"
#include "template/marks.hpp"
#include "template/template.hpp"

namespace avmdoc {
namespace {

/// What a parameter or the result of a function is called: the name of a type, or its kind.
std::string type_name(const Template& compiled, JsonObject type) {
  const std::optional<std::string_view> reference = string_member(type, "$ref");
  if (reference) return std::string(definition_name(*reference));
  std::string name(string_member(type, "type").value_or("any"));
  if (name == "array") {
    const auto items = object_member(type, "items");
    if (items) name = type_name(compiled, *items) + "[]";
  }
  if (is_true(member(type, "nullable"))) name += '?';
  return name;
}

/// `(name: string, count: int): string[]`
std::string signature_of(const Template& compiled, JsonObject function) {
  std::string signature;
  if (const auto parameters = array_member(function, "parameters")) {
    for (const Json parameter : *parameters) {
      if (!parameter.is_object()) continue;
      signature += signature.empty() ? "" : ", ";
      signature.append(string_member(parameter, "name").value_or("")).append(": ");
      signature += type_name(compiled, parameter);
    }
  }
  signature = "(" + signature + ")";
  const auto output = object_member(function, "output");
  return output ? signature + ": " + type_name(compiled, *output) : signature;
}

}  // namespace

std::vector<Function> read_functions(const Template& compiled) {
  std::vector<Function> functions;
  bool exported = false;
  for_each_function(compiled.root(), [&](std::string_view name, JsonObject function, std::size_t) {
    functions.push_back({std::string(name), optional_text(description_of(function)),
                         signature_of(compiled, function)});
    exported = exported || is_exported(function);
  });
  if (!exported) return {};
  std::stable_sort(functions.begin(), functions.end(), [](const Function& a, const Function& b) {
    return compare_culture(a.name, b.name) < 0;
  });
  return functions;
}

}  // namespace avmdoc

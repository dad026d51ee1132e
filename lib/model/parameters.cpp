#include "model/parameters.hpp"

#include <string_view>

#include "template/unfolding.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

class Parameters {
 public:
  Parameters(const Interface& interface, const Places& places)
      : definitions_(by_name(interface.definitions)), places_(places) {}

  JsonOut list(const std::vector<Parameter>& parameters, const TypesByName& types) const {
    JsonOut result = JsonOut::array();
    for (const Parameter& parameter : parameters) {
      result.push_back(one(parameter, find_type(types, parameter.name)));
    }
    return result;
  }

 private:
  /// `type` may be null.
  JsonOut one(const Parameter& parameter, const InterfaceType* type) const {
    JsonOut json = JsonOut::object();
    json["name"] = parameter.name;
    json["category"] = parameter.category;
    json["description"] = parameter.description;
    json["required"] = parameter.required;
    json["type"] = parameter.type;
    if (type != nullptr) add_constraints(json, *type, definitions_);
    if (parameter.default_value) json["default"] = json_of(*parameter.default_value);
    if (parameter.allowed_values) json["allowedValues"] = json_of(*parameter.allowed_values);
    if (parameter.min_value) json["minValue"] = json_of(*parameter.min_value);
    if (parameter.max_value) json["maxValue"] = json_of(*parameter.max_value);
    if (!parameter.roles.empty()) json["roles"] = parameter.roles;
    if (!parameter.example.empty()) json["example"] = parameter.example;
    if (type != nullptr) places_.add(json, type->location.pointer);
    add_members(json, parameter, type == nullptr ? nothing_ : unfolded(*type, definitions_));
    return json;
  }

  /// `holder` has the properties or variants.
  void add_members(JsonOut& json, const Parameter& parameter, const InterfaceType& holder) const {
    for (const std::vector<Parameter>& properties : parameter.properties) {
      if (properties.size() == 1 && is_any_other(properties.front())) {
        json["additionalProperties"] = one(properties.front(), holder.any_property.get());
      } else {
        json["properties"] = list(properties, by_name(holder.properties));
      }
    }
    if (parameter.discriminator.empty()) return;
    json["discriminator"] = parameter.discriminator;
    JsonOut& variants = json["variants"] = JsonOut::array();
    const TypesByName types = by_name(holder.variants);
    for (const Variant& variant : parameter.variants) {
      const InterfaceType* const type = find_type(types, variant.name);
      const InterfaceType& own = type == nullptr ? nothing_ : resolved(*type, definitions_);
      variants.push_back({{"name", variant.name},
                          {"description", variant.description},
                          {"properties", list(variant.parameters, by_name(own.properties))}});
    }
  }

  /// The README's name for properties of any name; no property can have it.
  static bool is_any_other(const Parameter& parameter) {
    return parameter.name == any_other_property;
  }

  TypesByName definitions_;
  const Places& places_;
  InterfaceType nothing_;
};

}  // namespace

void add_constraints(JsonOut& json, const InterfaceType& type, const TypesByName& definitions) {
  const InterfaceType& named = resolved(type, definitions);
  json["secure"] = equal_ignoring_case(named.kind, "securestring") ||
                   equal_ignoring_case(named.kind, "secureObject");
  json["nullable"] = (type.nullable ? type.nullable : named.nullable).value_or(false);
  if (const std::string_view user_type = type_name(type); !user_type.empty()) {
    json["userType"] = user_type;
  }
  const auto add = [&](const char* key, std::optional<Value> InterfaceType::*member) {
    const std::optional<Value>& value = type.*member ? type.*member : named.*member;
    if (value) json[key] = json_of(*value);
  };
  add("minLength", &InterfaceType::min_length);
  add("maxLength", &InterfaceType::max_length);
}

JsonOut parameters_json(const Module& module, const Interface& interface, const Places& places) {
  return Parameters(interface, places).list(module.parameters, by_name(interface.parameters));
}

}  // namespace avmdoc

#include "model/parameters.hpp"

#include <utility>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

class Parameters {
 public:
  Parameters(const Template& compiled, const Places& places)
      : template_(compiled), places_(places) {}

  /// `holder` is the schema that has the parameters among its member `section`.
  JsonOut list(const std::vector<Parameter>& parameters, const std::optional<SchemaPlace>& holder,
               std::string_view section) const {
    JsonOut result = JsonOut::array();
    for (const Parameter& parameter : parameters) {
      result.push_back(
          one(parameter, holder ? holder->below(section, parameter.name) : std::nullopt));
    }
    return result;
  }

 private:
  JsonOut one(const Parameter& parameter, const std::optional<SchemaPlace>& place) const {
    JsonOut json = JsonOut::object();
    json["name"] = parameter.name;
    json["category"] = parameter.category;
    json["description"] = parameter.description;
    json["required"] = parameter.required;
    json["type"] = parameter.type;
    if (place) add_constraints(json, *place, template_);
    if (parameter.default_value) json["default"] = json_of(*parameter.default_value);
    if (parameter.allowed_values) json["allowedValues"] = json_of(*parameter.allowed_values);
    if (parameter.min_value) json["minValue"] = json_of(*parameter.min_value);
    if (parameter.max_value) json["maxValue"] = json_of(*parameter.max_value);
    if (!parameter.roles.empty()) json["roles"] = parameter.roles;
    if (!parameter.example.empty()) json["example"] = parameter.example;
    if (place) places_.add(json, place->pointer);
    add_members(json, parameter, place);
    return json;
  }

  void add_members(JsonOut& json, const Parameter& parameter,
                   const std::optional<SchemaPlace>& place) const {
    const auto holder = place ? std::optional(place->unfolded(template_)) : std::nullopt;
    for (const std::vector<Parameter>& properties : parameter.properties) {
      if (properties.size() == 1 && is_any_other(properties.front())) {
        json["additionalProperties"] = any_other(properties.front(), holder);
      } else {
        json["properties"] = list(properties, holder, "properties");
      }
    }
    if (parameter.discriminator.empty()) return;
    json["discriminator"] = parameter.discriminator;
    JsonOut& variants = json["variants"] = JsonOut::array();
    for (const Variant& variant : parameter.variants) {
      const auto schema = holder ? holder->variant(variant.name, template_) : std::nullopt;
      variants.push_back({{"name", variant.name},
                          {"description", variant.description},
                          {"properties", list(variant.parameters, schema, "properties")}});
    }
  }

  /// The README's name for properties of any name; no property can have it.
  static bool is_any_other(const Parameter& parameter) {
    return parameter.name == ">Any_other_property<";
  }

  JsonOut any_other(const Parameter& parameter, const std::optional<SchemaPlace>& holder) const {
    const auto schema = holder ? object_member(holder->schema, "additionalProperties")
                               : std::optional<JsonObject>();
    if (!schema) return one(parameter, std::nullopt);
    return one(parameter, SchemaPlace{*schema, holder->pointer + "/additionalProperties"});
  }

  const Template& template_;
  const Places& places_;
};

/// A member of the schema itself, or of the type that it refers to.
std::optional<Json> own_or_typed(const SchemaPlace& place, const SchemaPlace& type,
                                 std::string_view key) {
  const auto own = member(place.schema, key);
  return own ? own : member(type.schema, key);
}

}  // namespace

bool is_true(const std::optional<Json>& json) { return json && json->is_bool() && bool(*json); }

void add_constraints(JsonOut& json, const SchemaPlace& place, const Template& compiled) {
  const SchemaPlace type = place.resolved(compiled);
  const std::string_view name = string_member(type.schema, "type").value_or("");
  json["secure"] =
      equal_ignoring_case(name, "securestring") || equal_ignoring_case(name, "secureObject");
  json["nullable"] = is_true(own_or_typed(place, type, "nullable"));
  if (const std::string_view user_type = place.type_name(); !user_type.empty()) {
    json["userType"] = user_type;
  }
  for (const char* key : {"minLength", "maxLength"}) {
    if (const auto value = own_or_typed(place, type, key)) json[key] = json_of(to_value(*value));
  }
}

JsonOut parameters_json(const Module& module, const Template& compiled, const Places& places) {
  return Parameters(compiled, places)
      .list(module.parameters, SchemaPlace{compiled.root(), ""}, "parameters");
}

}  // namespace avmdoc

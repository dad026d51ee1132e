#include "model/schema.hpp"

#include "template/json_place.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

std::optional<SchemaPlace> definition(const Template& compiled, std::string_view reference) {
  const std::string_view name = definition_name(reference);
  const auto found = compiled.definition(name);
  if (!found) return std::nullopt;
  return SchemaPlace{*found, "/definitions/" + pointer_segment(name)};
}

bool has_properties(JsonObject schema) {
  return object_member(schema, "properties") || object_member(schema, "additionalProperties");
}

}  // namespace

std::optional<SchemaPlace> SchemaPlace::below(std::string_view first,
                                              std::string_view second) const {
  const auto outer = object_member(schema, first);
  const auto inner = outer ? object_member(*outer, second) : std::nullopt;
  if (!inner) return std::nullopt;
  return SchemaPlace{*inner,
                     pointer + "/" + pointer_segment(first) + "/" + pointer_segment(second)};
}

SchemaPlace SchemaPlace::resolved(const Template& compiled) const {
  const auto reference = string_member(schema, "$ref");
  const auto found = reference ? definition(compiled, *reference) : std::nullopt;
  return found.value_or(*this);
}

SchemaPlace SchemaPlace::unfolded(const Template& compiled) const {
  SchemaPlace place = resolved(compiled);
  for (int step = 0; step < 2; ++step) {
    const auto items = object_member(place.schema, "items");
    if (!items || has_properties(place.schema)) break;
    place = SchemaPlace{*items, place.pointer + "/items"}.resolved(compiled);
  }
  return place;
}

std::optional<SchemaPlace> SchemaPlace::variant(std::string_view name,
                                                const Template& compiled) const {
  const auto discriminator = object_member(schema, "discriminator");
  if (!discriminator) return std::nullopt;
  const auto mapped =
      SchemaPlace{*discriminator, pointer + "/discriminator"}.below("mapping", name);
  return mapped ? std::optional(mapped->resolved(compiled)) : std::nullopt;
}

std::string_view SchemaPlace::type_name() const {
  if (const auto reference = string_member(schema, "$ref")) return definition_name(*reference);
  const auto items = object_member(schema, "items");
  const auto reference = items ? string_member(*items, "$ref") : std::nullopt;
  return reference ? definition_name(*reference) : std::string_view();
}

}  // namespace avmdoc

#include "template/unfolding.hpp"

#include <algorithm>

#include "template/marks.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

JsonPath definition_path(std::string_view name) {
  static constexpr JsonPath definitions{nullptr, "definitions"};
  return {&definitions, name};
}

/// What the elements of an array are; of a tuple there is but whether it may have more of them.
template <typename Object>
std::optional<JsonObject> items_in(Unfolding& unfolding, const Object& schema,
                                   const JsonPath& path) {
  const auto found = member(schema, "items");
  if (!found || found->is_bool()) return std::nullopt;
  return object_in(unfolding, schema, "items", path);
}

JsonObject resolve(Unfolding& unfolding, std::string_view reference, const JsonPath& path) {
  const std::string_view name = definition_name(reference);
  const bool is_own = reference.starts_with(definitions_prefix) &&
                      reference.size() == definitions_prefix.size() + name.size();
  if (const auto found = unfolding.compiled.definition(name); found && is_own) return *found;
  add_error(unfolding, "reference-unresolved",
            "$ref '" + std::string(reference) +
                "' names no definition of the template; run: bicep build main.bicep",
            path);
  return unfolding.compiled.root();
}

/// What properties without a name are; `true` and `false` only say whether there may be some, and
/// `{}` is that of the type `any`, which has nothing to show.
std::optional<JsonObject> additional_in(Unfolding& unfolding, JsonObject schema,
                                        const JsonPath& path) {
  const auto found = member(schema, "additionalProperties");
  if (!found || found->is_bool()) return std::nullopt;
  const auto additional = object_in(unfolding, schema, "additionalProperties", path);
  return additional && additional->size() > 0 ? additional : std::nullopt;
}

/// The properties with a name, then those of `*`. Whether there were any.
bool unfold_properties(Unfolding& unfolding, JsonObject schema, const JsonPath& path,
                       const RoleNames* roles, std::size_t depth, Parameter& result) {
  auto properties = object_in(unfolding, schema, "properties", path);
  if (properties && properties->size() == 0) properties.reset();
  const auto additional = additional_in(unfolding, schema, path);
  if (properties) {
    result.properties.push_back(read_list(
        unfolding, items_of(unfolding, *properties, {&path, "properties"}), roles, depth));
  }
  if (additional) {
    ItemList items{path,
                   {{any_other_property, *additional, "additionalProperties", nullptr, "", ""}}};
    result.properties.push_back(read_list(unfolding, std::move(items), roles, depth));
  }
  return properties || additional;
}

void unfold_variants(Unfolding& unfolding, JsonObject discriminator, const JsonPath& path,
                     const RoleNames* roles, std::size_t depth, Parameter& result) {
  const auto mapping = object_in(unfolding, discriminator, "mapping", path);
  if (!mapping) return;
  const JsonPath mapping_path{&path, "mapping"};
  for (const auto [name, mapped] : *mapping) {
    const auto found = object_in(unfolding, *mapping, name, mapping_path);
    const JsonPath mapped_path{&mapping_path, name};
    const auto reference = found ? text_in(unfolding, *found, "$ref", mapped_path) : std::nullopt;
    if (!unfolding.errors.empty()) return;
    const JsonObject variant = reference ? resolve(unfolding, *reference, mapped_path) : *found;
    if (!unfolding.errors.empty()) return;
    const auto description = description_of(variant);
    count_item(unfolding, path, depth);
    spend(unfolding,
          4 * (unfolding.identifier.size() + name.size()) + 3 * description.value_or("").size(),
          path);
    Variant& added = result.variants.emplace_back(
        Variant{std::string(name), std::string(description.value_or("")), {}});
    const std::string_view definition = reference ? definition_name(*reference) : "";
    if (std::find(unfolding.open.begin(), unfolding.open.end(), definition) !=
        unfolding.open.end()) {
      warn_of_recursion(unfolding, definition, path);
      continue;
    }
    unfolding.open.push_back(definition);
    const JsonPath variant_path = reference ? definition_path(definition) : mapped_path;
    if (const auto properties = object_in(unfolding, variant, "properties", variant_path)) {
      const std::size_t parent_size = unfolding.identifier.size();
      unfolding.identifier.append(".").append(result.discriminator).append("-").append(added.name);
      added.parameters = read_list(
          unfolding, items_of(unfolding, *properties, {&variant_path, "properties"}), roles, depth);
      unfolding.identifier.resize(parent_size);
    }
    unfolding.open.pop_back();
  }
}

void unfold_schema(Unfolding& unfolding, JsonObject schema, const JsonPath& path,
                   const RoleNames* roles, std::size_t depth, Parameter& result) {
  const std::string_view type = string_member(schema, "type").value_or("");
  const auto items = items_in(unfolding, schema, path);
  const JsonPath items_path{&path, "items"};
  if (items && unfold_properties(unfolding, *items, items_path, roles, depth, result)) return;
  if (!equal_ignoring_case(type, "object") && !equal_ignoring_case(type, "secureObject")) return;
  if (unfold_properties(unfolding, schema, path, roles, depth, result)) return;
  if (const auto discriminator = object_in(unfolding, schema, "discriminator", path)) {
    unfold_variants(unfolding, *discriminator, {&path, "discriminator"}, roles, depth, result);
  }
}

}  // namespace

TypeSource type_source(Unfolding& unfolding, const Members& schema, const JsonPath& path) {
  if (const auto reference = text_in(unfolding, schema, "$ref", path)) {
    const JsonObject found = resolve(unfolding, *reference, path);
    const std::string_view name = definition_name(*reference);
    return {found, found, found, definition_path(name), name};
  }
  const JsonPath items_path{&path, "items"};
  const auto items = items_in(unfolding, schema, path);
  const std::string_view item_type =
      items ? text_in(unfolding, *items, "type", items_path).value_or("") : "";
  if (equal_ignoring_case(item_type, "object") || equal_ignoring_case(item_type, "array") ||
      equal_ignoring_case(string_member(schema, "type").value_or(""), "object")) {
    return {schema.object(), schema.object(), schema.object(), path, ""};
  }
  if (items) {
    if (const auto reference = text_in(unfolding, *items, "$ref", items_path)) {
      const JsonObject found = resolve(unfolding, *reference, path);
      const std::string_view name = definition_name(*reference);
      return {found, schema.object(), found, definition_path(name), name};
    }
  }
  return {std::nullopt, schema.object(), schema.object(), path, ""};
}

void unfold(Unfolding& unfolding, const TypeSource& definition, const JsonPath& path,
            const RoleNames* roles, std::size_t depth, Parameter& result) {
  if (!unfolding.errors.empty()) return;
  JsonPath at = path;
  if (!definition.name.empty()) {
    const auto open = std::find(unfolding.open.begin(), unfolding.open.end(), definition.name);
    if (open != unfolding.open.end()) {
      warn_of_recursion(unfolding, definition.name, path);
      return;
    }
    unfolding.open.push_back(definition.name);
    at = definition_path(definition.name);
  }
  unfold_schema(unfolding, *definition.schema, at, roles, depth, result);
  if (!definition.name.empty()) unfolding.open.pop_back();
}

}  // namespace avmdoc

#include <algorithm>
#include <array>

#include "bicep/declarations.hpp"
#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

std::optional<Node> any_property_of(Node object) {
  for (const Node item : object.children()) {
    if (item.kind() == NodeKind::type_any_property) return item;
  }
  return std::nullopt;
}

std::optional<std::size_t> index_of(Node access) {
  const auto index = access.child(Field::index);
  if (!index || index->kind() != NodeKind::number || index->text().size() > 4) return std::nullopt;
  return std::stoul(std::string(index->text()));
}

/// The step that an access takes in a schema: `properties/name`, `items`, `prefixItems/0`.
std::string step_of(Node access) {
  if (access.kind() == NodeKind::type_member) {
    const auto name = access.child(Field::name);
    return name ? "properties/" + pointer_segment(name->text()) : "additionalProperties";
  }
  const auto index = index_of(access);
  return index ? "prefixItems/" + std::to_string(*index) : "items";
}

}  // namespace

bool is_basic_type(std::string_view name) {
  constexpr std::array<std::string_view, 6> names = {"string", "int",   "bool",
                                                     "object", "array", "any"};
  return std::ranges::find(names, name) != names.end();
}

std::optional<Node> type_property(Node object, std::string_view name) {
  for (const Node item : object.children()) {
    if (item.kind() == NodeKind::type_property && bicep::name_of(item) == name) return item;
  }
  return std::nullopt;
}

std::optional<SourceReader::Place> SourceReader::place_of(const UnitPointer& unit, Node type,
                                                          std::size_t depth) {
  Place place;
  place.unit = unit;
  place.node = type;
  return behind(std::move(place), depth);
}

/// A type of a resource: `resourceInput<'…'>`.
std::optional<SourceReader::Place> SourceReader::resource_place(Place place) {
  const Node node = *place.node;
  const auto name = node.child(Field::name);
  const auto argument = node.child(Field::argument);
  const auto resource = argument ? bicep::string_value(*argument) : std::nullopt;
  if (!name || !resource) return std::nullopt;
  place.resource = *resource + "#";
  place.is_output = name->text() == "resourceOutput";
  return place;
}

std::optional<SourceReader::Place> SourceReader::compiled_place(const Symbol& symbol,
                                                                std::size_t depth) {
  std::string pointer = reference_to(symbol);
  const auto found = symbol.unit->compiled->definition(symbol.name);
  if (!found) return std::nullopt;
  return json_place_of(symbol.unit, *found, std::move(pointer), depth);
}

/// What a name, or one behind a wildcard, refers to; nothing for an access to a property.
/// `is_known` becomes false where a wildcard does not have it.
std::optional<Symbol> SourceReader::type_symbol(const UnitPointer& unit, Node type,
                                                bool& is_known) {
  const auto name = type.child(Field::name);
  const auto base = type.child(Field::base);
  if (!name) return std::nullopt;
  if (!base) return resolve(unit, *name, NodeKind::type_declaration);
  if (!is_wildcard(unit, *base)) return std::nullopt;
  auto symbol = resolve_wildcard(unit, *base, *name);
  is_known = symbol.has_value();
  return symbol;
}

/// Follows names and accesses to the type that they stand for.
std::optional<SourceReader::Place> SourceReader::behind(Place place, std::size_t depth) {
  for (;; ++depth) {
    if (!place.node) return place;
    const Node node = *place.node;
    if (depth > max_type_references) {
      error(*place.unit, node, "type-cycle",
            "the type '" + std::string(node.text()) + "' refers to itself");
      return std::nullopt;
    }
    switch (node.kind()) {
      case NodeKind::type_parenthesized:
        if (bicep::without_parentheses(node) == node) return place;
        place.node = bicep::without_parentheses(node);
        continue;
      case NodeKind::type_nullable:
      case NodeKind::type_non_null:
        place.nullable = node.kind() == NodeKind::type_nullable;
        place.node = node.child(Field::base);
        if (!place.node) return std::nullopt;
        continue;
      case NodeKind::type_generic:
        return resource_place(std::move(place));
      case NodeKind::type_name:
      case NodeKind::type_member: {
        const auto name = node.child(Field::name);
        const auto base = node.child(Field::base);
        if (node.kind() == NodeKind::type_name && name &&
            place.unit->find(name->text()) == nullptr && is_basic_type(name->text())) {
          return place;
        }
        bool is_known = true;
        if (const auto symbol = type_symbol(place.unit, node, is_known)) {
          if (symbol->unit->compiled) return compiled_place(*symbol, depth + 1);
          place.unit = symbol->unit;
          place.node = symbol->unit->find(symbol->name)->statement.child(Field::value);
          place.pointer = reference_to(*symbol);
          continue;
        }
        if (!base || !is_known) return std::nullopt;
        break;
      }
      case NodeKind::type_index:
        break;
      default:
        return place;
    }
    const auto base = node.child(Field::base);
    const auto owner = base ? place_of(place.unit, *base, depth + 1) : std::nullopt;
    if (!owner) return std::nullopt;
    auto found = member_of(place.unit, *owner, node);
    if (!found || !found->node || !found->resource.empty()) return found;
    place = *std::move(found);
  }
}

std::optional<SourceReader::Place> SourceReader::json_place_of(const UnitPointer& unit,
                                                               JsonObject schema,
                                                               std::string pointer,
                                                               std::size_t depth) {
  Place place;
  place.unit = unit;
  place.pointer = std::move(pointer);
  for (; depth <= max_type_references; ++depth) {
    place.json = schema;
    const auto reference = string_member(schema, "$ref");
    if (!reference) {
      const auto metadata = object_member(schema, "metadata");
      const auto derived = metadata ? object_member(*metadata, derived_type_mark) : std::nullopt;
      if (derived) {
        place.resource = string_member(*derived, "source").value_or("");
        place.is_output = has_member(*derived, "output");
      }
      return place;
    }
    const std::string_view name = avmdoc::definition_name(*reference);
    const auto found = unit->compiled->definition(name);
    if (!found) return std::nullopt;
    schema = *found;
    place.pointer = reference_to({unit, std::string(name)});
  }
  return std::nullopt;
}

/// What an access such as `.name`, `.*`, `[*]` or `[0]` takes from a type.
std::optional<SourceReader::Place> SourceReader::member_of(const UnitPointer& unit,
                                                           const Place& base, Node access) {
  const std::string step = step_of(access);
  Place result;
  result.unit = base.unit;
  result.pointer = base.pointer + "/" + step;
  if (!base.resource.empty()) {
    result.resource = base.resource + (base.resource.ends_with('#') ? "" : "/") + step;
    result.is_output = base.is_output;
    result.node = base.node;
    result.json = base.json;
    return result;
  }
  const auto name = access.child(Field::name);
  if (base.json) {
    JsonObject found;
    if (base.json->at_pointer("/" + step).get(found) == simdjson::SUCCESS) {
      return json_place_of(base.unit, found, result.pointer, 0);
    }
  } else if (base.node) {
    const Node type = *base.node;
    std::optional<Node> owner;
    if (type.kind() == NodeKind::type_object && access.kind() == NodeKind::type_member) {
      owner = name ? type_property(type, name->text()) : any_property_of(type);
    } else if (type.kind() == NodeKind::type_tuple && index_of(access)) {
      std::size_t left = *index_of(access);
      for (const Node item : type.children()) {
        if (left-- == 0) {
          owner = item;
          break;
        }
      }
    } else if (type.kind() == NodeKind::type_array && access.kind() == NodeKind::type_index) {
      result.node = type.child(Field::base);
      return result;
    }
    if (owner) {
      result.node = owner->child(Field::value);
      return result;
    }
  }
  error(*unit, access, "type-member-unknown",
        "the type '" + std::string(access.child(Field::base)->text()) + "' has no member '" +
            std::string(name ? name->text() : "*") + "'");
  return std::nullopt;
}

}  // namespace avmdoc

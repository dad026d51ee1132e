#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

// Literals and variants are compared each with each. More of them are left to the comparison of the
// interfaces, which sorts them.
constexpr std::size_t most_literals = 64;
constexpr std::size_t most_variants = 16;

/// What may be one of the literals.
enum class LiteralsOf : std::uint8_t { value, array };

bool is_single_literal(NodeKind kind) {
  return kind == NodeKind::string || kind == NodeKind::number || kind == NodeKind::boolean ||
         kind == NodeKind::unary;
}

bool is_false(std::optional<Json> json) { return json && json->is_bool() && !bool(*json); }

bool literals_agree(Node type, const Members& schema, LiteralsOf of);
bool leads_to(const Compilation& c, Node type, std::optional<std::string_view> reference);
bool basic_type_agrees(std::string_view name, const Members& schema,
                       const TypeDecorators& decorators);
bool tuple_agrees(Compilation& c, Node type, const Members& schema);
bool object_type_agrees(Compilation& c, Node type, const Members& schema,
                        const TypeDecorators& decorators);
bool resource_property_agrees(Node type, const Members& schema);
bool variants_agree(const Compilation& c, Node type, const Members& schema, Node discriminator);

bool shape_agrees(Compilation& c, Node type, const Members& schema,
                  const TypeDecorators& decorators) {
  const auto is_plain = [&](std::string_view kind) {
    return equal_ignoring_case(string_member(schema, "type").value_or(""), kind) &&
           !has_member(schema, "$ref") && !has_member(schema, "discriminator") &&
           !has_member(schema, "prefixItems");
  };
  const bool lists_values = has_member(schema, "allowedValues");
  switch (type.kind()) {
    case NodeKind::type_name:
      if (c.unit->find(type.text()) != nullptr) {
        return leads_to(c, type, string_member(schema, "$ref"));
      }
      return basic_type_agrees(type.text(), schema, decorators);
    case NodeKind::type_array: {
      const auto base = type.child(Field::base);
      if (!base || !is_plain("array") || has_member(schema, "additionalProperties")) return false;
      const Node element = bicep::without_parentheses(*base);
      if (element.kind() == NodeKind::type_union || is_single_literal(element.kind())) {
        for (const Node item : element.children()) {
          if (bicep::without_parentheses(item).kind() == NodeKind::type_nullable) return false;
        }
        return !has_member(schema, "items") && literals_agree(element, schema, LiteralsOf::array);
      }
      const auto items = object_member(schema, "items");
      return items && lists_values == decorators.allowed &&
             type_agrees(c, *base, Members(*items), TypeDecorators());
    }
    case NodeKind::type_tuple:
      return tuple_agrees(c, type, schema);
    case NodeKind::type_object:
      return is_plain(decorators.secure ? "secureObject" : "object") && !lists_values &&
             object_type_agrees(c, type, schema, decorators);
    case NodeKind::type_union:
      if (decorators.discriminator)
        return variants_agree(c, type, schema, *decorators.discriminator);
      return literals_agree(type, schema, LiteralsOf::value);
    case NodeKind::string:
    case NodeKind::number:
    case NodeKind::boolean:
    case NodeKind::unary:
      return literals_agree(type, schema, LiteralsOf::value);
    case NodeKind::type_member:
    case NodeKind::type_index:
      return leads_to(c, type, string_member(schema, "$ref")) ||
             resource_property_agrees(type, schema);
    default:
      return false;
  }
}

/// Whether a reference of the template leads to the user-defined type that a name stands for, or a
/// name behind that of an import of everything, as in `shared.lockType`.
bool leads_to(const Compilation& c, Node type, std::optional<std::string_view> reference) {
  const bool is_member = type.kind() == NodeKind::type_member;
  const auto name = type.child(Field::name);
  const auto base = is_member ? type.child(Field::base) : name;
  const Declaration* declared = base && name ? c.unit->find(base->text()) : nullptr;
  if (declared == nullptr || !reference || !reference->starts_with(definitions_prefix)) {
    return false;
  }
  const std::string_view referred = reference->substr(definitions_prefix.size());
  if (c.unit == c.main && !is_member) return referred == name->text();
  const auto definition = c.names.definitions.find(referred);
  if (definition == c.names.definitions.end()) return false;
  if (declared->import_item) {
    const bool of_everything = declared->import_item->kind() == NodeKind::import_wildcard;
    const auto original = is_member ? name : declared->import_item->child(Field::name);
    return of_everything == is_member && original &&
           is_import(c, referred, definition->second, declared->statement, original->text());
  }
  const auto from = import_of(referred, definition->second);
  return !is_member && from && from->name == name->text() &&
         file_of(c, from->module) == c.unit->path;
}

bool basic_type_agrees(std::string_view name, const Members& schema,
                       const TypeDecorators& decorators) {
  for (const std::string_view known : {"string", "int", "bool", "object", "array"}) {
    if (name != known) continue;
    std::string_view wanted = known;
    if (decorators.secure && wanted == "string") wanted = "securestring";
    if (decorators.secure && wanted == "object") wanted = "secureObject";
    const auto metadata = object_member(schema, "metadata");
    const auto additional = member(schema, "additionalProperties");
    return equal_ignoring_case(string_member(schema, "type").value_or(""), wanted) &&
           !has_member(schema, "$ref") &&
           has_member(schema, "allowedValues") == decorators.allowed &&
           (decorators.sealed ? is_false(additional) : !additional) &&
           !has_member(schema, "items") && !has_member(schema, "properties") &&
           !has_member(schema, "prefixItems") && !has_member(schema, "discriminator") &&
           !(metadata && has_member(*metadata, derived_type_mark));
  }
  return false;
}

bool tuple_agrees(Compilation& c, Node type, const Members& schema) {
  const auto compiled = array_of(member(schema, "prefixItems"));
  if (!compiled || string_member(schema, "type") != "array" || has_member(schema, "$ref") ||
      has_member(schema, "allowedValues") || !is_false(member(schema, "items"))) {
    return false;
  }
  auto next = compiled->begin();
  for (const Node item : type.children()) {
    if (item.kind() != NodeKind::type_tuple_item) continue;
    if (!(next != compiled->end()) || !(*next).is_object() ||
        !declaration_agrees(c, item, item.child(Field::value), Members(JsonObject(*next)))) {
      return false;
    }
    ++next;
  }
  return !(next != compiled->end());
}

bool object_type_agrees(Compilation& c, Node type, const Members& schema,
                        const TypeDecorators& decorators) {
  const auto properties = object_member(schema, "properties");
  const auto additional = member(schema, "additionalProperties");
  OrderedMembers members(properties);
  std::size_t count = 0;
  bool any = false;
  for (const Node item : type.children()) {
    if (item.kind() == NodeKind::type_any_property) {
      any = true;
      if (!additional || !additional->is_object() ||
          !declaration_agrees(c, item, item.child(Field::value),
                              Members(JsonObject(*additional)))) {
        return false;
      }
      continue;
    }
    const auto key = item.child(Field::key);
    if (item.kind() != NodeKind::type_property) continue;
    if (!key) return false;
    std::string decoded;
    std::string_view name = key->text();
    if (key->kind() == NodeKind::string) name = decoded = bicep::string_value(*key).value_or("");
    const auto found = members.find(name);
    if (!found || !declaration_agrees(c, item, item.child(Field::value), Members(*found)))
      return false;
    ++count;
  }
  if (count != (properties ? properties->size() : 0)) return false;
  return any || (decorators.sealed ? is_false(additional) : !additional);
}

/// A union of literals, or one.
bool literals_agree(Node type, const Members& schema, LiteralsOf of) {
  const bool is_array = string_member(schema, "type") == "array";
  if (is_array != (of == LiteralsOf::array)) return false;
  const auto values = array_of(member(schema, "allowedValues"));
  if (!values || values->size() > most_literals || has_member(schema, "$ref")) return false;
  std::size_t count = 0;
  const auto is_listed = [&](Node item) {
    item = bicep::without_parentheses(item);
    if (item.kind() == NodeKind::type_nullable && type.kind() == NodeKind::type_union) {
      item = bicep::without_parentheses(item.child(Field::base).value_or(item));
    }
    if (item.kind() == NodeKind::null) return type.kind() == NodeKind::type_union;
    if (!is_single_literal(item.kind())) return false;
    ++count;
    return std::ranges::any_of(
        *values, [&](Json value) { return match_literal(item, value) == Match::equal; });
  };
  if (type.kind() != NodeKind::type_union) return is_listed(type) && values->size() == 1;
  for (const Node item : type.children()) {
    if (!is_listed(item)) return false;
  }
  return count == values->size() && !has_member(schema, "discriminator");
}

/// Each variant is a type with a name, whose key is in its own declaration.
bool variants_agree(const Compilation& c, Node type, const Members& schema, Node discriminator) {
  const auto compiled = object_member(schema, "discriminator");
  const auto property = compiled ? string_member(*compiled, "propertyName") : std::nullopt;
  const auto mapping = compiled ? object_member(*compiled, "mapping") : std::nullopt;
  if (!property || !mapping || mapping->size() > most_variants ||
      match_string(discriminator, *property) != Match::equal)
    return false;
  std::size_t count = 0;
  for (const Node item : type.children()) {
    const Node one = bicep::without_parentheses(item);
    if (one.kind() == NodeKind::null) continue;
    if (one.kind() != NodeKind::type_name && one.kind() != NodeKind::type_member) return false;
    ++count;
    bool found = false;
    for (const auto [key, variant] : *mapping) {
      if (!variant.is_object()) return false;
      found = found || leads_to(c, one, string_member(JsonObject(variant), "$ref"));
    }
    if (!found) return false;
  }
  return count == mapping->size();
}

/// `resourceInput<'…'>.properties.tags`
bool resource_property_agrees(Node type, const Members& schema) {
  std::string steps;
  std::optional<Node> at = type;
  while (at && (at->kind() == NodeKind::type_member || at->kind() == NodeKind::type_index)) {
    std::string step;
    if (at->kind() == NodeKind::type_member) {
      const auto name = at->child(Field::name);
      step = name ? "properties/" + std::string(name->text()) : "additionalProperties";
    } else if (at->child(Field::index)) {
      return false;
    } else {
      step = "items";
    }
    steps = steps.empty() ? step : step + "/" + steps;
    at = at->child(Field::base);
  }
  if (!at || at->kind() != NodeKind::type_generic) return false;
  const auto name = at->child(Field::name);
  const auto argument = at->child(Field::argument);
  const auto resource = argument ? bicep::string_value(*argument) : std::nullopt;
  const auto metadata = object_member(schema, "metadata");
  const auto mark = metadata ? object_member(*metadata, derived_type_mark) : std::nullopt;
  if (!name || !resource || !mark) return false;
  return equal_ignoring_case(string_member(*mark, "source").value_or(""), *resource + "#" + steps);
}

}  // namespace

bool type_agrees(Compilation& c, Node type, const Members& schema,
                 const TypeDecorators& decorators) {
  type = bicep::without_parentheses(type);
  bool nullable = false;
  if (type.kind() == NodeKind::type_nullable) {
    nullable = true;
    const auto base = type.child(Field::base);
    if (!base) return false;
    type = bicep::without_parentheses(*base);
  }
  if (type.kind() == NodeKind::type_union) {
    for (const Node item : type.children()) {
      nullable = nullable || item.kind() == NodeKind::null ||
                 bicep::without_parentheses(item).kind() == NodeKind::type_nullable;
    }
  }
  const auto compiled = member(schema, "nullable");
  if (nullable ? !is_true(compiled) : compiled.has_value()) return false;
  return shape_agrees(c, type, schema, decorators);
}

}  // namespace avmdoc

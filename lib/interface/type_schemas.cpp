#include "bicep/declarations.hpp"
#include "catalog/known_resources.hpp"
#include "interface/interface.hpp"
#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Whether a type of this kind may be one of literals alone.
bool is_literal(NodeKind kind) {
  return kind == NodeKind::type_union || kind == NodeKind::type_object ||
         kind == NodeKind::type_tuple || kind == NodeKind::string || kind == NodeKind::number ||
         kind == NodeKind::boolean || kind == NodeKind::unary;
}

Value::Object basic_schema(std::string_view name) {
  if (name == "any") return {};
  return {{"type", std::string(name)}};
}

}  // namespace

Value::Object SourceReader::declared_schema(const UnitPointer& unit, Node statement,
                                            std::optional<Node> type) {
  const std::size_t before = problem_count_;
  Schema result;
  if (type) result = schema(unit, *type, discriminator_of(statement));
  const std::size_t of_type = problem_count_;
  if (problems_ == Problems::marked && of_type != before) {
    result = {{std::string(unknown_type_mark), last_problem_}};
  }
  decorate(unit, statement, result);
  if (problems_ == Problems::marked && problem_count_ != of_type) {
    set_member(result, unknown_mark, last_problem_);
  }
  if (problems_ == Problems::marked) problem_count_ = before;  // those around it are known
  return result;
}

Value::Object SourceReader::schema(const UnitPointer& unit, Node type,
                                   std::string_view discriminator) {
  switch (type.kind()) {
    case NodeKind::type_parenthesized:
      return schema(unit, bicep::without_parentheses(type), discriminator);
    case NodeKind::type_nullable:
    case NodeKind::type_non_null: {
      Schema result;
      if (const auto base = type.child(Field::base)) result = schema(unit, *base, discriminator);
      set_member(result, "nullable", type.kind() == NodeKind::type_nullable);
      return result;
    }
    case NodeKind::type_name:
      return name_schema(unit, type);
    case NodeKind::type_member:
    case NodeKind::type_index:
    case NodeKind::type_generic:
      return member_schema(unit, type);
    case NodeKind::type_object:
      return object_schema(unit, type);
    case NodeKind::type_tuple:
      return tuple_schema(unit, type);
    case NodeKind::type_array:
      return array_schema(unit, type);
    case NodeKind::type_union:
      return union_schema(unit, type, discriminator);
    case NodeKind::string:
    case NodeKind::number:
    case NodeKind::boolean:
    case NodeKind::unary: {
      Value::Array values;
      bool nullable = false;
      if (literals(unit, type, values, nullable, 0)) return literal_schema(std::move(values));
      break;
    }
    default:
      break;
  }
  unknown(*unit, type, "the type '" + std::string(type.text()) + "'");
  return {};
}

Value::Object SourceReader::name_schema(const UnitPointer& unit, Node type) {
  const auto name = type.child(Field::name);
  if (!name) return {};
  if (unit->find(name->text()) == nullptr && is_basic_type(name->text())) {
    return basic_schema(name->text());
  }
  const auto symbol = resolve(unit, *name, NodeKind::type_declaration);
  if (!symbol) return {};
  return {{"$ref", reference_to(*symbol)}};
}

Value::Object SourceReader::object_schema(const UnitPointer& unit, Node type) {
  Value::Object properties;
  Schema result{{"type", "object"}};
  std::optional<Value> additional;
  for (const Node item : type.children()) {
    if (item.kind() == NodeKind::type_any_property) {
      additional = declared_schema(unit, item, item.child(Field::value));
    } else if (item.kind() == NodeKind::type_property) {
      const auto name = bicep::name_of(item);
      if (name)
        properties.emplace_back(*name, declared_schema(unit, item, item.child(Field::value)));
    }
  }
  result.emplace_back("properties", std::move(properties));
  if (additional) result.emplace_back("additionalProperties", *std::move(additional));
  return result;
}

Value::Object SourceReader::tuple_schema(const UnitPointer& unit, Node type) {
  Value::Array items;
  for (const Node item : type.children()) {
    if (item.kind() != NodeKind::type_tuple_item) continue;
    items.emplace_back(declared_schema(unit, item, item.child(Field::value)));
  }
  return {{"type", "array"}, {"prefixItems", std::move(items)}, {"items", false}};
}

/// Of an array of literals, templates list those as the allowed values of the array.
Value::Object SourceReader::array_schema(const UnitPointer& unit, Node type) {
  const auto base = type.child(Field::base);
  if (!base) return {{"type", "array"}};
  if (is_literal(bicep::without_parentheses(*base).kind())) {
    Value::Array values;
    bool nullable = false;
    if (literals(unit, *base, values, nullable, 0)) {
      if (nullable) values.emplace_back(nullptr);
      Schema items = literal_schema(std::move(values));
      return {{"type", "array"},
              {"allowedValues", std::move(*find_member(items, "allowedValues"))}};
    }
  }
  return {{"type", "array"}, {"items", schema(unit, *base, "")}};
}

Value::Object SourceReader::union_schema(const UnitPointer& unit, Node type,
                                         std::string_view discriminator) {
  if (!discriminator.empty()) {
    Schema mapping;
    add_variants(unit, type, discriminator, mapping, 0);
    return {{"type", "object"},
            {"discriminator", Value::Object{{"propertyName", std::string(discriminator)},
                                            {"mapping", std::move(mapping)}}}};
  }
  Value::Array values;
  bool nullable = false;
  if (!literals(unit, type, values, nullable, 0)) {
    unknown(*unit, type, "the type '" + std::string(type.text()) + "'");
    return {};
  }
  Schema result = literal_schema(std::move(values));
  if (nullable) result.emplace_back("nullable", true);
  return result;
}

Value::Object SourceReader::member_schema(const UnitPointer& unit, Node type) {
  const auto name = type.child(Field::name);
  const auto base = type.child(Field::base);
  if (type.kind() == NodeKind::type_member && base && name && base->kind() == NodeKind::type_name) {
    const Declaration* declaration = unit->find(base->text());
    if (declaration == nullptr && base->text() == "sys" && is_basic_type(name->text())) {
      return basic_schema(name->text());
    }
    if (is_wildcard(unit, *base)) {
      const auto symbol = resolve_wildcard(unit, *base, *name);
      if (!symbol) return {};
      return {{"$ref", reference_to(*symbol)}};
    }
  }
  if (type.kind() == NodeKind::type_generic) {
    unknown(*unit, type, "the type '" + std::string(type.text()) + "'");
    return {};
  }
  const auto owner = base ? place_of(unit, *base, 0) : std::nullopt;
  if (!owner) return {};
  const auto found = member_of(unit, *owner, type);
  if (!found) return {};
  if (!found->resource.empty()) {
    return resource_schema(unit, type, found->resource, found->is_output);
  }
  return {{"$ref", found->pointer}};
}

Value::Object SourceReader::resource_schema(const UnitPointer& unit, Node type,
                                            const std::string& resource, bool is_output) {
  Value::Object source{{"source", resource}};
  if (is_output) source.emplace_back("output", true);
  Schema result;
  const auto kind = resource_property_kind(resource);
  if (!kind) {
    // A comparison looks at what it is taken from.
    if (problems_ == Problems::thrown) {
      unknown(*unit, type, "the type of '" + resource + "'");
    }
  } else if (*kind != "any") {
    result.emplace_back("type", std::string(*kind));
  }
  result.emplace_back("metadata",
                      Value::Object{{std::string(derived_type_mark), std::move(source)}});
  return result;
}

}  // namespace avmdoc

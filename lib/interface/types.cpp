#include <algorithm>
#include <array>

#include "catalog/known_resources.hpp"
#include "interface/interface.hpp"
#include "interface/json_text.hpp"
#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "limits.hpp"
#include "template/json_place.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::size_t max_references = 64;  ///< from one type to the next
constexpr std::string_view derived_mark = "__bicep_resource_derived_type!";

constexpr std::array<std::string_view, 5> basic_types = {"string", "int", "bool", "object",
                                                         "array"};

bool is_basic(std::string_view name) {
  return name == "any" || std::ranges::find(basic_types, name) != basic_types.end();
}

Node inner(Node type) {
  while (type.kind() == NodeKind::type_parenthesized) {
    const auto value = type.child(Field::value);
    if (!value) break;
    type = *value;
  }
  return type;
}

std::string_view kind_of(const Value& literal) {
  if (literal.string() != nullptr) return "string";
  if (literal.integer() != nullptr) return "int";
  if (literal.boolean() != nullptr) return "bool";
  return literal.array() != nullptr ? "array" : "object";
}

/// How the compiler spells a literal, for the order of allowed values.
std::string spelling(const Value& literal) {
  if (const std::string* text = literal.string()) {
    std::string result = *text;
    for (const auto& [character, escape] :
         {std::pair("\\", "\\\\"), std::pair("\r", "\\r"), std::pair("\n", "\\n"),
          std::pair("\t", "\\t"), std::pair("${", "\\${"), std::pair("'", "\\'")}) {
      result = replace_all(result, character, escape);
    }
    return "'" + result + "'";
  }
  std::string text;
  append_json(literal, text);
  return text;
}

Value unescaped(const Value& value) {
  const std::string* text = value.string();
  return text == nullptr ? value : Value(unescaped_text(*text));
}

/// Escapes the strings in a literal.
void escape(Value& literal) {
  if (const std::string* text = literal.string()) {
    literal = escaped_text(*text);
  } else if (Value::Array* array = literal.array()) {
    for (Value& element : *array) escape(element);
  } else if (Value::Object* object = literal.object()) {
    for (Value::Member& member : *object) escape(member.second);
  }
}

Value::Object literal_schema(Value::Array values) {
  std::ranges::stable_sort(values, {}, &spelling);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const std::string_view kind = values.empty() ? "object" : kind_of(values.front());
  for (Value& value : values) escape(value);
  return {{"type", std::string(kind)}, {"allowedValues", std::move(values)}};
}

/// Whether a type of this kind may be one of literals alone.
bool is_literal(NodeKind kind) {
  return kind == NodeKind::type_union || kind == NodeKind::type_object ||
         kind == NodeKind::type_tuple || kind == NodeKind::string || kind == NodeKind::number ||
         kind == NodeKind::boolean || kind == NodeKind::unary;
}

std::optional<Node> property_of(Node object, std::string_view name) {
  for (const Node item : object.children()) {
    if (item.kind() == NodeKind::type_property && bicep::name_of(item) == name) return item;
  }
  return std::nullopt;
}

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
      return schema(unit, inner(type), discriminator);
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
  if (unit->find(name->text()) == nullptr && is_basic(name->text())) {
    if (name->text() == "any") return {};
    return {{"type", std::string(name->text())}};
  }
  const auto symbol = resolve(unit, *name, NodeKind::type_declaration);
  if (!symbol) return {};
  return {{"$ref", "#/definitions/" + pointer_segment(definition_name(*symbol))}};
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
  if (is_literal(inner(*base).kind())) {
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

/// Unions of unions may be followed in exponentially many ways, and those of themselves forever.
bool SourceReader::may_follow(const UnitPointer& unit, Node type) {
  if (++followed_ <= limits::followed_types) return true;
  error(*unit, type, "source-too-large",
        "expected types that refer to at most " + std::to_string(limits::followed_types) +
            " others, found more");
  return false;
}

/// Collects the literals that a type allows. Gives false when it allows others.
bool SourceReader::literals(const UnitPointer& unit, Node type, Value::Array& values,
                            bool& nullable, std::size_t depth) {
  if (depth > max_references || !may_follow(unit, type)) return false;
  switch (type.kind()) {
    case NodeKind::string: {
      auto text = bicep::string_value(type);
      if (!text) return false;
      values.emplace_back(*std::move(text));
      return true;
    }
    case NodeKind::number:
    case NodeKind::boolean:
    case NodeKind::unary:
      values.push_back(value(unit, type));
      return values.back().string() == nullptr;
    case NodeKind::null:
      nullable = true;
      return true;
    case NodeKind::type_union:
      for (const Node item : type.children()) {
        if (!literals(unit, item, values, nullable, depth + 1)) return false;
      }
      return true;
    case NodeKind::type_parenthesized:
      return literals(unit, inner(type), values, nullable, depth + 1);
    case NodeKind::type_nullable: {
      nullable = true;
      const auto base = type.child(Field::base);
      return base && literals(unit, *base, values, nullable, depth + 1);
    }
    case NodeKind::type_object: {
      Value::Object object;
      for (const Node item : type.children()) {
        Value::Array one;
        bool optional = false;
        const auto content = item.child(Field::value);
        const auto name = bicep::name_of(item);
        if (!content || !name || !literals(unit, *content, one, optional, depth + 1)) return false;
        if (one.size() != 1 || optional) return false;
        object.emplace_back(*name, std::move(one.front()));
      }
      values.emplace_back(std::move(object));
      return true;
    }
    case NodeKind::type_tuple: {
      Value::Array items;
      for (const Node item : type.children()) {
        const auto content = item.child(Field::value);
        if (item.kind() != NodeKind::type_tuple_item || !content) return false;
        bool optional = false;
        const std::size_t count = items.size();
        if (!literals(unit, *content, items, optional, depth + 1)) return false;
        if (items.size() != count + 1 || optional) return false;
      }
      values.emplace_back(std::move(items));
      return true;
    }
    case NodeKind::type_name:
    case NodeKind::type_member: {
      const auto place = place_of(unit, type, depth + 1);
      if (!place) return false;
      nullable = nullable || place->nullable;
      if (place->json) {
        const auto allowed = member(*place->json, "allowedValues");
        if (!allowed || !allowed->is_array()) return false;
        for (const Json one : simdjson::dom::array(*allowed)) {
          values.push_back(unescaped(to_value(one)));
        }
        return true;
      }
      if (!place->node || place->node->kind() == NodeKind::type_name) return false;
      return literals(place->unit, *place->node, values, nullable, depth + 1);
    }
    default:
      return false;
  }
}

void SourceReader::add_variants(const UnitPointer& unit, Node type, std::string_view discriminator,
                                Schema& mapping, std::size_t depth) {
  for (const Node item : type.children()) {
    const Node one = inner(item);
    if (one.kind() == NodeKind::null) continue;
    if (one.kind() == NodeKind::type_union) {
      add_variants(unit, one, discriminator, mapping, depth);
      continue;
    }
    const auto place = place_of(unit, one, 0);
    if (!place || !may_follow(unit, one)) continue;
    if (place->node && place->node->kind() == NodeKind::type_union) {
      if (depth < max_references) {
        add_variants(place->unit, *place->node, discriminator, mapping, depth + 1);
      } else {
        error(*unit, one, "type-cycle",
              "the type '" + std::string(one.text()) + "' refers to itself");
      }
      continue;
    }
    if (place->json) {
      const auto known = object_member(*place->json, "discriminator");
      if (const auto variants = known ? object_member(*known, "mapping") : std::nullopt) {
        for (const auto [key, variant] : *variants) {
          Value copy = to_value(variant);
          rewrite_references(copy, place->unit);
          set_member(mapping, key, std::move(copy));
        }
        continue;
      }
    }
    const auto key = variant_key(*place, discriminator);
    if (key) {
      set_member(mapping, *key, schema(unit, one, ""));
    } else {
      unknown(*unit, one,
              "the value of '" + std::string(discriminator) + "' in the type '" +
                  std::string(one.text()) + "'");
    }
  }
}

std::optional<std::string> SourceReader::variant_key(const Place& place,
                                                     std::string_view discriminator) {
  Value::Array values;
  if (place.node) {
    const auto property = property_of(*place.node, discriminator);
    const auto type = property ? property->child(Field::value) : std::nullopt;
    bool nullable = false;
    if (!type || !literals(place.unit, *type, values, nullable, 0)) return std::nullopt;
  } else if (place.json) {
    const auto properties = object_member(*place.json, "properties");
    const auto property = properties ? object_member(*properties, discriminator) : std::nullopt;
    const auto found = property ? json_place_of(place.unit, *property, "", 0) : std::nullopt;
    if (!found || !found->json) return std::nullopt;
    const auto allowed = member(*found->json, "allowedValues");
    if (!allowed || !allowed->is_array()) return std::nullopt;
    for (const Json one : simdjson::dom::array(*allowed)) {
      values.push_back(unescaped(to_value(one)));
    }
  }
  if (values.size() != 1 || values.front().string() == nullptr) return std::nullopt;
  return *values.front().string();
}

std::optional<SourceReader::Place> SourceReader::place_of(const UnitPointer& unit, Node type,
                                                          std::size_t depth) {
  Place place;
  place.unit = unit;
  place.node = type;
  return behind(std::move(place), depth);
}

/// Follows names and accesses to the type that they stand for.
std::optional<SourceReader::Place> SourceReader::behind(Place place, std::size_t depth) {
  for (;; ++depth) {
    if (!place.node) return place;
    const Node node = *place.node;
    if (depth > max_references) {
      error(*place.unit, node, "type-cycle",
            "the type '" + std::string(node.text()) + "' refers to itself");
      return std::nullopt;
    }
    switch (node.kind()) {
      case NodeKind::type_parenthesized:
        if (inner(node) == node) return place;
        place.node = inner(node);
        continue;
      case NodeKind::type_nullable:
      case NodeKind::type_non_null:
        place.nullable = node.kind() == NodeKind::type_nullable;
        place.node = node.child(Field::base);
        if (!place.node) return std::nullopt;
        continue;
      case NodeKind::type_generic: {
        const auto name = node.child(Field::name);
        const auto argument = node.child(Field::argument);
        const auto resource = argument ? bicep::string_value(*argument) : std::nullopt;
        if (!name || !resource) return std::nullopt;
        place.resource = *resource + "#";
        place.is_output = name->text() == "resourceOutput";
        return place;
      }
      case NodeKind::type_name:
      case NodeKind::type_member: {
        const auto name = node.child(Field::name);
        const auto base = node.child(Field::base);
        if (node.kind() == NodeKind::type_name && name &&
            place.unit->find(name->text()) == nullptr && is_basic(name->text())) {
          return place;
        }
        std::optional<Symbol> symbol;
        if (!base && name) symbol = resolve(place.unit, *name, NodeKind::type_declaration);
        if (base && name && base->kind() == NodeKind::type_name) {
          const Declaration* declaration = place.unit->find(base->text());
          if (declaration != nullptr && declaration->import_item &&
              declaration->import_item->kind() == NodeKind::import_wildcard) {
            symbol = resolve_wildcard(place.unit, *base, *name);
            if (!symbol) return std::nullopt;
          }
        }
        if (symbol) {
          const std::string pointer = "#/definitions/" + pointer_segment(definition_name(*symbol));
          if (symbol->unit->compiled) {
            const auto found = symbol->unit->compiled->definition(symbol->name);
            if (!found) return std::nullopt;
            return json_place_of(symbol->unit, *found, pointer, depth + 1);
          }
          const Declaration* declaration = symbol->unit->find(symbol->name);
          place.unit = symbol->unit;
          place.node = declaration->statement.child(Field::value);
          place.pointer = pointer;
          continue;
        }
        if (!base) return std::nullopt;
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
  for (; depth <= max_references; ++depth) {
    place.json = schema;
    const auto reference = string_member(schema, "$ref");
    if (!reference) {
      const auto metadata = object_member(schema, "metadata");
      const auto derived = metadata ? object_member(*metadata, derived_mark) : std::nullopt;
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
    place.pointer = "#/definitions/" + pointer_segment(definition_name({unit, std::string(name)}));
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
      owner = name ? property_of(type, name->text()) : any_property_of(type);
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

Value::Object SourceReader::member_schema(const UnitPointer& unit, Node type) {
  const auto name = type.child(Field::name);
  const auto base = type.child(Field::base);
  if (type.kind() == NodeKind::type_member && base && name && base->kind() == NodeKind::type_name) {
    const Declaration* declaration = unit->find(base->text());
    if (declaration == nullptr && base->text() == "sys" && is_basic(name->text())) {
      if (name->text() == "any") return {};
      return {{"type", std::string(name->text())}};
    }
    if (declaration != nullptr && declaration->import_item &&
        declaration->import_item->kind() == NodeKind::import_wildcard) {
      const auto symbol = resolve_wildcard(unit, *base, *name);
      if (!symbol) return {};
      return {{"$ref", "#/definitions/" + pointer_segment(definition_name(*symbol))}};
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
  result.emplace_back("metadata", Value::Object{{std::string(derived_mark), std::move(source)}});
  return result;
}

}  // namespace avmdoc

#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/json_text.hpp"
#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "limits.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

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

/// Adds the literals that a type of a compiled template allows. Gives false when it allows others.
bool add_allowed_values(JsonObject schema, Value::Array& values) {
  const auto allowed = array_member(schema, "allowedValues");
  if (!allowed) return false;
  for (const Json one : *allowed) values.push_back(unescaped(to_value(one)));
  return true;
}

}  // namespace

Value::Object literal_schema(Value::Array values) {
  std::ranges::stable_sort(values, {}, &spelling);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const std::string_view kind = values.empty() ? "object" : kind_of(values.front());
  for (Value& value : values) escape(value);
  return {{"type", std::string(kind)}, {"allowedValues", std::move(values)}};
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
  if (depth > max_type_references || !may_follow(unit, type)) return false;
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
      return literals(unit, bicep::without_parentheses(type), values, nullable, depth + 1);
    case NodeKind::type_nullable: {
      nullable = true;
      const auto base = type.child(Field::base);
      return base && literals(unit, *base, values, nullable, depth + 1);
    }
    case NodeKind::type_object:
      return object_literal(unit, type, values, depth);
    case NodeKind::type_tuple:
      return tuple_literal(unit, type, values, depth);
    case NodeKind::type_name:
    case NodeKind::type_member:
      return named_literals(unit, type, values, nullable, depth);
    default:
      return false;
  }
}

bool SourceReader::object_literal(const UnitPointer& unit, Node type, Value::Array& values,
                                  std::size_t depth) {
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

bool SourceReader::tuple_literal(const UnitPointer& unit, Node type, Value::Array& values,
                                 std::size_t depth) {
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

/// Those of the type behind a name or an access.
bool SourceReader::named_literals(const UnitPointer& unit, Node type, Value::Array& values,
                                  bool& nullable, std::size_t depth) {
  const auto place = place_of(unit, type, depth + 1);
  if (!place) return false;
  nullable = nullable || place->nullable;
  if (place->json) return add_allowed_values(*place->json, values);
  if (!place->node || place->node->kind() == NodeKind::type_name) return false;
  return literals(place->unit, *place->node, values, nullable, depth + 1);
}

void SourceReader::add_variants(const UnitPointer& unit, Node type, std::string_view discriminator,
                                Schema& mapping, std::size_t depth) {
  for (const Node item : type.children()) {
    const Node one = bicep::without_parentheses(item);
    if (one.kind() == NodeKind::null) continue;
    if (one.kind() == NodeKind::type_union) {
      add_variants(unit, one, discriminator, mapping, depth);
      continue;
    }
    const auto place = place_of(unit, one, 0);
    if (!place || !may_follow(unit, one)) continue;
    if (place->node && place->node->kind() == NodeKind::type_union) {
      if (depth < max_type_references) {
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
    const auto property = type_property(*place.node, discriminator);
    const auto type = property ? property->child(Field::value) : std::nullopt;
    bool nullable = false;
    if (!type || !literals(place.unit, *type, values, nullable, 0)) return std::nullopt;
  } else if (place.json) {
    const auto properties = object_member(*place.json, "properties");
    const auto property = properties ? object_member(*properties, discriminator) : std::nullopt;
    const auto found = property ? json_place_of(place.unit, *property, "", 0) : std::nullopt;
    if (!found || !found->json || !add_allowed_values(*found->json, values)) return std::nullopt;
  }
  if (values.size() != 1 || values.front().string() == nullptr) return std::nullopt;
  return *values.front().string();
}

}  // namespace avmdoc

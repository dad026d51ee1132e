#include "staleness/declared_type.hpp"

#include "staleness/literal.hpp"
#include "text/ascii.hpp"

namespace avmdoc {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

namespace {

/// What a decorator is called, with or without `sys.`, and its first argument.
struct Decorator {
  std::string_view name;
  std::optional<Node> argument;
};

Decorator decorator_of(Node node) {
  Decorator result;
  const auto call = node.child(Field::value);
  if (!call) return result;
  if (const auto name = call->child(Field::name)) result.name = name->text();
  result.argument = call->child(Field::argument);
  return result;
}

std::string_view type_of(const Members& schema) {
  return string_member(schema, "type").value_or(std::string_view());
}

bool is_true(const Members& object, std::string_view key) {
  const auto found = member(object, key);
  return found && found->is_bool() && bool(*found);
}

/// Whether a name in a type means the language's own type, and which one the template calls it.
std::optional<std::string_view> ambient_type(std::string_view name) {
  for (const std::string_view known : {"string", "int", "bool", "object", "array"}) {
    if (name == known) return known;
  }
  return std::nullopt;
}

bool is_resource_derived(const Members& schema) {
  const auto metadata = object_member(schema, "metadata");
  return metadata && has_member(*metadata, "__bicep_resource_derived_type!");
}

}  // namespace

struct TypeComparison::Decorators {
  bool secure = false;
  bool allowed = false;
  bool sealed = false;
  std::optional<Node> discriminator;
};

void TypeComparison::tell(const Path* path, std::string_view what, Node place) const {
  std::string name;
  for (; path != nullptr; path = path->parent) {
    name.insert(0, name.empty() ? std::string(path->name) : std::string(path->name) + ".");
  }
  tell_(name, what, place);
}

void TypeComparison::compare(Node declaration, Node type, JsonObject schema) {
  compare_at(nullptr, declaration, type, Members(schema));
}

void TypeComparison::compare_at(const Path* path, Node declaration, Node type,
                                const Members& schema) {
  const Decorators decorators = read(path, declaration, schema);
  compare_type(path, declaration, type, schema, decorators);
}

/// Compares what the decorators say, both ways.
TypeComparison::Decorators TypeComparison::read(const Path* path, Node declaration,
                                                const Members& schema) {
  struct Limit {
    std::string_view key;
    bool seen = false;
  };
  Limit limits[] = {{"minValue"}, {"maxValue"}, {"minLength"}, {"maxLength"}};
  Decorators result;
  bool described = false;
  bool has_metadata = false;
  const auto metadata = object_member(schema, "metadata");
  for (const Node child : declaration.children()) {
    if (child.field() != Field::decorator) break;
    const Decorator decorator = decorator_of(child);
    if (decorator.name == "secure") result.secure = true;
    if (decorator.name == "sealed") result.sealed = true;
    if (decorator.name == "discriminator") result.discriminator = decorator.argument;
    if (!decorator.argument) continue;
    const Node argument = without_parentheses(*decorator.argument);
    if (decorator.name == "description") {
      described = true;
      const auto text = metadata ? string_member(*metadata, "description") : std::nullopt;
      if (!text) {
        tell(path, "has no description", child);
      } else if (match_description(argument, *text) == Match::different) {
        tell(path, "has another description", child);
      }
    } else if (decorator.name == "metadata") {
      has_metadata = true;
      if (argument.kind() != NodeKind::object) continue;
      for (const Node item : argument.children()) {
        const auto key = bicep::name_of(item);
        const auto value = item.child(Field::value);
        if (item.kind() != NodeKind::property || !key || !value || *key == "description") continue;
        const auto compiled = metadata ? member(*metadata, *key) : std::nullopt;
        if (!compiled || match_literal(*value, *compiled) == Match::different) {
          tell(path, "has other metadata", item);
        }
      }
    } else if (decorator.name == "allowed") {
      result.allowed = true;
      // The compiler heeds it on parameters alone.
      if (declaration.kind() != NodeKind::parameter) continue;
      const auto values = member(schema, "allowedValues");
      if (!values || match_literal(argument, *values) == Match::different) {
        tell(path, "has other allowed values", child);
      }
    } else {
      for (Limit& limit : limits) {
        if (decorator.name != limit.key) continue;
        limit.seen = true;
        const auto value = member(schema, limit.key);
        if (!value || match_literal(argument, *value) == Match::different) {
          tell(path, "has another " + std::string(limit.key), child);
        }
      }
    }
  }
  if (!described && !has_metadata && metadata && has_member(*metadata, "description")) {
    tell(path, "still has a description", declaration);
  }
  if (!has_metadata && metadata && has_member(*metadata, "example")) {
    tell(path, "still has an example", declaration);
  }
  for (const Limit& limit : limits) {
    if (!limit.seen && has_member(schema, limit.key)) {
      tell(path, "still has a " + std::string(limit.key), declaration);
    }
  }
  return result;
}

void TypeComparison::compare_type(const Path* path, Node place, Node type, const Members& schema,
                                  const Decorators& decorators) {
  type = without_parentheses(type);
  bool nullable = false;
  if (type.kind() == NodeKind::type_nullable) {
    nullable = true;
    const auto base = type.child(Field::base);
    if (!base) return;
    type = without_parentheses(*base);
  }
  if (type.kind() == NodeKind::type_union) {
    // `'a' | 'b'?` makes the whole union nullable, as `'a' | null` does.
    for (const Node item : type.children()) {
      nullable = nullable || item.kind() == NodeKind::null ||
                 without_parentheses(item).kind() == NodeKind::type_nullable;
    }
  }
  if (nullable != is_true(schema, "nullable") && type.kind() != NodeKind::type_non_null &&
      type.kind() != NodeKind::type_member && type.kind() != NodeKind::type_index) {
    tell(path, nullable ? "is not yet nullable" : "is still nullable", place);
  }
  compare_shape(path, place, type, schema, decorators);
}

void TypeComparison::compare_shape(const Path* path, Node place, Node type, const Members& schema,
                                   const Decorators& decorators) {
  const auto expect = [&](std::string_view wanted) {
    const bool same = equal_ignoring_case(type_of(schema), wanted) && !has_member(schema, "$ref");
    if (!same) tell(path, "has another type", place);
    return same;
  };
  switch (type.kind()) {
    case NodeKind::type_name: {
      const std::string_view name = type.text();
      if (declares_(name)) {
        const auto reference = string_member(schema, "$ref");
        if (!reference || definition_name(*reference) != name) {
          tell(path, "has another type", place);
        }
        return;
      }
      const auto ambient = ambient_type(name);
      if (!ambient) return;
      std::string_view wanted = *ambient;
      if (decorators.secure && wanted == "string") wanted = "securestring";
      if (decorators.secure && wanted == "object") wanted = "secureObject";
      if (!expect(wanted)) return;
      if (!decorators.allowed && has_member(schema, "allowedValues")) {
        tell(path, "still has allowed values", place);
      }
      const bool shaped = has_member(schema, "items") || has_member(schema, "properties");
      if (shaped && !is_resource_derived(schema)) tell(path, "has another type", place);
      return;
    }
    case NodeKind::type_array: {
      const auto base = type.child(Field::base);
      if (!base || !expect("array")) return;
      if (const auto items = object_member(schema, "items")) {
        const Decorators none;
        compare_type(path, place, *base, Members(*items), none);
      }
      return;
    }
    case NodeKind::type_object:
      if (!expect(decorators.secure ? "secureObject" : "object")) return;
      compare_properties(path, place, type, schema, decorators);
      return;
    case NodeKind::type_union:
      compare_union(path, place, type, schema);
      if (decorators.discriminator) {
        const auto discriminator = object_member(schema, "discriminator");
        const auto property =
            discriminator ? string_member(*discriminator, "propertyName") : std::nullopt;
        if (!property || match_string(*decorators.discriminator, *property) == Match::different) {
          tell(path, "has another discriminator", place);
        }
      }
      return;
    case NodeKind::string:
    case NodeKind::number:
    case NodeKind::boolean: {
      const auto values = member(schema, "allowedValues");
      simdjson::dom::array array;
      if (!values || values->get(array) != simdjson::SUCCESS || array.size() != 1 ||
          match_literal(type, array.at(0)) == Match::different) {
        tell(path, "has another type", place);
      }
      return;
    }
    default:
      return;
  }
}

void TypeComparison::compare_properties(const Path* path, Node place, Node type,
                                        const Members& schema, const Decorators& decorators) {
  const auto properties = object_member(schema, "properties");
  std::size_t count = 0;
  bool any = false;
  for (const Node item : type.children()) {
    const auto value = item.child(Field::value);
    if (!value) continue;
    if (item.kind() == NodeKind::type_any_property) {
      any = true;
      static constexpr std::string_view any_name = "*";
      const Path at{path, any_name};
      const auto additional = object_member(schema, "additionalProperties");
      if (additional) {
        compare_at(&at, item, *value, Members(*additional));
      } else {
        tell(&at, "is missing", item);
      }
      continue;
    }
    const auto key = item.child(Field::key);
    if (item.kind() != NodeKind::type_property || !key) continue;
    std::string decoded;
    std::string_view name = key->text();
    if (key->kind() == NodeKind::string) {
      decoded = bicep::string_value(*key).value_or("");
      name = decoded;
    }
    const Path at{path, name};
    const auto found = properties ? object_member(*properties, name) : std::nullopt;
    if (found) {
      ++count;
      compare_at(&at, item, *value, Members(*found));
    } else {
      tell(&at, "is missing", item);
    }
  }
  if (properties && properties->size() > count) {
    for (const auto [name, value] : *properties) {
      bool declared = false;
      for (const Node item : type.children()) {
        declared =
            declared || (item.kind() == NodeKind::type_property && bicep::name_of(item) == name);
      }
      const Path at{path, name};
      if (!declared) tell(&at, "is still there", place);
    }
  }
  if (!any && !decorators.sealed && object_member(schema, "additionalProperties")) {
    static constexpr std::string_view any_name = "*";
    const Path at{path, any_name};
    tell(&at, "is still there", place);
  }
}

void TypeComparison::compare_union(const Path* path, Node place, Node type, const Members& schema) {
  const auto literal_of = [](Node item) {
    item = without_parentheses(item);
    const bool is_nullable = item.kind() == NodeKind::type_nullable;
    return without_parentheses(is_nullable ? item.child(Field::base).value_or(item) : item);
  };
  std::size_t count = 0;
  for (const Node item : type.children()) {
    const Node literal = literal_of(item);
    if (literal.kind() == NodeKind::null) continue;
    if (literal.kind() != NodeKind::string && literal.kind() != NodeKind::number &&
        literal.kind() != NodeKind::boolean) {
      return;
    }
    ++count;
  }
  simdjson::dom::array values;
  const auto found = member(schema, "allowedValues");
  bool same = found && found->get(values) == simdjson::SUCCESS && values.size() == count;
  for (const Node item : type.children()) {
    const Node literal = literal_of(item);
    if (!same || literal.kind() == NodeKind::null) continue;
    same = false;
    for (const Json value : values) same = same || match_literal(literal, value) == Match::equal;
  }
  if (!same) tell(path, "has other allowed values", place);
}

}  // namespace avmdoc

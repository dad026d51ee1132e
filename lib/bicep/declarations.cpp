#include "bicep/declarations.hpp"

#include <algorithm>

namespace avmdoc::bicep {

Decoration decoration_of(Node decorator) {
  const auto call = decorator.child(Field::value);
  const auto name = call ? call->child(Field::name) : std::nullopt;
  if (!name) return {};
  return {name->text(), call->child(Field::argument)};
}

std::optional<Node> decorator(Node declaration, std::string_view name) {
  for (const Node child : declaration.children()) {
    if (child.field() != Field::decorator) break;
    if (decoration_of(child).name == name) return child;
  }
  return std::nullopt;
}

std::optional<Node> decorator_argument(Node declaration, std::string_view name) {
  const auto found = decorator(declaration, name);
  return found ? decoration_of(*found).argument : std::nullopt;
}

std::optional<Node> body_object(Node statement) {
  auto body = statement.child(Field::body);
  while (body && body->kind() != NodeKind::object) body = body->child(Field::body);
  return body;
}

std::optional<Node> find_property(Node object, std::string_view name) {
  if (object.kind() != NodeKind::object) return std::nullopt;
  for (const Node item : object.children()) {
    if (item.kind() == NodeKind::property && name_of(item) == name) return item;
  }
  return std::nullopt;
}

std::optional<Node> find_value(Node object, std::string_view name) {
  const auto property = find_property(object, name);
  return property ? property->child(Field::value) : std::nullopt;
}

std::optional<std::string> path_text(Node statement) {
  const auto path = statement.child(Field::path);
  return path && path->kind() == NodeKind::string ? string_value(*path) : std::nullopt;
}

VersionedType versioned_type(std::string_view text) {
  const std::size_t at = std::min(text.find('@'), text.size());
  return {std::string(text.substr(0, at)), std::string(text.substr(std::min(at + 1, text.size())))};
}

std::vector<ImportedName> imported_names(Node import) {
  std::vector<ImportedName> names;
  const auto list = import.child(Field::target);
  if (!list || list->kind() != NodeKind::import_list) return names;
  for (const Node item : list->children()) {
    const auto name = item.child(Field::name);
    auto original = name ? name_of(*name) : std::nullopt;
    if (!original) continue;
    const auto alias = item.child(Field::alias);
    std::string known = alias ? std::string(alias->text()) : *original;
    names.push_back({*name, *std::move(original), std::move(known)});
  }
  return names;
}

Node without_parentheses(Node node) {
  while (node.kind() == NodeKind::parenthesized || node.kind() == NodeKind::type_parenthesized) {
    const auto inner = node.child(Field::value);
    if (!inner) break;
    node = *inner;
  }
  return node;
}

}  // namespace avmdoc::bicep

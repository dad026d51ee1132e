#include "module/source_places.hpp"

#include <optional>

#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

std::optional<Node> declaration(const bicep::Tree& tree, NodeKind kind, std::string_view name) {
  for (const Node statement : tree.root().children()) {
    const auto declared = statement.child(Field::name);
    if (statement.kind() == kind && declared && declared->text() == name) return statement;
  }
  return std::nullopt;
}

/// The first property of that name inside a type, at any depth of arrays, unions and the like.
std::optional<Node> property_in(Node type, std::string_view name) {
  for (const Node child : type.children()) {
    if (child.kind() == NodeKind::type_property) {
      const auto key = child.child(Field::key);
      if (key && bicep::name_of(*key) == name) return child;
    } else if (const auto found = property_in(child, name)) {
      return found;
    }
  }
  return std::nullopt;
}

std::string unescape(std::string_view segment) {
  return replace_all(replace_all(segment, "~1", "/"), "~0", "~");
}

NodeKind kind_of(std::string_view section) {
  if (section == "parameters") return NodeKind::parameter;
  if (section == "outputs") return NodeKind::output;
  if (section == "metadata") return NodeKind::metadata;
  if (section == "variables") return NodeKind::variable;
  if (section == "functions") return NodeKind::function;
  return NodeKind::type_declaration;
}

/// A resource in others, by `parent::child`, or a module.
std::optional<Node> resource(Node parent, std::string_view name) {
  const std::string_view own = name.substr(0, name.find("::"));
  for (const Node child : parent.children()) {
    const NodeKind kind = child.kind();
    if (kind == NodeKind::resource || kind == NodeKind::module) {
      const auto declared = child.child(Field::name);
      if (!declared || declared->text() != own) continue;
      return own.size() == name.size() ? child : resource(child, name.substr(own.size() + 2));
    }
    if (child.field() == Field::body) {
      if (const auto found = resource(child, name)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

Position place_of_name(Node declaration) {
  const auto name =
      declaration.child(declaration.kind() == NodeKind::type_property ? Field::key : Field::name);
  return name ? name->position() : declaration.position();
}

std::optional<Node> source_node(const bicep::Tree& tree, std::string_view pointer) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  const std::string section(take_part(pointer));
  if (section == "resources") return resource(tree.root(), unescape(take_part(pointer)));
  if (section == "functions") {  // `functions/0/members/name`
    take_part(pointer);
    take_part(pointer);
  }
  auto node = declaration(tree, kind_of(section), unescape(take_part(pointer)));
  while (node && !pointer.empty()) {
    if (take_part(pointer) != "properties") continue;
    const auto inner = property_in(*node, unescape(take_part(pointer)));
    if (!inner) break;
    node = inner;
  }
  return node;
}

Position source_place(const bicep::Tree& tree, std::string_view pointer) {
  const auto node = source_node(tree, pointer);
  return node ? place_of_name(*node) : Position();
}

}  // namespace avmdoc

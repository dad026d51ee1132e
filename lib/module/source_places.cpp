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

Position place_of(Node node) {
  const auto name = node.child(node.kind() == NodeKind::type_property ? Field::key : Field::name);
  return name ? name->position() : node.position();
}

}  // namespace

Position source_place(const bicep::Tree& tree, std::string_view pointer) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  const std::string section(take_part(pointer));
  const NodeKind kind = section == "parameters" ? NodeKind::parameter
                        : section == "outputs"  ? NodeKind::output
                        : section == "metadata" ? NodeKind::metadata
                                                : NodeKind::type_declaration;
  auto node = declaration(tree, kind, unescape(take_part(pointer)));
  if (!node) return {};
  while (!pointer.empty()) {
    if (take_part(pointer) != "properties") continue;
    const auto inner = property_in(*node, unescape(take_part(pointer)));
    if (!inner) break;
    node = inner;
  }
  return place_of(*node);
}

}  // namespace avmdoc

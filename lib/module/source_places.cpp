#include "module/source_places.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

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

/// A resource in the body of another one, by its name or as `child::grandchild`.
std::optional<Node> inner_resource(Node parent, std::string_view name) {
  const std::string_view own = name.substr(0, name.find("::"));
  for (const Node child : parent.children()) {
    if (child.kind() == NodeKind::resource) {
      const auto declared = child.child(Field::name);
      if (!declared || declared->text() != own) continue;
      return own.size() == name.size() ? child : inner_resource(child, name.substr(own.size() + 2));
    }
    if (child.field() == Field::body) {
      if (const auto found = inner_resource(child, name)) return found;
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

SourcePlaces::SourcePlaces(const bicep::Tree& tree) {
  for (const Node statement : tree.root().children()) {
    if (const auto name = statement.child(Field::name)) {
      declarations_.emplace(std::pair(statement.kind(), name->text()), statement);
    }
  }
}

std::optional<Node> SourcePlaces::find(NodeKind kind, std::string_view name) const {
  const auto found = declarations_.find({kind, name});
  return found == declarations_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Node> SourcePlaces::node(std::string_view pointer) const {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  const std::string section(take_part(pointer));
  if (section == "functions") {  // `functions/0/members/name`
    take_part(pointer);
    take_part(pointer);
  }
  const std::string name = unescape(take_part(pointer));
  if (section == "resources") {
    const std::size_t own = std::min(name.find("::"), name.size());
    auto resource = find(NodeKind::resource, std::string_view(name).substr(0, own));
    if (!resource) resource = find(NodeKind::module, std::string_view(name).substr(0, own));
    if (!resource || own == name.size()) return resource;
    return inner_resource(*resource, std::string_view(name).substr(own + 2));
  }
  auto node = find(kind_of(section), name);
  while (node && !pointer.empty()) {
    if (take_part(pointer) != "properties") continue;
    const auto inner = property_in(*node, unescape(take_part(pointer)));
    if (!inner) break;
    node = inner;
  }
  return node;
}

Position SourcePlaces::place(std::string_view pointer) const {
  const auto found = node(pointer);
  return found ? place_of_name(*found) : Position();
}

}  // namespace avmdoc

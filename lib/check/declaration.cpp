#include "check/declaration.hpp"

#include <utility>
#include <vector>

#include "bicep/declarations.hpp"
#include "source/path.hpp"
#include "template/unfolding.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// No path through types is followed further than this.
constexpr int deepest = 64;

/// What an import brings under a name: the file and the name there, or only the import.
struct Imported {
  SourceNode statement;
  std::optional<std::string> file;  ///< nothing for a module of a registry
  std::string name;                 ///< empty for `import * as …`
};

std::optional<Imported> find_import(SourceSearch& search, const SourceNode& around,
                                    std::string_view name) {
  for (const Node statement : around.tree->root().children()) {
    if (!search.visit()) return std::nullopt;
    if (statement.kind() != NodeKind::import) continue;
    const auto target = statement.child(Field::target);
    const auto path = statement.child(Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!target || !text) continue;
    std::optional<std::string> original;
    if (target->kind() == NodeKind::import_wildcard) {
      const auto alias = target->child(Field::alias);
      if (alias && alias->text() == name) original = "";
    }
    for (const Node item : target->children()) {
      if (!search.visit()) return std::nullopt;
      const auto own = item.child(Field::name);
      const auto alias = item.child(Field::alias);
      if (item.kind() != NodeKind::import_item || !own) continue;
      if ((alias ? alias->text() : own->text()) == name) original = bicep::name_of(*own);
    }
    if (!original) continue;
    Imported found{around.with(*path), std::nullopt, *original};
    found.file = local_reference(around.file, *text);
    return found;
  }
  return std::nullopt;
}

/// A type, or the import that it comes from when its file cannot be read.
struct Resolved {
  SourceNode place;
  bool is_type = true;
};

/// Follows names to the types that they stand for.
class Resolution {
 public:
  explicit Resolution(SourceSearch& search) : search_(search) {}

  std::optional<Resolved> declared(const SourceNode& around, std::string_view name) {
    if (--left_ < 0) return std::nullopt;
    if (const auto own = find_declaration(search_, around.file, NodeKind::type_declaration, name)) {
      const auto value = own->node.child(Field::value);
      return value ? resolve(own->with(*value)) : std::nullopt;
    }
    const auto imported = find_import(search_, around, name);
    if (!imported) return std::nullopt;
    if (imported->file && !imported->name.empty()) {
      if (const auto tree = search_.tree(*imported->file)) {
        if (auto found = declared({*imported->file, tree, tree->root()}, imported->name)) {
          return found;
        }
      }
    }
    return Resolved{imported->statement, false};
  }

  /// The type that a type expression stands for, behind names, `?`, `!` and parentheses.
  std::optional<Resolved> resolve(SourceNode type) {
    if (--left_ < 0) return std::nullopt;
    switch (type.node.kind()) {
      case NodeKind::type_name:
        if (auto found = declared(type, type.node.text())) return found;
        return Resolved{std::move(type), true};
      case NodeKind::type_nullable:
      case NodeKind::type_non_null:
        return into(type, Field::base);
      case NodeKind::type_parenthesized:
        return into(type, Field::value);
      case NodeKind::type_member:
        return member(type);
      case NodeKind::type_index: {
        const auto base = type.node.child(Field::base);
        const auto array = base ? resolve(type.with(*base)) : std::nullopt;
        return array && array->is_type && array->place.node.kind() == NodeKind::type_array
                   ? into(array->place, Field::base)
                   : array;
      }
      default:
        return Resolved{std::move(type), true};
    }
  }

  /// The property of that name in a type, behind arrays and unions; its declaration.
  std::optional<Resolved> property(const SourceNode& type, std::string_view name) {
    auto resolved = resolve(type);
    if (!resolved || !resolved->is_type) return resolved;
    const SourceNode& place = resolved->place;
    std::optional<Resolved> elsewhere;
    for (const Node child : place.node.children()) {
      if (!search_.visit()) return std::nullopt;
      if (child.field() == Field::decorator) continue;
      switch (child.kind()) {
        case NodeKind::type_property:
          if (bicep::name_of(child) == name) return Resolved{place.with(child), true};
          break;
        case NodeKind::type_any_property:
          if (name == any_other_property) return Resolved{place.with(child), true};
          break;
        case NodeKind::spread:
          break;
        default:
          if (place.node.kind() == NodeKind::type_object) break;
          if (auto found = property(place.with(child), name)) {
            if (found->is_type) return found;
            elsewhere = found;
          }
      }
    }
    return elsewhere;
  }

  /// The member of a discriminated union, and nothing for another type.
  std::optional<SourceNode> variant(const SourceNode& type, std::string_view discriminator,
                                    std::string_view name) {
    const auto resolved = resolve(type);
    if (!resolved || !resolved->is_type) return std::nullopt;
    const SourceNode& place = resolved->place;
    if (place.node.kind() == NodeKind::type_object) {
      for (const Node child : place.node.children()) {
        if (!search_.visit()) return std::nullopt;
        if (child.kind() != NodeKind::type_property || bicep::name_of(child) != discriminator) {
          continue;
        }
        const auto value = child.child(Field::value);
        const auto literal = value ? resolve(place.with(*value)) : std::nullopt;
        if (literal && bicep::string_value(literal->place.node) == name) return place;
      }
      return std::nullopt;
    }
    for (const Node child : place.node.children()) {
      if (!search_.visit()) return std::nullopt;
      if (child.field() == Field::decorator) continue;
      if (auto found = variant(place.with(child), discriminator, name)) return found;
    }
    return std::nullopt;
  }

 private:
  std::optional<Resolved> into(const SourceNode& type, Field field) {
    const auto inner = type.node.child(field);
    return inner ? resolve(type.with(*inner)) : std::nullopt;
  }

  /// `shared.lockType` of a wildcard import, or the type of a property.
  std::optional<Resolved> member(const SourceNode& type) {
    const auto base = type.node.child(Field::base);
    const auto name = type.node.child(Field::name);
    if (!base || !name) return std::nullopt;
    if (base->kind() == NodeKind::type_name) {
      const auto imported = find_import(search_, type, base->text());
      if (imported && imported->name.empty()) {
        const auto tree = imported->file ? search_.tree(*imported->file) : nullptr;
        if (tree != nullptr) {
          if (auto found = declared({*imported->file, tree, tree->root()}, name->text())) {
            return found;
          }
        }
        return Resolved{imported->statement, false};
      }
    }
    auto found = property(type.with(*base), name->text());
    if (!found || !found->is_type) return found;
    const auto value = found->place.node.child(Field::value);
    return value ? resolve(found->place.with(*value)) : std::nullopt;
  }

  SourceSearch& search_;
  int left_ = 2000;  ///< steps, so that types that refer to each other come to an end
};

/// The name of a property that a path begins with: the longest one that the type has, since names
/// may hold dots.
struct Step {
  std::string_view name;
  std::string_view rest;
};

Step first_step(std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

}  // namespace

std::optional<std::string> local_reference(std::string_view file, std::string_view reference) {
  if (reference.find(':') != std::string_view::npos || !reference.ends_with(".bicep")) {
    return std::nullopt;
  }
  return referenced_path(file, reference);
}

Location SourceNode::location() const {
  Location location;
  location.file = file;
  location.position = node.position();
  return location;
}

std::optional<SourceNode> find_declaration(SourceSearch& search, const std::string& file,
                                           NodeKind kind, std::string_view name) {
  const auto tree = search.tree(file);
  if (tree == nullptr) return std::nullopt;
  for (const Node statement : tree->root().children()) {
    if (!search.visit()) return std::nullopt;
    if (statement.kind() != kind) continue;
    const auto declared = statement.child(Field::name);
    if (declared && declared->text() == name) return SourceNode{file, tree, statement};
  }
  return std::nullopt;
}

std::optional<ParameterDeclaration> find_parameter(SourceSearch& search, const std::string& file,
                                                   std::string_view path) {
  Step step = first_step(path);
  const auto parameter = find_declaration(search, file, NodeKind::parameter, step.name);
  if (!parameter) return std::nullopt;
  ParameterDeclaration result{*parameter, true, {}};
  auto next = parameter->node.child(Field::type);
  if (!next) return result;
  SourceNode type = parameter->with(*next);
  Resolution resolution(search);
  for (int level = 0; level < deepest && !step.rest.empty(); ++level) {
    step = first_step(step.rest);
    const std::size_t dash = step.name.find('-');
    if (dash != std::string_view::npos) {
      const auto variant =
          resolution.variant(type, step.name.substr(0, dash), step.name.substr(dash + 1));
      if (variant) {
        result.place = type = *variant;
        continue;
      }
    }
    const auto property = resolution.property(type, step.name);
    if (!property || !property->is_type) {
      if (property) result.place = property->place;
      result.found = property.has_value();
      if (!property) result.missing = "property " + std::string(step.name);
      return result;
    }
    result.place = property->place;
    next = property->place.node.child(Field::value);
    if (!next) return result;
    type = property->place.with(*next);
  }
  return result;
}

std::optional<Node> decorator_of(Node declaration, std::string_view name) {
  const auto decorator = bicep::decorator(declaration, name);
  const auto call = decorator ? decorator->child(Field::value) : std::nullopt;
  return call ? call->child(Field::argument).value_or(*call) : call;
}

Node name_node(Node declaration) {
  if (const auto name = declaration.child(Field::name)) return *name;
  return declaration.child(Field::key).value_or(declaration);
}

}  // namespace avmdoc

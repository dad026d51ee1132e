#include "check/causes.hpp"

#include <algorithm>
#include <set>

#include "check/literal.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

std::optional<Node> find_declaration(const bicep::Tree& tree, NodeKind kind,
                                     std::string_view name) {
  for (const Node statement : tree.root().children()) {
    const auto declared = statement.child(Field::name);
    if (statement.kind() == kind && declared && declared->text() == name) return statement;
  }
  return std::nullopt;
}

Location at(const std::string& file, Node node) {
  Location location;
  location.file = file;
  location.position = node.position();
  return location;
}

Location start_of(std::string file) {
  Location location;
  location.file = std::move(file);
  location.position = {1, 1};
  return location;
}

/// Follows the names of a path through the types of one file.
class TypePath {
 public:
  explicit TypePath(const bicep::Tree& tree) : tree_(tree) {}

  /// The property of that name in a type, behind arrays, unions and names.
  std::optional<Node> property(Node type, std::string_view name, int depth = 0) const {
    if (depth > 16) return std::nullopt;
    if (type.kind() == NodeKind::type_name) {
      const auto declared = find_declaration(tree_, NodeKind::type_declaration, type.text());
      const auto value = declared ? declared->child(Field::value) : std::nullopt;
      return value ? property(*value, name, depth + 1) : std::nullopt;
    }
    for (const Node child : type.children()) {
      if (child.field() == Field::decorator) continue;
      if (child.kind() == NodeKind::type_property) {
        if (bicep::name_of(child) == name) return child;
      } else if (child.kind() == NodeKind::type_any_property) {
        if (name == ">Any_other_property<") return child;
      } else if (const auto found = property(child, name, depth + 1)) {
        return found;
      }
    }
    return std::nullopt;
  }

 private:
  const bicep::Tree& tree_;
};

class Causes {
 public:
  Causes(const Module& module, const Sources& sources)
      : module_(module), sources_(sources), main_(join_path(module.folder, "main.bicep")) {}

  Location find(const Finding& finding) const {
    const auto tree = sources_.tree(main_);
    switch (finding.subject) {
      case EntryKind::banner:
        return module_.banners.empty()
                   ? Location()
                   : start_of(join_path(module_.folder, module_.banners.front().file));
      case EntryKind::reference:
        return module_.versioned ? start_of(join_path(module_.folder, "version.json")) : Location();
      case EntryKind::example:
        return in_test(finding);
      default:
        break;
    }
    if (tree == nullptr) return {};
    switch (finding.subject) {
      case EntryKind::title:
        return declaration(*tree, NodeKind::metadata, "name");
      case EntryKind::description:
        return declaration(*tree, NodeKind::metadata, "description");
      case EntryKind::parameter:
      case EntryKind::variant:
        return parameter(*tree, finding.key);
      case EntryKind::output:
        return declaration(*tree, NodeKind::output, finding.key);
      case EntryKind::function:
        return declaration(*tree, NodeKind::function, finding.key);
      case EntryKind::section:
        return finding.key == "Data Collection"
                   ? declaration(*tree, NodeKind::parameter, "enableTelemetry")
                   : Location();
      case EntryKind::resource_type:
      case EntryKind::cross_reference:
        return in_included(finding);
      default:
        return {};
    }
  }

 private:
  [[nodiscard]] Location declaration(const bicep::Tree& tree, NodeKind kind,
                                     std::string_view name) const {
    const auto found = find_declaration(tree, kind, name);
    if (!found) return {};
    return at(main_, found->child(Field::name).value_or(*found));
  }

  [[nodiscard]] Location parameter(const bicep::Tree& tree, std::string_view path) const {
    const TypePath types(tree);
    std::string_view name = path.substr(0, path.find('.'));
    const auto declared = find_declaration(tree, NodeKind::parameter, name);
    if (!declared) return {};
    Node place = declared->child(Field::name).value_or(*declared);
    auto type = declared->child(Field::type);
    while (type && name.size() < path.size()) {
      path.remove_prefix(name.size() + 1);
      name = path.substr(0, path.find('.'));
      const auto property = types.property(*type, name);
      // The name of a variant is no property: what follows it is one of its cases.
      if (!property && name.find('-') == std::string_view::npos) break;
      if (!property) continue;
      place = property->child(Field::key).value_or(*property);
      type = property->child(Field::value);
    }
    return at(main_, place);
  }

  [[nodiscard]] Location in_test(const Finding& finding) const {
    std::string folder = module_.folder;
    // The tests of a scoped child stand with its parent.
    for (const char* scope : {"/rg-scope", "/sub-scope", "/mg-scope"}) {
      if (folder.ends_with(scope)) folder.resize(parent_path(folder).size());
    }
    for (const std::string& path : sources_.find(folder, "main.test.bicep")) {
      const std::string test(parent_path(path));
      if (base_name(test) != finding.key) continue;
      if (finding.drift.sentence.find(": note that its deployment is skipped") !=
          std::string::npos) {
        if (sources_.has_file(test, ".e2eignore")) return start_of(join_path(test, ".e2eignore"));
      }
      const auto tree = sources_.tree(path);
      if (tree == nullptr) return start_of(path);
      return in_test_file(*tree, path, finding.parameter);
    }
    return {};
  }

  [[nodiscard]] static Location in_test_file(const bicep::Tree& tree, const std::string& path,
                                             std::string_view parameter) {
    for (const Node statement : tree.root().children()) {
      if (statement.kind() != NodeKind::module) continue;
      const auto name = statement.child(Field::name);
      if (!name || !equal_ignoring_case(name->text(), "testDeployment")) continue;
      if (parameter.empty()) return start_of(path);
      auto body = statement.child(Field::body);
      while (body && body->kind() != NodeKind::object) body = body->child(Field::body);
      const auto params = body ? member_of(*body, "params") : std::nullopt;
      const auto value = params ? params->child(Field::value) : std::nullopt;
      const auto found = value ? member_of(*value, parameter) : std::nullopt;
      return at(path, found ? *found : params.value_or(statement));
    }
    return start_of(path);
  }

  static std::optional<Node> member_of(Node object, std::string_view name) {
    for (const Node item : object.children()) {
      if (item.kind() == NodeKind::property && bicep::name_of(item) == name) return item;
    }
    return std::nullopt;
  }

  /// Looks through the own file and those that it includes, nearest first.
  [[nodiscard]] Location in_included(const Finding& finding) const {
    std::vector<std::string> files = {main_};
    std::set<std::string> seen = {main_};
    for (std::size_t i = 0; i < files.size() && files.size() < 200; ++i) {
      const auto tree = sources_.tree(files[i]);
      if (tree == nullptr) continue;
      for (const Node statement : tree->root().children()) {
        const auto path = statement.child(Field::path);
        const auto text = path ? bicep::string_value(*path) : std::nullopt;
        if (!text) continue;
        const bool local = statement.kind() == NodeKind::module &&
                           text->find(':') == std::string::npos && text->ends_with(".bicep");
        const std::string resolved =
            local ? normal_path(join_path(parent_path(files[i]), *text)) : std::string();
        if (local && seen.insert(resolved).second) files.push_back(resolved);
        if (finding.subject == EntryKind::resource_type
                ? statement.kind() == NodeKind::resource &&
                      equal_ignoring_case(text->substr(0, text->find('@')), finding.key)
                : *text == finding.key ||
                      (local && parent_path(resolved).ends_with("/" + finding.key))) {
          return at(files[i], *path);
        }
      }
    }
    return {};
  }

  const Module& module_;
  const Sources& sources_;
  std::string main_;
};

}  // namespace

Location cause_of(const Finding& finding, const Module& module, const Sources& sources) {
  return Causes(module, sources).find(finding);
}

}  // namespace avmdoc

#include <set>

#include "bicep/declarations.hpp"
#include "check/cause_stages.hpp"
#include "readme/cross_reference.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Files included by others are not looked through beyond this number.
constexpr std::size_t most_files = 200;

/// What reading the reference of a statement takes, compared with visiting a node.
constexpr std::size_t nodes_of_statement = 16;

/// A module statement, its path, and the file that it leads to when that is local.
struct ModuleStatement {
  SourceNode path;
  std::string reference;
  std::optional<std::string> file;
};

std::optional<ModuleStatement> read_reference(const SourceNode& statement) {
  const auto text = bicep::path_text(statement.node);
  if (!text) return std::nullopt;
  return ModuleStatement{statement.with(*statement.node.child(Field::path)), *text,
                         local_reference(statement.file, *text)};
}

/// The statement that declares a resource, also inside another one, by its symbolic name.
std::optional<Node> find_resource(Node parent, std::string_view name) {
  for (const Node child : parent.children()) {
    if (child.kind() == NodeKind::resource) {
      const auto declared = child.child(Field::name);
      if (declared && declared->text() == name) return child;
    }
    const bool body = child.kind() == NodeKind::resource || child.kind() == NodeKind::object ||
                      child.kind() == NodeKind::if_condition || child.kind() == NodeKind::for_loop;
    if (!body) continue;
    if (const auto found = find_resource(child, name)) return found;
  }
  return std::nullopt;
}

/// The declaration of a resource that `main.json` deploys, or the reference to the module that
/// brings it, found by the symbolic names on the way.
std::optional<SourceNode> follow_symbols(CauseContext& context,
                                         const std::vector<std::string>& symbols) {
  std::string file = context.module.source;
  for (const std::string_view symbol : symbols) {
    const auto tree = context.search.tree(file);
    if (tree == nullptr) return std::nullopt;
    const std::string_view name = symbol.substr(symbol.rfind(':') + 1);
    if (const auto found = find_declaration(context.search, file, NodeKind::module, name)) {
      const auto reference = read_reference(*found);
      if (!reference) return std::nullopt;
      if (!reference->file) return reference->path;
      file = *reference->file;
      continue;
    }
    if (!context.search.visit(size_of(tree->root()))) return std::nullopt;
    const auto resource = find_resource(tree->root(), name);
    const auto path = resource ? resource->child(Field::path) : std::nullopt;
    return path ? std::optional(SourceNode{file, tree, *path}) : std::nullopt;
  }
  return std::nullopt;
}

/// Visits the module and import statements of `main.bicep` and the files that it includes, nearest
/// first, until one is found.
template <typename Visit>
std::optional<SourceNode> find_in_included(CauseContext& context, const Visit& visit) {
  std::vector<std::string> files = {context.module.source};
  std::set<std::string> seen = {files.front()};
  for (std::size_t i = 0; i < files.size() && files.size() < most_files; ++i) {
    const auto tree = context.search.tree(files[i]);
    if (tree == nullptr) continue;
    for (const Node statement : tree->root().children()) {
      if (!context.search.visit(nodes_of_statement)) return std::nullopt;
      const SourceNode node{files[i], tree, statement};
      if (auto found = visit(node)) return found;
      const auto reference = read_reference(node);
      if (reference && reference->file && seen.insert(*reference->file).second) {
        files.push_back(*reference->file);
      }
    }
  }
  return std::nullopt;
}

/// Without symbolic names: the first resource of the type in the sources.
std::optional<SourceNode> first_of_type(CauseContext& context, std::string_view type) {
  return find_in_included(context, [&](const SourceNode& node) -> std::optional<SourceNode> {
    if (node.node.kind() != NodeKind::resource) return std::nullopt;
    const auto text = bicep::path_text(node.node);
    if (!text || !equal_ignoring_case(bicep::versioned_type(*text).type, type)) return std::nullopt;
    return node.with(*node.node.child(Field::path));
  });
}

}  // namespace

Cause cause_of_resource_type(const Finding& finding, CauseContext& context) {
  if (finding.part == Part::links) {
    return given_or_built_in(context.options.catalog_file, "API catalog");
  }
  const std::string file = context.module.source;
  if (finding.presence == Presence::obsolete) {
    return missing_in(file, "nothing in it deploys " + (finding.part == Part::api_version
                                                            ? "API version " + finding.before
                                                            : finding.key));
  }
  const auto symbols = context.resources.find({finding.key, finding.detail});
  auto found =
      symbols == context.resources.end() ? std::nullopt : follow_symbols(context, symbols->second);
  if (!found) found = first_of_type(context, finding.key);
  return found ? cause_at(*found) : Cause{};
}

Cause cause_of_cross_reference(const Finding& finding, CauseContext& context) {
  Cause none = missing_in(context.module.source, "it does not refer to it");
  if (finding.presence == Presence::obsolete) return none;
  const auto found =
      find_in_included(context, [&](const SourceNode& node) -> std::optional<SourceNode> {
        const auto reference = read_reference(node);
        if (!reference) return std::nullopt;
        const auto [path, version] = split_version(reference->reference);
        const bool remote = !reference->file && path == finding.key &&
                            (finding.detail.empty() || version == finding.detail);
        const bool local =
            reference->file && parent_path(*reference->file).ends_with("/" + finding.key);
        return remote || local ? std::optional(reference->path) : std::nullopt;
      });
  return found ? cause_at(*found) : none;
}

}  // namespace avmdoc

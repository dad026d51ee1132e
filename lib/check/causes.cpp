#include "check/causes.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "check/changed_value.hpp"
#include "check/declaration.hpp"
#include "module/examples.hpp"
#include "readme/cross_reference.hpp"
#include "readme/sections.hpp"
#include "source/path.hpp"
#include "template/template.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Files included by others are not looked through beyond this number.
constexpr std::size_t most_files = 200;

/// What reading the reference of a statement takes, compared with visiting a node.
constexpr std::size_t nodes_of_statement = 16;

std::string main_of(CauseContext& context) { return context.module.source; }

Cause at(const SourceNode& node) { return {node.location(), {}}; }
Cause at(const SourceNode& source, Node node) { return at(source.with(node)); }

Cause start_of(std::string file) {
  Cause cause;
  cause.place.file = std::move(file);
  cause.place.position = {1, 1};
  return cause;
}

Cause missing_in(std::string file, std::string reason) {
  Cause cause;
  cause.place.file = std::move(file);
  cause.reason = std::move(reason);
  return cause;
}

Cause missing_file(std::string file) {
  return missing_in(std::move(file), "there is no such file");
}

/// A file given by the user, or the text that is built in.
Cause given_or_built_in(const std::string& file, std::string_view what) {
  if (!file.empty()) return start_of(file);
  Cause cause;
  cause.reason = "the " + std::string(what) + " that is built into avmdoc";
  return cause;
}

/// The value of a declaration, its name, or that there is no such declaration.
Cause declared(CauseContext& context, const std::string& file, NodeKind kind, std::string_view word,
               std::string_view name, bool value) {
  const auto found = find_declaration(context.search, file, kind, name);
  if (!found) {
    if (context.search.tree(file) == nullptr) return {};
    return missing_in(file, "it declares no " + std::string(word) + " " + std::string(name));
  }
  const auto node = value ? found->node.child(Field::value) : std::nullopt;
  return at(*found, node.value_or(name_node(found->node)));
}

Cause cause_of_title(const Finding& finding, CauseContext& context) {
  if (finding.part != Part::type) {
    return declared(context, main_of(context), NodeKind::metadata, "metadata", "name", true);
  }
  return given_or_built_in(context.options.catalog_file, "API catalog");
}

Cause cause_of_banner(const Finding& finding, CauseContext& context) {
  const auto is_present = [&](std::string_view file) {
    return std::ranges::any_of(context.module.banners,
                               [&](const Banner& banner) { return banner.file == file; });
  };
  if (is_present(finding.key)) return start_of(join_path(context.module.folder, finding.key));
  // The text names the file that it came from.
  for (const auto& [word, file] :
       {std::pair("deprecated", "DEPRECATED.md"), std::pair("orphaned", "ORPHANED.md"),
        std::pair("moved", "MOVED-TO-AVM.md")}) {
    std::string text = finding.before;
    std::ranges::transform(text, text.begin(), to_lower);
    if (text.find(word) != std::string::npos && !is_present(file)) {
      return missing_file(join_path(context.module.folder, file));
    }
  }
  return {};
}

Cause cause_of_reference(const Finding& finding, CauseContext& context) {
  // Elsewhere its parameters changed, or the settings did.
  if (!context.module.convention->reference_needs_version_file) return {};
  if (finding.part == Part::name) return missing_in(context.module.folder, "the module's folder");
  const std::string file = join_path(context.module.folder, "version.json");
  return context.module.versioned ? start_of(file) : missing_file(file);
}

Cause cause_of_section(const Finding& finding, CauseContext& context) {
  if (finding.key != titles::data_collection || finding.presence == Presence::edited ||
      finding.presence == Presence::misplaced) {
    return {};
  }
  if (finding.part == Part::text) {
    return given_or_built_in(context.options.telemetry_notice_file, "telemetry notice");
  }
  return declared(context, main_of(context), NodeKind::parameter, "parameter",
                  context.module.convention->telemetry_parameter, false);
}

/// The object of a test's module, behind its loop or condition.
std::optional<Node> arguments_of(const bicep::Tree& tree) {
  for (const Node statement : tree.root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::module || !name ||
        !equal_ignoring_case(name->text(), "testDeployment")) {
      continue;
    }
    auto body = statement.child(Field::body);
    while (body && body->kind() != NodeKind::object) body = body->child(Field::body);
    return body ? property_of(*body, "params") : std::nullopt;
  }
  return std::nullopt;
}

/// What looking through a node takes at most.
std::size_t size_of(Node node) { return node.end_token() - node.first_token(); }

Cause cause_of_argument(const Finding& finding, CauseContext& context, const SourceNode& test) {
  if (!context.search.visit(size_of(test.tree->root()))) return {};
  const auto params = arguments_of(*test.tree);
  if (!params) return start_of(test.file);
  const auto object = params->child(Field::value);
  const auto argument = object ? property_of(*object, finding.detail) : std::nullopt;
  if (!argument) {
    Cause cause = at(test, *params);
    if (finding.presence == Presence::obsolete) {
      cause.reason = "it has no parameter " + finding.detail;
    }
    return cause;
  }
  return at(test, changed_node(*argument, finding.before, finding.after));
}

Cause cause_of_example(const Finding& finding, CauseContext& context) {
  if (!context.search.visit(context.examples.size())) return {};
  const auto key = std::ranges::find(context.examples, finding.key);
  if (key == context.examples.end()) {
    const std::string test = finding.key.substr(0, finding.key.find('\x1f'));
    if (test.empty()) return {};
    std::string folder = context.module.folder;
    if (is_scoped_child(*context.module.convention, folder)) folder = parent_path(folder);
    if (!context.module.convention->examples.empty()) return missing_file(join_path(folder, test));
    return missing_file(join_path(folder, "tests/e2e/" + test + "/main.test.bicep"));
  }
  const auto example = context.module.examples.begin() + (key - context.examples.begin());
  const std::string folder(parent_path(example->path));
  const auto tree = context.search.tree(example->path);
  if (tree == nullptr) return start_of(example->path);
  const SourceNode test{example->path, tree, tree->root()};
  switch (finding.part) {
    case Part::skip_note: {
      const std::string file = join_path(folder, ".e2eignore");
      return example->skip_reason ? start_of(file) : missing_file(file);
    }
    case Part::title:
      if (const auto name =
              find_declaration(context.search, test.file, NodeKind::metadata, "name")) {
        return at(*name, name->node.child(Field::value).value_or(name->node));
      }
      return missing_in(test.file, "it declares no metadata name");
    case Part::description:
      return declared(context, test.file, NodeKind::metadata, "metadata", "description", true);
    case Part::argument:
      return cause_of_argument(finding, context, test);
    default:
      return start_of(test.file);
  }
}

/// The node of a declaration that decides a part of it.
Node deciding_node(const Finding& finding, Node declaration) {
  const Node name = name_node(declaration);
  const auto type = declaration.kind() == NodeKind::type_property ||
                            declaration.kind() == NodeKind::type_any_property
                        ? declaration.child(Field::value)
                        : declaration.child(Field::type);
  const auto decorated = [&](std::string_view decorator) {
    return decorator_of(declaration, decorator);
  };
  switch (finding.part) {
    case Part::description:
      return decorated("description").value_or(name);
    case Part::type:
      return type.value_or(name);
    case Part::default_value: {
      const auto value = declaration.kind() == NodeKind::parameter ? declaration.child(Field::value)
                                                                   : std::nullopt;
      if (value) return changed_node(*value, finding.before, finding.after);
      return decorated("allowed").value_or(type.value_or(name));
    }
    case Part::allowed_values:
      return decorated("allowed").value_or(type.value_or(name));
    case Part::min_value:
      return decorated("minValue").value_or(name);
    case Part::max_value:
      return decorated("maxValue").value_or(name);
    case Part::min_length:
      return decorated("minLength").value_or(name);
    case Part::max_length:
      return decorated("maxLength").value_or(name);
    case Part::metadata_example: {
      const auto metadata = decorated("metadata");
      const auto example = metadata ? property_of(*metadata, "example") : std::nullopt;
      return example.value_or(metadata.value_or(name));
    }
    case Part::discriminator:
      return decorated("discriminator").value_or(type.value_or(name));
    default:
      return name;
  }
}

Cause cause_of_roles(CauseContext& context, const SourceNode& parameter) {
  const auto roles =
      find_declaration(context.search, parameter.file, NodeKind::variable, "builtInRoleNames");
  return roles ? at(*roles, name_node(roles->node)) : at(parameter, name_node(parameter.node));
}

Cause cause_of_parameter(const Finding& finding, CauseContext& context) {
  const std::string file = main_of(context);
  const auto found = find_parameter(context.search, file, finding.key);
  if (!found) {
    if (context.search.tree(file) == nullptr) return {};
    return missing_in(file,
                      "it declares no parameter " + finding.key.substr(0, finding.key.find('.')));
  }
  const SourceNode& place = found->place;
  if (!found->found) {
    Cause cause = at(place, name_node(place.node));
    if (finding.presence == Presence::obsolete) cause.reason = "it has no " + found->missing;
    return cause;
  }
  if (finding.part == Part::roles) return cause_of_roles(context, place);
  // Which of the two changed the requirement, the description says when the rest is the same.
  if (finding.part == Part::category) {
    const bool required = equal_ignoring_case(finding.before, "Required") ||
                          equal_ignoring_case(finding.after, "Required");
    const auto description = decorator_of(place.node, "description");
    if (!required && description) return at(place, *description);
  }
  return at(place, deciding_node(finding, place.node));
}

Cause cause_of_declared(const Finding& finding, CauseContext& context, NodeKind kind,
                        std::string_view word) {
  const std::string file = main_of(context);
  const auto found = find_declaration(context.search, file, kind, finding.key);
  if (!found || finding.presence == Presence::obsolete) {
    return declared(context, file, kind, word, finding.key, false);
  }
  return at(*found, deciding_node(finding, found->node));
}

/// A module statement, its path, and the file that it leads to when that is local.
struct ModuleStatement {
  SourceNode path;
  std::string reference;
  std::optional<std::string> file;
};

std::optional<ModuleStatement> read_reference(const SourceNode& statement) {
  const auto path = statement.node.child(Field::path);
  const auto text = path ? bicep::string_value(*path) : std::nullopt;
  if (!text) return std::nullopt;
  ModuleStatement found{statement.with(*path), *text, std::nullopt};
  if (text->find(':') == std::string::npos && text->ends_with(".bicep")) {
    found.file = normal_path(join_path(parent_path(statement.file), *text));
  }
  return found;
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
  std::string file = main_of(context);
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
  std::vector<std::string> files = {main_of(context)};
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
    const auto path = node.node.child(Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!text || !equal_ignoring_case(std::string_view(*text).substr(0, text->find('@')), type)) {
      return std::nullopt;
    }
    return node.with(*path);
  });
}

Cause cause_of_resource_type(const Finding& finding, CauseContext& context) {
  if (finding.part == Part::links) {
    return given_or_built_in(context.options.catalog_file, "API catalog");
  }
  const std::string file = main_of(context);
  if (finding.presence == Presence::obsolete) {
    return missing_in(file, "nothing in it deploys " + (finding.part == Part::api_version
                                                            ? "API version " + finding.before
                                                            : finding.key));
  }
  const auto symbols = context.resources.find({finding.key, finding.detail});
  auto found =
      symbols == context.resources.end() ? std::nullopt : follow_symbols(context, symbols->second);
  if (!found) found = first_of_type(context, finding.key);
  return found ? at(*found) : Cause{};
}

Cause cause_of_cross_reference(const Finding& finding, CauseContext& context) {
  Cause none = missing_in(main_of(context), "it does not refer to it");
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
  return found ? at(*found) : none;
}

}  // namespace

CauseContext cause_context(const Module& module, const Sources& sources, const LoadOptions& options,
                           const std::vector<Finding>& findings) {
  CauseContext context{module, SourceSearch(sources), options, example_keys(module.examples), {}};
  const auto is_about_type = [](const Finding& finding) {
    return finding.item == Item::resource_type;
  };
  if (std::ranges::none_of(findings, is_about_type)) return context;
  const std::string& path = module.compiled;
  const Template compiled = Template::parse(decode_text(sources.files().read(path)).text, path);
  for (const Finding& finding : findings) {
    if (!is_about_type(finding)) continue;
    if (!context.search.visit(compiled.resources().size())) break;
    const auto symbols = path_to_resource(compiled, finding.key, finding.detail);
    context.resources[{finding.key, finding.detail}].assign(symbols.begin(), symbols.end());
  }
  return context;
}

namespace {

Cause find_cause(const Finding& finding, CauseContext& context) {
  // What was edited by hand has its reason in the README alone.
  if (finding.presence == Presence::edited || finding.presence == Presence::misplaced ||
      finding.presence == Presence::older) {
    return {};
  }
  switch (finding.item) {
    case Item::title:
      return cause_of_title(finding, context);
    case Item::banner:
      return cause_of_banner(finding, context);
    case Item::description:
      return declared(context, main_of(context), NodeKind::metadata, "metadata", "description",
                      true);
    case Item::reference:
      return cause_of_reference(finding, context);
    case Item::section:
      return cause_of_section(finding, context);
    case Item::resource_type:
      return cause_of_resource_type(finding, context);
    case Item::example:
      return cause_of_example(finding, context);
    case Item::parameter:
    case Item::variant:
      return cause_of_parameter(finding, context);
    case Item::function:
      return cause_of_declared(finding, context, NodeKind::function, "function");
    case Item::output:
      return cause_of_declared(finding, context, NodeKind::output, "output");
    case Item::cross_reference:
      return cause_of_cross_reference(finding, context);
    default:
      return {};
  }
}

}  // namespace

Cause cause_of(const Finding& finding, CauseContext& context) {
  Cause cause = find_cause(finding, context);
  return context.search.is_exhausted() ? Cause{} : cause;
}

}  // namespace avmdoc

#include <algorithm>

#include "bicep/declarations.hpp"
#include "check/cause_stages.hpp"
#include "check/changed_value.hpp"
#include "module/examples.hpp"
#include "readme/wording.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// The object of a test's module, behind its loop or condition.
std::optional<Node> arguments_of(const SourceNode& test, const Module& module) {
  for (const Node statement : test.tree->root().children()) {
    if (!is_test_deployment(statement, test.file, module)) continue;
    const auto body = bicep::body_object(statement);
    return body ? bicep::find_property(*body, "params") : std::nullopt;
  }
  return std::nullopt;
}

Cause cause_of_argument(const Finding& finding, CauseContext& context, const SourceNode& test) {
  if (!context.search.visit(size_of(test.tree->root()))) return {};
  const auto params = arguments_of(test, context.module);
  if (!params) return start_of(test.file);
  const auto object = params->child(Field::value);
  const auto argument = object ? bicep::find_property(*object, finding.detail) : std::nullopt;
  if (!argument) {
    Cause cause = cause_at(test, *params);
    if (finding.presence == Presence::obsolete) {
      cause.reason = "it has no parameter " + finding.detail;
    }
    return cause;
  }
  return cause_at(test, changed_node(*argument, finding.before, finding.after));
}

}  // namespace

Cause cause_of_example(const Finding& finding, CauseContext& context) {
  if (!context.search.visit(context.examples.size())) return {};
  const auto key = std::ranges::find(context.examples, finding.key);
  if (key == context.examples.end()) {
    const std::string test = finding.key.substr(0, finding.key.find(wording::repeated));
    if (test.empty()) return {};
    std::string folder = context.module.folder;
    if (!context.module.convention->examples.empty()) {
      return missing_file(normal_path(join_path(folder, test)));
    }
    if (is_scoped_child(*context.module.convention, folder)) folder = parent_path(folder);
    return missing_file(
        join_path(folder, "tests/e2e/" + test + "/" + context.module.convention->test_file));
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
        return cause_at(*name, name->node.child(Field::value).value_or(name->node));
      }
      return missing_in(test.file, "it declares no metadata name");
    case Part::description:
      return cause_of_declaration(context, test.file, NodeKind::metadata, "metadata", "description",
                                  true);
    case Part::argument:
      return cause_of_argument(finding, context, test);
    default:
      return start_of(test.file);
  }
}

}  // namespace avmdoc

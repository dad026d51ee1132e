#include "module/examples.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_set>

#include "bicep/declarations.hpp"
#include "convention/glob.hpp"
#include "module/example_values.hpp"
#include "ordering/collation.hpp"
#include "ordering/value_order.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"
#include "text/title_case.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// The part of a reference before its version.
std::string_view without_version(std::string_view reference) {
  const std::size_t colon = reference.rfind(':');
  return colon == reference.find(':') ? reference : reference.substr(0, colon);
}

/// The literal value of a declaration such as `metadata name = '…'` or `param x string = '…'`.
std::optional<std::string> declared_text(const bicep::Tree& tree, NodeKind kind,
                                         std::string_view name) {
  for (const Node statement : tree.root().children()) {
    const auto declared = statement.child(Field::name);
    auto value = statement.child(Field::value);
    while (value && value->kind() == NodeKind::parenthesized) value = value->child(Field::value);
    if (statement.kind() == kind && declared && value && declared->text() == name &&
        value->kind() == NodeKind::string) {
      return bicep::string_value(*value);
    }
  }
  return std::nullopt;
}

void check_syntax(const bicep::Tree& tree, std::vector<Diagnostic>& diagnostics) {
  const std::vector<Diagnostic>& found = tree.diagnostics();
  const bool harmless = std::ranges::all_of(
      found, [](const Diagnostic& diagnostic) { return diagnostic.code == "missing-comma"; });
  if (!harmless) throw Error(found);
  for (const Diagnostic& diagnostic : found) {
    diagnostics.push_back(diagnostic);
    diagnostics.back().severity = Severity::warning;
  }
}

std::size_t bytes_of(const Value& value, std::size_t level);

/// About how many bytes the members of an object take in an example, where each level is indented.
std::size_t bytes_of(const Value::Object& object, std::size_t level) {
  std::size_t bytes = 0;
  for (const auto& [key, element] : object) bytes += key.size() + bytes_of(element, level);
  return bytes;
}

std::size_t bytes_of(const Value& value, std::size_t level) {
  std::size_t bytes = 16 + 2 * level;
  if (const auto* text = value.string()) {
    bytes += text->size();
  } else if (const auto* array = value.array()) {
    for (const Value& element : *array) bytes += bytes_of(element, level + 1);
  } else if (const auto* object = value.object()) {
    bytes += bytes_of(*object, level + 1);
  }
  return bytes;
}

/// Warns of a test that passes an unknown parameter or lacks a required one.
void check_parameters(Node params, const Module& module, bool all_known, std::string_view file,
                      std::vector<Diagnostic>& warnings) {
  while (params.kind() == NodeKind::parenthesized) {
    const auto inner = params.child(Field::value);
    if (!inner) return;
    params = *inner;
  }
  std::vector<std::string> passed;
  for (const Node item : params.children()) {
    const auto key = item.child(Field::key);
    const auto name = key ? bicep::name_of(*key) : std::nullopt;
    if (item.kind() != NodeKind::property || !name) continue;
    passed.push_back(*name);
    if (std::ranges::find(module.parameters, *name, &Parameter::name) != module.parameters.end()) {
      continue;
    }
    warnings.push_back(warning_at("example-parameter-unknown", {std::string(file), key->position()},
                                  "the module has no parameter '" + *name + "'"));
  }
  if (!all_known) return;
  for (const std::string& name : module.required_parameters) {
    if (std::ranges::find(passed, name) != passed.end()) continue;
    warnings.push_back(warning_at("example-parameter-missing",
                                  {std::string(file), params.position()},
                                  "the required parameter '" + name + "' is not passed"));
  }
}

/// Required parameters first, each group in the order of the culture.
void order_parameters(Value::Object& parameters, const std::vector<std::string>& required) {
  Value ordered(std::move(parameters));
  order(ordered);
  parameters = std::move(*ordered.object());
  const std::unordered_set<std::string_view> names(required.begin(), required.end());
  std::stable_partition(parameters.begin(), parameters.end(),
                        [&](const Value::Member& member) { return names.contains(member.first); });
}

/// What distinguishes an example from others: the name of its file, or that of its folder where the
/// file is the folder's main one.
std::string name_of_example(std::string_view path) {
  std::string_view stem = base_name(path);
  stem = stem.substr(0, stem.find('.'));
  if (stem == "main" || stem == "deploy") stem = base_name(parent_path(path));
  std::string name(stem);
  std::ranges::replace_if(
      name, [](char c) { return c == '-' || c == '_'; }, ' ');
  return name;
}

bool matches_one(const std::vector<std::string>& globs, std::string_view path) {
  return std::ranges::any_of(globs,
                             [&](const std::string& glob) { return glob_matches(glob, path); });
}

/// The tests and examples in and below a folder, whatever they deploy.
std::vector<std::string> example_files(const Convention& convention, const Sources& sources,
                                       const std::string& folder) {
  std::vector<std::string> examples;
  if (!convention.test_file.empty()) examples = sources.find(folder, convention.test_file);
  std::unordered_set<std::string> known(examples.begin(), examples.end());
  for (const std::string& glob : convention.examples) {
    for (const std::string& one : glob_alternatives(glob)) {
      const std::string from = join_path(folder, glob_folder(one));
      sources.find(from, [&](const std::string& path) {
        if (glob_matches(one, path_below(path, folder)) && known.insert(path).second) {
          examples.push_back(path);
        }
      });
    }
  }
  std::erase_if(examples, [&](const std::string& path) {
    return matches_one(convention.excluded_examples, path_below(path, folder));
  });
  return examples;
}

bool takes_reassigned(const Convention& convention, std::string_view folder) {
  const std::vector<Reassignment>& rules = convention.reassignments;
  return std::ranges::find(rules, base_name(folder), &Reassignment::to) != rules.end();
}

/// Removes the examples of a folder that are reassigned to its children, and adds those of its
/// parent that are reassigned to it.
void reassign(const Convention& convention, const Sources& sources, const std::string& folder,
              std::vector<std::string>& examples) {
  const std::string parent(parent_path(folder));
  std::vector<std::string> of_parent;
  if (takes_reassigned(convention, folder)) of_parent = example_files(convention, sources, parent);
  std::set<std::string> added;
  for (const Reassignment& rule : convention.reassignments) {
    const auto is_moved = [&](const std::string& path, const std::string& from) {
      const std::string_view below = path_below(path, from);
      return matches_one(rule.files, below) && !matches_one(rule.exclude, below);
    };
    if (sources.files().type(join_path(folder, rule.to)) == FileType::folder) {
      std::erase_if(examples, [&](const std::string& path) { return is_moved(path, folder); });
    }
    if (rule.to != base_name(folder)) continue;
    for (const std::string& path : of_parent) {
      if (is_moved(path, parent)) added.insert(path);
    }
  }
  for (const std::string& path : examples) added.erase(path);
  examples.insert(examples.end(), added.begin(), added.end());
}

/// What a README calls an example by: its path from the module's folder on.
std::string path_from_module(std::string_view path, std::string_view folder) {
  const std::string_view below = path_below(path, folder);
  return below.empty() ? "../" + std::string(path_below(path, parent_path(folder)))
                       : std::string(below);
}

}  // namespace

bool is_test_deployment(Node statement, std::string_view test, const Module& module) {
  if (statement.kind() != NodeKind::module) return false;
  const auto name = statement.child(Field::name);
  const auto path = statement.child(Field::path);
  if (!name || !path) return false;
  const auto text = bicep::string_value(*path);
  const std::string& wanted = module.convention->deployment_name;
  if (!wanted.empty()) {
    return equal_ignoring_case(name->text(), wanted) && text && text->starts_with("../") &&
           text->ends_with(base_name(module.source));
  }
  if (!text) return false;
  if (text->find(':') != std::string::npos) {
    return !module.reference.empty() && without_version(*text) == without_version(module.reference);
  }
  return referenced_path(test, *text) == normal_path(module.source);
}

bool is_scoped_child(const Convention& convention, std::string_view folder) {
  const std::string_view name = base_name(folder);
  return name.size() != folder.size() &&
         std::ranges::find(convention.scope_folders, name) != convention.scope_folders.end();
}

bool has_examples_of_parent(const Convention& convention, std::string_view folder) {
  return is_scoped_child(convention, folder) || takes_reassigned(convention, folder);
}

Tests find_tests(const Convention& convention, const Sources& sources, const std::string& folder) {
  const bool scoped = is_scoped_child(convention, folder);
  std::vector<std::string> tests =
      example_files(convention, sources, scoped ? std::string(parent_path(folder)) : folder);
  reassign(convention, sources, folder, tests);
  const bool any = !tests.empty();
  if (scoped) {
    const std::size_t parent_size = parent_path(folder).size();
    const std::string part = "/" + std::string(base_name(folder));
    std::erase_if(tests, [&](const std::string& path) {
      return path.find(part, parent_size) == std::string::npos;
    });
  }
  std::ranges::stable_sort(tests, CultureLess());
  return {any, std::move(tests)};
}

std::optional<Example> read_example(const Sources& sources, const std::string& path, Module& module,
                                    Budget& budget) {
  const std::string folder(parent_path(path));
  std::vector<Diagnostic>& diagnostics = module.diagnostics;
  const bool has_globs = !module.convention->examples.empty();
  const bicep::Tree tree = parse_source(sources.read_text(path, diagnostics), path);
  budget.read(tree.text().size(), path);
  check_syntax(tree, diagnostics);

  Example example;
  example.folder = has_globs ? path_from_module(path, module.folder) : base_name(folder);
  example.path = path;
  example.title = declared_text(tree, NodeKind::metadata, "name")
                      .value_or(title_case(has_globs ? name_of_example(path) : example.folder));
  example.description = declared_text(tree, NodeKind::metadata, "description");
  if (sources.has_file(folder, ".e2eignore")) {
    const std::string reason = sources.read_text(join_path(folder, ".e2eignore"), diagnostics);
    example.skip_reason.emplace();
    for (const std::string_view line : lines_of_file(reason)) {
      example.skip_reason->append(line) += '\n';
    }
    example.skip_reason = std::string(trim(*example.skip_reason));
  }
  for (const Node statement : tree.root().children()) {
    if (!is_test_deployment(statement, path, module)) continue;
    example.parameters.emplace();
    const auto body = bicep::body_object(statement);
    const auto params = body ? bicep::find_value(*body, "params") : std::nullopt;
    if (params) {
      const std::size_t before = diagnostics.size();
      example.parameters = example_parameters(
          tree, *params, declared_text(tree, NodeKind::parameter, "serviceShort"), *module.rules,
          path, diagnostics);
      // Where some are not known, none can be said to be missing.
      const bool all_known = diagnostics.size() == before;
      if (module.rules->checks_test_parameters) {
        check_parameters(*params, module, all_known, path, diagnostics);
      }
    }
    budget.show(bytes_of(*example.parameters, 3), path);
    order_parameters(*example.parameters, module.required_parameters);
    return example;
  }
  if (has_globs) return std::nullopt;
  example.source = tree.text();
  return example;
}

}  // namespace avmdoc

#include "interface/library.hpp"

#include "interface/module_cache.hpp"
#include "source/path.hpp"
#include "text/decoding.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

[[noreturn]] void fail(std::string code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  throw Error(std::move(diagnostic));
}

bool is_remote(std::string_view reference) { return reference.find(':') != std::string_view::npos; }

void declare(Unit& unit, const std::optional<Node>& name, const Declaration& declaration) {
  const auto text = name ? bicep::name_of(*name) : std::nullopt;
  if (text) unit.declarations.emplace(*text, declaration);
}

void declare_all(Unit& unit) {
  for (const Node statement : unit.tree->root().children()) {
    if (statement.kind() == NodeKind::metadata) continue;  // has names of its own
    if (statement.kind() != NodeKind::import) {
      declare(unit, statement.child(Field::name), {statement, std::nullopt});
      continue;
    }
    const auto target = statement.child(Field::target);
    if (!target) continue;
    if (target->kind() == NodeKind::import_wildcard) {
      declare(unit, target->child(Field::alias), {statement, target});
      continue;
    }
    for (const Node item : target->children()) {
      if (item.kind() != NodeKind::import_item) continue;
      const auto alias = item.child(Field::alias);
      declare(unit, alias ? alias : item.child(Field::name), {statement, item});
    }
  }
}

}  // namespace

const Declaration* Unit::find(std::string_view name) const {
  const auto found = declarations.find(std::string(name));
  return found == declarations.end() ? nullptr : &found->second;
}

std::size_t Library::weight_of(const Unit& unit) {
  // A parsed template takes about three times the memory of its text.
  return 1 + (unit.tree ? unit.tree->text().size() : 0) +
         (unit.compiled ? 3 * unit.compiled->text().size() : 0);
}

UnitPointer Library::source(const std::string& path) const {
  return units_.get(path, [&] {
    Unit unit;
    unit.path = path;
    unit.reference = base_name(path);
    unit.tree = sources_.tree(path);
    if (!unit.tree)
      unit.tree = std::make_shared<bicep::Tree>(bicep::parse(files_.read(path), path));
    std::vector<Diagnostic> errors;
    for (const Diagnostic& diagnostic : unit.tree->diagnostics()) {
      if (diagnostic.severity == Severity::error) errors.push_back(diagnostic);
    }
    if (!errors.empty()) throw Error(std::move(errors));
    declare_all(unit);
    return unit;
  });
}

UnitPointer Library::compiled(const std::string& path, std::string reference) const {
  return units_.get(path, [&] {
    Unit unit;
    unit.path = path;
    unit.reference = std::move(reference);
    unit.compiled = Template::parse(decode_text(files_.read(path)).text, path);
    return unit;
  });
}

UnitPointer Library::referenced(const std::string& path, const std::string& reference) const {
  if (!is_remote(reference)) {
    const std::string target = normal_path(join_path(parent_path(path), reference));
    if (files_.type(target) != FileType::file) {
      fail("file-missing", "there is no file '" + reference + "'");
    }
    if (!target.ends_with(".bicep")) return compiled(target, reference);
    return source(target);
  }
  std::string problem;
  const BicepConfiguration configuration = find_configuration(files_, parent_path(path));
  const auto cached = cached_module(reference, configuration, module_cache_, problem);
  if (!cached) fail("reference-invalid", "'" + reference + "': " + problem);
  if (files_.type(cached->path) != FileType::file) {
    fail("module-not-restored", "'" + reference +
                                    "' is not in the module cache; run: bicep restore " +
                                    std::string(base_name(path)));
  }
  return compiled(cached->path, cached->reference);
}

}  // namespace avmdoc

#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Whether an imported type is what its module has.
bool imported_type_agrees(Compilation& c, std::string_view name, JsonObject definition,
                          bool has_local_imports) {
  const auto from = import_of(name, definition);
  if (from->module.find(':') != std::string_view::npos) {
    if (has_local_imports) return true;  // what refers to it is looked at
    return std::ranges::any_of(c.statements(), [&](Node statement) {
      if (statement.kind() != NodeKind::import) return false;
      const auto text = bicep::path_text(statement);
      if (!text) return false;
      const auto module = c.library.remote(c.unit->path, *text);
      return module && module->reference == from->module;
    });
  }
  try {
    const UnitPointer other = c.library.source(file_of(c, from->module));
    const Declaration* declared = other->find(from->name);
    if (declared == nullptr || declared->import_item ||
        declared->statement.kind() != NodeKind::type_declaration) {
      return false;
    }
    Compilation there{c.library, c.main, other, c.root};
    return declaration_agrees(there, declared->statement, declared->statement.child(Field::value),
                              Members(definition));
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool imports_agree(Compilation& c) {
  bool has_local = false;
  std::size_t count = 0;
  const auto compiled = object_member(c.root, "definitions");
  for (const Node statement : c.statements()) {
    if (statement.kind() != NodeKind::import) continue;
    const auto list = statement.child(Field::target);
    const auto text = bicep::path_text(statement);
    if (!text || !list) return false;
    has_local = has_local || text->find(':') == std::string::npos;
    for (const bicep::ImportedName& name : bicep::imported_names(statement)) {
      const auto definition = compiled ? object_member(*compiled, name.known) : std::nullopt;
      if (!definition) continue;  // `functions_agree` looks at it
      if (!is_import(c, name.known, *definition, statement, name.original)) return false;
      ++count;
    }
  }
  if (!compiled) return true;
  for (const auto [name, definition] : *compiled) {
    if (!definition.is_object()) return false;
    if (!import_of(name, JsonObject(definition))) continue;
    if (!imported_type_agrees(c, name, JsonObject(definition), has_local)) return false;
    if (!name.starts_with('_')) --count;
  }
  return count == 0;
}

bool is_import(const Compilation& c, std::string_view name, JsonObject definition, Node import,
               std::string_view original) {
  const auto from = import_of(name, definition);
  const auto text = bicep::path_text(import);
  if (!from || !text || from->name != original) return false;
  if (const auto module = c.library.remote(c.unit->path, *text)) {
    return module->reference == from->module;
  }
  return file_of(c, from->module) == referenced_path(c.unit->path, *text);
}

std::string file_of(const Compilation& c, std::string_view module) {
  return referenced_path(c.main->path, module);
}

}  // namespace avmdoc

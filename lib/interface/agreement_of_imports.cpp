#include <unordered_set>

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// What a source imports from.
struct ImportSources {
  bool has_files = false;
  std::unordered_set<std::string> modules;  ///< references of registries
};

/// Whether an imported type is what its module has.
bool imported_type_agrees(Compilation& c, std::string_view name, JsonObject definition,
                          const ImportSources& imports) {
  const auto from = import_of(name, definition);
  if (from->module.find(':') != std::string_view::npos) {
    // What files import, too, is looked at where it is referred to.
    return imports.has_files || imports.modules.contains(std::string(from->module));
  }
  try {
    const UnitPointer other = c.library.source(file_of(c, from->module));
    const Declaration* declared = other->find(from->name);
    if (declared == nullptr || declared->import_item ||
        declared->statement.kind() != NodeKind::type_declaration) {
      return false;
    }
    Compilation there{c.library, c.main, other, c.root, c.names};
    return declaration_agrees(there, declared->statement, declared->statement.child(Field::value),
                              Members(definition));
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool imports_agree(Compilation& c) {
  ImportSources imports;
  std::size_t count = 0;
  for (const Node statement : c.statements()) {
    if (statement.kind() != NodeKind::import) continue;
    const auto list = statement.child(Field::target);
    const auto text = bicep::path_text(statement);
    if (!text || !list) return false;
    if (text->find(':') == std::string::npos) {
      imports.has_files = true;
    } else if (const auto module = c.library.remote(c.unit->path, *text)) {
      imports.modules.insert(module->reference);
    }
    for (const bicep::ImportedName& name : bicep::imported_names(statement)) {
      const auto definition = c.names.definitions.find(name.known);
      if (definition == c.names.definitions.end()) continue;  // `functions_agree` looks at it
      if (!is_import(c, name.known, definition->second, statement, name.original)) return false;
      ++count;
    }
  }
  const auto compiled = object_member(c.root, "definitions");
  if (!compiled) return true;
  for (const auto [name, definition] : *compiled) {
    if (!definition.is_object()) return false;
    if (!import_of(name, JsonObject(definition))) continue;
    if (!imported_type_agrees(c, name, JsonObject(definition), imports)) return false;
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

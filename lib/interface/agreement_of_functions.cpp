#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

bool parameters_agree(Compilation& c, Node body, JsonObject function) {
  const auto compiled = array_member(function, "parameters");
  if (!compiled) return false;
  auto next = compiled->begin();
  for (const Node variable : body.children()) {
    const auto name = variable.child(Field::name);
    if (variable.field() != Field::variable || !name) continue;
    if (!(next != compiled->end()) || !(*next).is_object()) return false;
    const Members schema{JsonObject(*next)};
    if (string_member(schema, "name") != name->text() ||
        !declaration_agrees(c, variable, variable.child(Field::type), schema)) {
      return false;
    }
    ++next;
  }
  return !(next != compiled->end());
}

bool own_function_agrees(Compilation& c, Node statement, std::string_view name,
                         JsonObject function) {
  const auto body = statement.child(Field::body);
  const auto result = object_member(function, "output");
  return body && result && !import_of(name, function) &&
         agreed_decorators(c, statement, Members(function)) &&
         parameters_agree(c, *body, function) &&
         declaration_agrees(c, *body, body->child(Field::type), Members(*result));
}

/// A function of another file. What else is imported must not be a function of the template, and
/// what comes from a module of a registry could be one.
bool imported_function_agrees(Compilation& c, Node import, const bicep::ImportedName& name,
                              std::optional<JsonObject> function) {
  const auto path = bicep::path_text(import);
  if (!path || path->find(':') != std::string::npos) return false;
  try {
    const UnitPointer other = c.library.source(referenced_path(c.unit->path, *path));
    const Declaration* declared = other->find(name.original);
    if (declared == nullptr || declared->import_item) return false;
    if (declared->statement.kind() != NodeKind::function) return !function;
    Compilation there{c.library, c.main, other, c.root, c.names};
    return function && is_import(c, name.known, *function, import, name.original) &&
           agreed_decorators(there, declared->statement, Members(*function));
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool functions_agree(Compilation& c) {
  std::size_t count = c.names.function_count;
  const auto function_named = [&](std::string_view name) {
    const auto found = c.names.functions.find(name);
    return found == c.names.functions.end() ? std::nullopt : std::optional(found->second);
  };
  for (const Node statement : c.statements()) {
    if (statement.kind() == NodeKind::function) {
      const auto name = statement.child(Field::name);
      const auto found = name ? function_named(name->text()) : std::nullopt;
      if (!found || !own_function_agrees(c, statement, name->text(), *found)) return false;
      --count;
    } else if (statement.kind() == NodeKind::import) {
      for (const bicep::ImportedName& name : bicep::imported_names(statement)) {
        if (c.names.definitions.contains(name.known)) continue;
        const auto found = function_named(name.known);
        if (!imported_function_agrees(c, statement, name, found)) return false;
        if (found) --count;
      }
    }
  }
  return count == 0;
}

}  // namespace avmdoc

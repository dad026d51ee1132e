#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "interface/source_reader.hpp"
#include "template/json.hpp"
#include "template/marks.hpp"

/// The parts of `certainly_agrees`, by the files that define them. Each gives true only where the
/// template certainly says what the source says.
namespace avmdoc {

/// What a template declares, by name: a source may ask for each of ten thousand.
struct TemplateNames {
  explicit TemplateNames(JsonObject root);

  std::unordered_map<std::string_view, JsonObject> definitions;
  std::unordered_map<std::string_view, JsonObject> functions;
  std::size_t function_count = 0;  ///< those of one name in several namespaces, too
};

/// A source and the template that it was compiled into.
struct Compilation {
  const Library& library;
  const UnitPointer& main;  ///< the source of the template
  const UnitPointer& unit;  ///< it, or another one whose types it imports
  JsonObject root;
  const TemplateNames& names;               ///< of `root`
  std::optional<SourceReader> reader = {};  ///< of expressions, made when there is one

  [[nodiscard]] bicep::Node::Children statements() const { return unit->tree->root().children(); }
};

/// Looks up members that mostly come in the order that they are asked for.
class OrderedMembers {
 public:
  explicit OrderedMembers(std::optional<JsonObject> object);
  /// The member of that name that is an object.
  std::optional<JsonObject> find(std::string_view name);

 private:
  std::optional<JsonObject> object_;
  JsonObject::iterator next_;
  std::unordered_map<std::string_view, Json> by_name_;  ///< made when one is asked out of order
};

/// What the decorators of a declaration mean for its type.
struct TypeDecorators {
  bool secure = false;
  bool allowed = false;
  bool sealed = false;
  std::optional<bicep::Node> discriminator;
};

// --- agreement.cpp

/// Literals are compared as they are; of other expressions the compiler's text is made.
bool value_agrees(Compilation& c, bicep::Node value, Json json);

// --- agreement_of_declarations.cpp

/// The statements of a kind, and the members of the section that they are compiled into.
bool declarations_agree(Compilation& c, bicep::NodeKind kind, std::string_view section);
bool definitions_agree(Compilation& c);

/// A declaration with its decorators and its type.
bool declaration_agrees(Compilation& c, bicep::Node statement, std::optional<bicep::Node> type,
                        const Members& schema);

/// What the decorators of a declaration say; nothing where the schema says something else.
std::optional<TypeDecorators> agreed_decorators(Compilation& c, bicep::Node declaration,
                                                const Members& schema);

// --- agreement_of_functions.cpp

/// The module's own functions, and those that it imports by name.
bool functions_agree(Compilation& c);

// --- agreement_of_imports.cpp

/// Imported types come from the same version of a module of a registry, or say the same in the
/// file.
bool imports_agree(Compilation& c);

/// Whether a definition is what an import statement of the unit takes from a module under a name.
bool is_import(const Compilation& c, std::string_view name, JsonObject definition,
               bicep::Node import, std::string_view original);

/// The path of a file that a template names.
std::string file_of(const Compilation& c, std::string_view module);

// --- agreement_of_types.cpp

bool type_agrees(Compilation& c, bicep::Node type, const Members& schema,
                 const TypeDecorators& decorators);

// --- agreement_of_resources.cpp

bool resources_agree(const Compilation& c);

}  // namespace avmdoc

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"
#include "avmdoc/value.hpp"
#include "interface/library.hpp"

/// What the Bicep compiler makes of a source, as far as the interface of a module needs it.
namespace avmdoc {

/// A template made from a source: parameters, types, functions, outputs and metadata as the
/// compiler writes them, variables and resources by their names and types only.
struct SourceTemplate {
  std::string json;
  /// Where the user-defined types come from, by their names in the template.
  struct Origin {
    UnitPointer unit;
    std::string name;
  };
  std::map<std::string, Origin, std::less<>> definitions;
};

/// Reads a source into a template. Throws `Error` with all that is wrong in it, and with what it
/// alone does not determine of the types of parameters, outputs and functions: no value is guessed.
SourceTemplate read_source(const Library& library, const UnitPointer& unit);

/// The same for a comparison: what is wrong or not determined is marked (`unknown_mark`), all
/// variables have values, and what modules deploy is left out.
SourceTemplate read_own_source(const Library& library, const UnitPointer& unit);

/// The unit that declares the value that a JSON pointer into the template of a source names, and
/// the pointer to it in the template of that unit.
struct SourceDeclaration {
  UnitPointer unit;
  std::string pointer;
};
SourceDeclaration declaration_in_source(const SourceTemplate& source, const UnitPointer& unit,
                                        std::string_view pointer);

/// Resources, nested templates included, as the members `resources` and `variables` of a template.
/// `open` are the paths of the modules that are being read.
std::shared_ptr<const Deployments> read_deployments(const Library& library, const Unit& unit,
                                                    std::vector<std::string>& open);

/// The unit's own resources and modules, as the member `resources` of a template.
std::string read_own_deployments(const Library& library, const Unit& unit);

/// A name in a file, the declaration itself and not an import of it.
struct Symbol {
  UnitPointer unit;
  std::string name;

  friend auto operator<=>(const Symbol& a, const Symbol& b) {
    return std::tie(a.unit->path, a.name) <=> std::tie(b.unit->path, b.name);
  }
};

/// Types and expressions of one module; what they refer to is collected.
class SourceReader {
 public:
  /// What becomes of what is wrong or not determined.
  enum class Problems : std::uint8_t { thrown, marked };

  SourceReader(const Library& library, UnitPointer main, Problems problems = Problems::thrown);

  SourceTemplate read();

  /// The value of an expression as the compiler writes it, or nothing when that is not determined.
  std::optional<Value> known_value(bicep::Node expression);

 private:
  using Schema = Value::Object;

  // --- source_reader.cpp
  void read_metadata(Value::Object& root);
  void read_parameters(Value::Object& root);
  void read_outputs(Value::Object& root);
  void read_functions(Value::Object& root);
  void read_variables(Value::Object& root);
  Value marked_value(const UnitPointer& unit, bicep::Node expression);

  // --- imports.cpp
  void name_imported_types();
  void read_imported_functions(Value::Object& members);
  void read_queue();
  Schema compiled_schema(const Symbol& symbol);
  static std::optional<Schema> compiled_function(const UnitPointer& unit, std::string_view name);
  void rewrite_references(Value& schema, const UnitPointer& unit);

  // --- symbols.cpp
  void error(const Unit& unit, bicep::Node node, std::string code, std::string message);
  void error(const Unit& unit, bicep::Node node, const Error& cause);
  void unknown(const Unit& unit, bicep::Node node, std::string what);
  UnitPointer imported_unit(const UnitPointer& unit, bicep::Node import);
  /// What a name, or a name behind a wildcard, refers to. Reports what is not there.
  std::optional<Symbol> resolve(const UnitPointer& unit, bicep::Node name, bicep::NodeKind kind);
  std::optional<Symbol> resolve_wildcard(const UnitPointer& unit, bicep::Node base,
                                         bicep::Node name);
  /// Reports a name that an earlier build did not take from a module that is not in the cache.
  void error_of_earlier_build(const Unit& unit, bicep::Node node, const Unit& target);
  std::optional<Symbol> exported(const UnitPointer& unit, const std::string& name, bicep::Node at,
                                 const Unit& from, bicep::NodeKind kind);
  std::string prefix_of(const UnitPointer& unit);
  std::string definition_name(const Symbol& symbol);
  /// The value of a `$ref` to a type.
  std::string reference_to(const Symbol& symbol);
  /// Whether `shared` in `shared.lockType` is an import of all that a file exports.
  static bool is_wildcard(const UnitPointer& unit, bicep::Node base);

  // --- type_schemas.cpp
  Schema declared_schema(const UnitPointer& unit, bicep::Node statement,
                         std::optional<bicep::Node> type);
  Schema schema(const UnitPointer& unit, bicep::Node type, std::string_view discriminator);
  Schema object_schema(const UnitPointer& unit, bicep::Node type);
  Schema tuple_schema(const UnitPointer& unit, bicep::Node type);
  Schema array_schema(const UnitPointer& unit, bicep::Node type);
  Schema union_schema(const UnitPointer& unit, bicep::Node type, std::string_view discriminator);
  Schema member_schema(const UnitPointer& unit, bicep::Node type);
  Schema name_schema(const UnitPointer& unit, bicep::Node type);
  Schema resource_schema(const UnitPointer& unit, bicep::Node type, const std::string& resource,
                         bool is_output);

  // --- decorators.cpp
  void decorate(const UnitPointer& unit, bicep::Node statement, Schema& schema);

  // --- type_places.cpp
  /// A type somewhere in a unit, behind all references: a node of a source or JSON of a template.
  struct Place {
    UnitPointer unit;
    std::optional<bicep::Node> node;
    std::optional<JsonObject> json;
    std::string pointer;   ///< from the definition on; empty for a type without a name
    std::string resource;  ///< for a type of a resource: `<type>@<version>#properties/…`
    bool is_output = false;
    bool nullable = false;
  };
  std::optional<Place> place_of(const UnitPointer& unit, bicep::Node type, std::size_t depth);
  std::optional<Place> behind(Place place, std::size_t depth);
  std::optional<Place> member_of(const UnitPointer& unit, const Place& base, bicep::Node access);
  std::optional<Symbol> type_symbol(const UnitPointer& unit, bicep::Node type, bool& is_known);
  std::optional<Place> compiled_place(const Symbol& symbol, std::size_t depth);
  std::optional<Place> json_place_of(const UnitPointer& unit, JsonObject schema,
                                     std::string pointer, std::size_t depth);
  static std::optional<Place> resource_place(Place place);

  // --- type_cycles.cpp
  /// Reports the first type that has no value without itself, unless one was found on the way.
  void refuse_cycles();

  // --- literal_types.cpp
  bool may_follow(const UnitPointer& unit, bicep::Node type);
  bool literals(const UnitPointer& unit, bicep::Node type, Value::Array& values, bool& nullable,
                std::size_t depth);
  bool object_literal(const UnitPointer& unit, bicep::Node type, Value::Array& values,
                      std::size_t depth);
  bool tuple_literal(const UnitPointer& unit, bicep::Node type, Value::Array& values,
                     std::size_t depth);
  bool named_literals(const UnitPointer& unit, bicep::Node type, Value::Array& values,
                      bool& nullable, std::size_t depth);
  void add_variants(const UnitPointer& unit, bicep::Node type, std::string_view discriminator,
                    Schema& mapping, std::size_t depth);
  std::optional<std::string> variant_key(const Place& place, std::string_view discriminator);

  // --- expressions.cpp
  Value value(const UnitPointer& unit, bicep::Node expression);
  Value object_value(const UnitPointer& unit, bicep::Node object);
  Value array_value(const UnitPointer& unit, bicep::Node array);
  std::string text(const UnitPointer& unit, bicep::Node expression);
  std::string string_text(const UnitPointer& unit, bicep::Node string);
  std::string call_text(const UnitPointer& unit, bicep::Node call);
  std::string access_text(const UnitPointer& unit, bicep::Node access);
  std::string binary_text(const UnitPointer& unit, bicep::Node binary);
  std::string object_text(const UnitPointer& unit, bicep::Node object);
  std::string array_text(const UnitPointer& unit, bicep::Node array);
  std::string name_text(const UnitPointer& unit, bicep::Node name);
  std::string arguments_text(const UnitPointer& unit, bicep::Node call);
  std::string spread_text(const UnitPointer& unit, bicep::Node list, std::string_view function,
                          bool is_object);

  const Library& library_;
  UnitPointer main_;
  std::map<Symbol, std::string> names_;
  std::map<std::string, std::string> prefixes_;  ///< by the path of the unit
  std::vector<Symbol> queue_;
  std::set<std::string> defined_;
  Value::Object definitions_;
  SourceTemplate result_;
  std::vector<Diagnostic> errors_;
  std::set<std::string> earlier_imports_;  ///< references of modules that the cache lacks
  Problems problems_;
  std::size_t problem_count_ = 0;  ///< also those that are in `errors_` already
  std::string last_problem_;       ///< when they are marked
  std::size_t followed_ = 0;       ///< types, from one to the next
  bool in_reach_ = true;           ///< whether a README shows what is being read
};

}  // namespace avmdoc

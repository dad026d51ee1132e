#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/value.hpp"
#include "template/template.hpp"

/// What a module offers its callers, read from a compiled template or from a source.
namespace avmdoc {

/// What a source alone does not determine, and why not.
struct Unknown {
  std::string reason;
};

/// Where an imported type or function comes from.
struct ImportedFrom {
  std::string module;  ///< `br:mcr.microsoft.com/bicep/…:0.6.1`, or the path of a file
  std::string name;    ///< what it is called there
};

struct TypeMember;

/// A type, as a tree. Locations have a file and a JSON pointer into the template, or into the one
/// that is made from the source; positions are found where they are shown.
struct InterfaceType {
  Location location;
  std::optional<Unknown> unknown;       ///< then nothing else is known
  std::optional<Unknown> unknown_type;  ///< then what its decorators say is known, but no more
  std::string kind;              ///< `string`, `securestring`, …; empty for a reference and `any`
  std::string reference;         ///< the type that it refers to: `lockType`, `lockType/items`
  std::optional<bool> nullable;  ///< nothing: as the type that it refers to
  std::optional<Value> allowed_values;
  std::optional<Value> min_value;
  std::optional<Value> max_value;
  std::optional<Value> min_length;
  std::optional<Value> max_length;
  std::optional<std::string> description;
  Value::Object metadata;  ///< without the description and the compiler's own
  std::vector<TypeMember> properties;
  std::optional<bool>
      open;  ///< whether properties (elements of a tuple) without a type are allowed
  std::shared_ptr<const InterfaceType> any_property;  ///< of the type of `*`, or null
  std::shared_ptr<const InterfaceType> element;       ///< of the elements of an array, or null
  std::vector<InterfaceType> tuple;
  std::string discriminator;
  std::vector<TypeMember> variants;
  std::string resource_property;  ///< `Microsoft.A/as@2024-01-01#properties/tags`, where taken from
};

/// A property, a variant, an argument of a function.
struct TypeMember {
  std::string name;
  InterfaceType type;
};

struct InterfaceParameter {
  std::string name;
  InterfaceType type;
  std::optional<Value> default_value;
  std::optional<Unknown> unknown_default;
};

/// A user-defined type.
struct InterfaceDefinition {
  std::string name;
  InterfaceType type;
  bool exported = false;
  std::optional<ImportedFrom> imported;
};

struct InterfaceFunction {
  std::string name;
  Location location;
  std::optional<std::string> description;
  bool exported = false;
  std::optional<ImportedFrom> imported;  ///< then arguments and result may not be known
  std::vector<TypeMember> arguments;
  std::optional<InterfaceType> result;
};

/// A metadata statement or a variable.
struct InterfaceValue {
  std::string name;
  Location location;
  Value value;
  std::optional<Unknown> unknown;
  std::optional<std::string> description;  ///< of exported variables alone
  bool exported = false;
};

/// A resource or module that is deployed.
struct InterfaceResource {
  std::string symbolic_name;  ///< `parent::child` for a nested one; empty where there are none
  Location location;
  std::string type;
  std::string version;
  std::string name;  ///< an expression
  bool existing = false;
  bool conditional = false;
  bool loop = false;
  bool extension = false;          ///< of another provider than Azure: has no type and version
  std::optional<Unknown> unknown;  ///< of what a module deploys
  std::vector<InterfaceResource> nested;  ///< what a module deploys, in the order of its template

  [[nodiscard]] bool is_module() const;
};

struct Interface {
  std::string file;
  std::string
      scope;  ///< `resourceGroup`, `subscription`, `managementGroup`, `tenant`; may be empty
  std::vector<InterfaceValue> metadata;
  std::vector<InterfaceParameter> parameters;
  std::vector<InterfaceDefinition> definitions;
  std::vector<InterfaceValue> variables;
  std::vector<InterfaceFunction> functions;
  std::vector<InterfaceParameter> outputs;  ///< without defaults
  std::vector<InterfaceResource> resources;
  bool symbolic = false;  ///< whether resources have symbolic names
  /// Of which imports nothing is known, so that definitions and functions may be missing.
  std::optional<Unknown> unknown_imports;

  [[nodiscard]] const InterfaceDefinition* definition(std::string_view name) const;
};

/// The member that marks what a template made from a source could not know; its value is the
/// reason.
inline constexpr std::string_view unknown_mark = "__avmdoc_unknown!";
inline constexpr std::string_view unknown_type_mark = "__avmdoc_unknown_type!";

/// Reads a template, or a nested one, whose members are at `pointer` in `file`. What is not shaped
/// as the compiler writes it is left out.
Interface read_interface(JsonObject root, std::string_view file, std::string_view pointer = "");

}  // namespace avmdoc

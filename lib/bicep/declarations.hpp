#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"

/// What the declarations of a file consist of.
namespace avmdoc::bicep {

/// The decorator of that name, also behind `sys.`, or nothing.
std::optional<Node> decorator(Node declaration, std::string_view name);

/// The name of a decorator and its first argument; both empty for one that is not a call.
struct Decoration {
  std::string_view name;
  std::optional<Node> argument;
};
Decoration decoration_of(Node decorator);

/// The first argument of the decorator of that name.
std::optional<Node> decorator_argument(Node declaration, std::string_view name);

/// The object that a resource or module is declared with, behind its loop and condition.
std::optional<Node> body_object(Node statement);

/// The property of that name of an object, and its value.
std::optional<Node> find_property(Node object, std::string_view name);
std::optional<Node> find_value(Node object, std::string_view name);

/// The path of a module or import, the type of a resource; nothing when it is not a plain string.
std::optional<std::string> path_text(Node statement);

/// `Microsoft.A/as@2024-01-01` as its two parts. The version is empty where there is none.
struct VersionedType {
  std::string type;
  std::string version;
};
VersionedType versioned_type(std::string_view text);

/// A name that an import statement lists: `{ original as known }`.
struct ImportedName {
  Node node;             ///< the original name
  std::string original;  ///< what it is called there
  std::string known;     ///< what it is called here
};

/// The names of an import statement, except those that are not well-formed; none of a wildcard.
std::vector<ImportedName> imported_names(Node import);

/// An expression or a type without the parentheses around it.
Node without_parentheses(Node node);

}  // namespace avmdoc::bicep

#pragma once

#include <optional>
#include <string_view>

#include "template/json.hpp"

/// Words that the Bicep compiler writes into templates, and what they say about a declaration.
namespace avmdoc {

inline constexpr std::string_view definitions_prefix = "#/definitions/";
/// The namespace of functions.
inline constexpr std::string_view function_space = "__bicep";

/// What the names of the compiler's own members of metadata begin with.
inline constexpr std::string_view own_marks = "__bicep_";
inline constexpr std::string_view export_mark = "__bicep_export!";
inline constexpr std::string_view import_mark = "__bicep_imported_from!";
inline constexpr std::string_view exported_variables_mark = "__bicep_exported_variables!";
inline constexpr std::string_view derived_type_mark = "__bicep_resource_derived_type!";

/// A member of the metadata of a declaration or a template.
std::optional<Json> metadata_member(JsonObject declaration, std::string_view key);
std::optional<std::string_view> description_of(JsonObject declaration);
bool is_exported(JsonObject declaration);

/// Where an imported declaration comes from.
struct ImportMark {
  std::string_view module;  ///< the reference of a registry, or the path of a file
  std::string_view name;    ///< what it is called there
};

/// Nothing for a declaration that is not imported. `name` is the one that it has in the template.
std::optional<ImportMark> import_of(std::string_view name, JsonObject declaration);

/// Calls `take(name, function, index of its namespace)` for the user-defined functions of a
/// template.
template <typename Take>
void for_each_function(JsonObject root, const Take& take) {
  const auto spaces = array_member(root, "functions");
  if (!spaces) return;
  std::size_t index = 0;
  for (const Json space : *spaces) {
    const auto members = space.is_object() ? object_member(space, "members") : std::nullopt;
    if (members) {
      for (const auto [name, function] : *members) {
        if (function.is_object()) take(name, JsonObject(function), index);
      }
    }
    ++index;
  }
}

/// What the compiler says about itself, such as `version` or `templateHash`; empty when it does
/// not.
std::string_view generator_text(JsonObject root, std::string_view key);

/// The target scope, as Bicep calls it; empty when the schema is not that of one.
std::string_view scope_of(JsonObject root);

}  // namespace avmdoc

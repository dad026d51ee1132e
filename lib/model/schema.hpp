#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "template/json_place.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// A schema of the template (a parameter, a property, a user-defined type) and the JSON pointer of
/// its place. The steps down mirror those by which the template stage unfolds types, so a walk
/// along the parameters of a module finds the schema of each.
struct SchemaPlace {
  JsonObject schema;
  std::string pointer;

  /// A member of one of its members: `place.below("properties", "name")`.
  [[nodiscard]] std::optional<SchemaPlace> below(std::string_view first,
                                                 std::string_view second) const;
  /// What it refers to when it is only a `$ref`, else itself.
  [[nodiscard]] SchemaPlace resolved(const Template& compiled) const;
  /// The schema that has its properties or variants: of its type or of its type's elements.
  [[nodiscard]] SchemaPlace unfolded(const Template& compiled) const;
  /// The variant of that name, where it is a discriminated union.
  [[nodiscard]] std::optional<SchemaPlace> variant(std::string_view name,
                                                   const Template& compiled) const;
  /// The user-defined type that it, or each of its elements, is of; or empty.
  [[nodiscard]] std::string_view type_name() const;
};

}  // namespace avmdoc

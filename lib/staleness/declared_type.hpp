#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "avmdoc/bicep.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// How a difference is told: the name of the property inside the type (empty for the type itself),
/// what is wrong with it (`is missing`, `has another type`), and where the source says it.
using TellDifference =
    std::function<void(std::string_view property, std::string_view what, bicep::Node place)>;

/// Whether a file declares a type of that name.
using DeclaresType = std::function<bool(std::string_view name)>;

/// Holds a declaration with a type (a parameter, output, type or property) against its schema:
/// its decorators and its type.
class TypeComparison {
 public:
  TypeComparison(const DeclaresType& declares, TellDifference tell)
      : declares_(declares), tell_(std::move(tell)) {}

  void compare(bicep::Node declaration, bicep::Node type, JsonObject schema);

 private:
  struct Decorators;
  struct Path {
    const Path* parent;
    std::string_view name;
  };

  void compare_at(const Path* path, bicep::Node declaration, bicep::Node type,
                  const Members& schema);
  Decorators read(const Path* path, bicep::Node declaration, const Members& schema);
  void compare_type(const Path* path, bicep::Node place, bicep::Node type, const Members& schema,
                    const Decorators& decorators);
  void compare_shape(const Path* path, bicep::Node place, bicep::Node type, const Members& schema,
                     const Decorators& decorators);
  void compare_properties(const Path* path, bicep::Node place, bicep::Node type,
                          const Members& schema, const Decorators& decorators);
  void compare_union(const Path* path, bicep::Node place, bicep::Node type, const Members& schema);
  void tell(const Path* path, std::string_view what, bicep::Node place) const;

  const DeclaresType& declares_;
  TellDifference tell_;
};

}  // namespace avmdoc

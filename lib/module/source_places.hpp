#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The declarations of a module's source, to look many of them up. The tree must outlive it.
class SourcePlaces {
 public:
  explicit SourcePlaces(const bicep::Tree& tree);

  /// The first statement of a kind that declares a name.
  [[nodiscard]] std::optional<bicep::Node> find(bicep::NodeKind kind, std::string_view name) const;

  /// The declaration of what a JSON pointer names in the compiled template, or the deepest one on
  /// the way to it, a statement or a property: `/parameters/x` is the declaration of `x`,
  /// `/definitions/t/properties/p` the property `p` of the type `t`. Nothing when the source does
  /// not declare it (an imported type).
  [[nodiscard]] std::optional<bicep::Node> node(std::string_view pointer) const;

  /// The place of its name; 0,0 when there is none.
  [[nodiscard]] Position place(std::string_view pointer) const;

 private:
  std::map<std::pair<bicep::NodeKind, std::string_view>, bicep::Node> declarations_;
};

/// The place of a declaration's name.
Position place_of_name(bicep::Node declaration);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string_view>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The place in a module's source of what a JSON pointer names in its compiled template:
/// `/parameters/x` is the declaration of `x`, `/definitions/t/properties/p` the property `p` of
/// the type `t`. Position 0,0 when the source does not declare it (an imported type).
Position source_place(const bicep::Tree& tree, std::string_view pointer);

/// The declaration itself, or the deepest one on the way to it: a statement or a property.
std::optional<bicep::Node> source_node(const bicep::Tree& tree, std::string_view pointer);

/// The place of a declaration's name.
Position place_of_name(bicep::Node declaration);

}  // namespace avmdoc

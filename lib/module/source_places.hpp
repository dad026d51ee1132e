#pragma once

#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The place in a module's source of what a JSON pointer names in its compiled template:
/// `/parameters/x` is the declaration of `x`, `/definitions/t/properties/p` the property `p` of
/// the type `t`. Position 0,0 when the source does not declare it (an imported type).
Position source_place(const bicep::Tree& tree, std::string_view pointer);

}  // namespace avmdoc

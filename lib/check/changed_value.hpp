#pragma once

#include <string_view>

#include "avmdoc/bicep.hpp"

namespace avmdoc {

/// Of a property or value in a source whose Bicep form in the README changed from `before` to
/// `after`: the innermost property or element that the first changed line of `after` shows, or
/// `declared` when that cannot be determined.
bicep::Node changed_node(bicep::Node declared, std::string_view before, std::string_view after);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"
#include "avmdoc/rules.hpp"
#include "avmdoc/value.hpp"

namespace avmdoc {

/// The parameters of a test as an example shows them: literal values as they are, a placeholder
/// such as `<name>` for each that has none (`ConvertTo-FormattedJSONParameterObject`).
///
/// `service_short` is the default value of the test's `serviceShort` parameter, which replaces
/// `${serviceShort}`; `${namePrefix}` is left out with the separator after it.
///
/// Parameters that are passed by an expression or a spread are not known: each adds a warning with
/// its place in `file`. What a spread may replace is a placeholder.
Value::Object example_parameters(const bicep::Tree& tree, bicep::Node params,
                                 const std::optional<std::string>& service_short,
                                 const Rules& rules, std::string_view file,
                                 std::vector<Diagnostic>& warnings);

}  // namespace avmdoc

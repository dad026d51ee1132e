#pragma once

#include <optional>
#include <string>

#include "avmdoc/bicep.hpp"
#include "avmdoc/value.hpp"

namespace avmdoc {

/// The parameters of a test as an example shows them: literal values as they are, a placeholder
/// such as `<name>` for each that has none (`ConvertTo-FormattedJSONParameterObject`).
///
/// `service_short` is the default value of the test's `serviceShort` parameter, which stands in
/// for `${serviceShort}`; `${namePrefix}` is left out with the separator after it.
Value::Object example_parameters(const bicep::Tree& tree, bicep::Node params,
                                 const std::optional<std::string>& service_short);

}  // namespace avmdoc

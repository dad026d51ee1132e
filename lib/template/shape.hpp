#pragma once

#include <string_view>

#include "template/template.hpp"

namespace avmdoc {

/// Throws `Error` with the place in `file` when a template is not a deployment template, is larger
/// than the limits allow, or when a part of it that this stage reads is not what it is called.
/// `document` is what it was parsed into.
void check_shape(const Template& compiled, const simdjson::dom::document& document,
                 std::string_view file);

}  // namespace avmdoc

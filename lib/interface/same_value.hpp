#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "avmdoc/value.hpp"

namespace avmdoc {

/// Whether two texts say the same: without carriage returns, which depend on the checkout.
bool same_text(std::string_view a, std::string_view b);

/// The same for descriptions, without the indentation of their lines, which versions of the
/// compiler treat differently.
bool same_description(std::string_view a, std::string_view b);

/// Whether expressions count.
enum class Expressions : std::uint8_t { compared, ignored };

/// Whether two values of templates are the same. Ignored expressions are the same as anything.
bool same_value(const Value& a, const Value& b, Expressions expressions = Expressions::compared);
bool same_value(const std::optional<Value>& a, const std::optional<Value>& b);

}  // namespace avmdoc

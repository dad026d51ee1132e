#pragma once

#include <string_view>

/// Words of compiled templates.
namespace avmdoc {

inline constexpr std::string_view definitions_prefix = "#/definitions/";
/// What the names of the compiler's own members begin with.
inline constexpr std::string_view own_marks = "__bicep_";
inline constexpr std::string_view deployment_type = "Microsoft.Resources/deployments";

}  // namespace avmdoc

#pragma once

#include <string_view>

/// The titles of the sections (BCPNFR2).
namespace avmdoc::titles {

inline constexpr std::string_view navigation = "Navigation";
inline constexpr std::string_view resource_types = "Resource Types";
inline constexpr std::string_view usage_examples = "Usage examples";
inline constexpr std::string_view parameters = "Parameters";
inline constexpr std::string_view exported_functions = "Exported functions";
inline constexpr std::string_view outputs = "Outputs";
inline constexpr std::string_view cross_referenced_modules = "Cross-referenced modules";
inline constexpr std::string_view notes = "Notes";
inline constexpr std::string_view data_collection = "Data Collection";
inline constexpr std::string_view exported_types = "Exported types";
inline constexpr std::string_view exported_variables = "Exported variables";
inline constexpr std::string_view child_modules = "Child modules";
inline constexpr std::string_view metadata = "Metadata";
inline constexpr std::string_view resources = "Resources";

}  // namespace avmdoc::titles

#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace avmdoc::cli {

/// JSON in ASCII, so that no character of a module does anything to a terminal; what is not valid
/// UTF-8 is replaced, and what a runner of workflows would take for a command is escaped.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace avmdoc::cli

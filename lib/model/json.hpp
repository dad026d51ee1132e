#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/model.hpp"
#include "avmdoc/value.hpp"

/// JSON to be written; members keep their order.
namespace avmdoc {

using JsonOut = nlohmann::ordered_json;

JsonOut json_of(const Value& value);
JsonOut json_of(const std::vector<Diagnostic>& diagnostics, std::string_view folder);

/// The path of a file relative to `folder`, when it is below it.
std::string_view file_below(std::string_view file, std::string_view folder);

/// As text. What is not UTF-8 is replaced (U+FFFD): a source may hold anything.
std::string text_of(const JsonOut& json, JsonLayout layout);

}  // namespace avmdoc

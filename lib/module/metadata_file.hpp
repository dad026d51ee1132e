#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"

namespace avmdoc {

inline constexpr std::string_view metadata_file = "metadata.json";

/// Whether a module is of a family that has `metadata.json`: in its own folder, or in that of a
/// module above it.
bool has_metadata_file(const Sources& sources, const ModuleFolder& folder);

/// The object in the module's own `metadata.json`; nothing when there is no such file. Throws
/// `Error` with the place when it is not a JSON object.
std::optional<Value> read_metadata_file(const Sources& sources, const std::string& folder,
                                        std::vector<Diagnostic>& warnings);

/// A text in it, or empty.
std::string metadata_text(const std::optional<Value>& metadata, std::string_view key);

/// Where `metadata.json` says something else than the sources, as warnings: the display name and
/// the description, which `main.bicep` has as `metadata name` and `metadata description`, and the
/// prefix of the telemetry deployment.
void compare_metadata(const Sources& sources, const Module& module,
                      std::vector<Diagnostic>& warnings);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/convention.hpp"

namespace avmdoc::cli {

/// The configuration of the Bicep CLI.
inline constexpr std::string_view bicep_config_name = "bicepconfig.json";

/// What the part `documentation` of a `bicepconfig.json` says that settings of ours say as well.
struct BicepDocumentation {
  std::string file;    ///< the path of the `bicepconfig.json`
  std::string output;  ///< `output.file`; empty when it is not there
  /// Globs of `examples.sources`, from the module's folder on; empty when they are not there.
  std::vector<std::string> examples;
  std::vector<std::string> excluded_examples;
  std::vector<Reassignment> reassignments;  ///< `examples.reassignments`
};

/// Whether a text names a folder directly below another one.
bool is_folder_name(std::string_view text);

/// That of a `bicepconfig.json`, given its text; nothing when it has no such part. Throws `Error`
/// for a part of another shape.
std::optional<BicepDocumentation> bicep_documentation(const std::string& file,
                                                      std::string_view text);

}  // namespace avmdoc::cli

#pragma once

#include <optional>
#include <string>
#include <vector>

namespace avmdoc::cli {

/// What the part `documentation` of a `bicepconfig.json` says that settings of ours say as well.
struct BicepDocumentation {
  std::string file;    ///< the path of the `bicepconfig.json`
  std::string output;  ///< `output.file`; empty when it is not there
  std::vector<std::string>
      examples;  ///< globs of `examples.sources`; empty when they are not there
};

/// That of the nearest `bicepconfig.json` in a folder or above it, up to `top`, as the Bicep CLI
/// takes it; nothing when that file has no such part. Throws `Error` for a part of another shape.
std::optional<BicepDocumentation> bicep_documentation(const std::string& folder,
                                                      const std::string& top);

}  // namespace avmdoc::cli

#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"

namespace avmdoc::cli {

/// `--build` and `--bicep FILE`. `build` is the help of the first.
std::vector<Option> build_options(const std::string& build);

/// The Bicep CLI to build with; empty without `--build`. Throws `UsageError` for `--bicep` alone,
/// and what `find_bicep` does.
std::string bicep_of(const Arguments& arguments, const std::string& command);

/// The Bicep CLI that `--build` runs: the one that `named` (`--bicep`) or else `AVMDOC_BICEP`
/// names; or the one on the PATH; or one where `az bicep install`, the installers and the Visual
/// Studio Code extension put it. Throws `Error` when there is none, or when the one that is named
/// does not run.
std::string find_bicep(const std::string& named);

/// The file that a source is compiled to: `main.json` for `main.bicep`.
std::string compiled_path(const std::string& source);

/// Runs `bicep build` on a `main.bicep`, which writes the `main.json` next to it. Throws `Error`
/// with the compiler's errors and warnings, a diagnostic each.
void build_in_place(const std::string& bicep, const std::string& source);

/// The same, but returns the template and writes nothing.
std::string build_to_text(const std::string& bicep, const std::string& source);

}  // namespace avmdoc::cli

#pragma once

#include <string>

namespace avmdoc::cli {

/// What is said when it is not: `--build` then works with the `main.json` files that are there.
inline constexpr const char* bicep_missing =
    "note: the Bicep CLI is not on the PATH, so nothing is built; each main.json is taken as it is";

/// Whether the Bicep CLI is on the PATH. Looked for once.
bool bicep_is_available();

/// Runs `bicep build` on a `main.bicep`, which writes the `main.json` beside it. Throws `Error`
/// with the compiler's errors.
void build_in_place(const std::string& source);

/// The same, but gives the template and writes nothing.
std::string build_to_text(const std::string& source);

}  // namespace avmdoc::cli

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc::cli {

/// The diagnostics in what `bicep build` prints, a line each:
/// `/path/main.bicep(6,19) : Error BCP057: The name "a" does not exist. [https://…]`. Errors come
/// before warnings, otherwise the order is kept. A line of another form continues the message
/// before it; at the beginning it is about `source`, the file that was compiled. Paths in messages
/// are shortened to be relative to `folder`. A column counts UTF-16 code units, as the compiler's
/// does.
std::vector<Diagnostic> bicep_diagnostics(std::string_view output, const std::string& source,
                                          const std::string& folder);

}  // namespace avmdoc::cli

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// Where the first unresolved merge conflict of a text begins, in bytes: a line `<<<<<<< label`
/// that a line `=======` and a line `>>>>>>> label` follow.
std::optional<std::size_t> find_merge_conflict(std::string_view text);

/// The first line that begins or ends a merge conflict. A single one is the rest of a conflict: an
/// error in a language that has no such line, but in Markdown it may be text.
std::optional<std::size_t> find_merge_marker(std::string_view text);

/// The error for a conflict at an offset of a file, with advice on what to do.
Diagnostic merge_conflict(std::string_view text, std::size_t at, const std::string& path,
                          std::string_view advice);

}  // namespace avmdoc

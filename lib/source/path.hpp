#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// A path without empty and `.` parts, in which `..` cancels the part before it. Text alone:
/// symbolic links are not followed. The folder that a relative path starts from is the empty path.
std::string normal_path(std::string_view path);

/// The greatest depth of a walk through folders. Files in memory may be deeper, which no disk
/// allows.
inline constexpr std::size_t max_folder_levels = 1000;
Diagnostic folder_too_deep(std::string folder);

/// `folder` and a name in it as one path.
std::string join_path(std::string_view folder, std::string_view name);

/// Where a relative reference in a file leads to: `../b/main.bicep` in `a/main.bicep`.
std::string referenced_path(std::string_view file, std::string_view reference);

/// The path with another extension: `main.json` for `main.bicep`.
std::string with_extension(std::string_view path, std::string_view extension);

/// The path without its last part, and that last part: views of it.
std::string_view parent_path(std::string_view path);
std::string_view base_name(std::string_view path);

/// The part of a path below a folder, which is empty for the folder that relative paths start from;
/// empty when the path does not lie below it.
std::string_view path_below(std::string_view path, std::string_view folder);

/// Cuts the first part off a path that has no empty parts, and gives it.
std::string_view take_part(std::string_view& path);

}  // namespace avmdoc

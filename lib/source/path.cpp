#include "source/path.hpp"

#include <algorithm>
#include <utility>

namespace avmdoc {

Diagnostic folder_too_deep(std::string folder) {
  return error_at("folder-too-deep", {std::move(folder)},
                  "folders nest deeper than " + std::to_string(max_folder_levels) + " levels here");
}

std::string_view path_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return path.starts_with('/') ? "" : path;
  if (!path.starts_with(folder)) return "";
  path.remove_prefix(folder.size());
  if (folder.ends_with('/')) return path;
  return path.starts_with('/') ? path.substr(1) : "";
}

std::string_view take_part(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

std::string normal_path(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::string normal;
  normal.reserve(path.size());
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view part = take_part(rest);
    if (part.empty() || part == ".") {
      continue;
    }
    if (part == ".." && !normal.empty() && base_name(normal) != "..") {
      const std::size_t slash = normal.rfind('/');
      normal.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (part == ".." && normal.empty() && absolute) {
      continue;
    }
    if (absolute || !normal.empty()) {
      normal += '/';
    }
    normal += part;
  }
  return absolute && normal.empty() ? "/" : normal;
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path += folder;
  if (!path.empty() && path.back() != '/') {
    path += '/';
  }
  path += name;
  return path;
}

std::string with_extension(std::string_view path, std::string_view extension) {
  return std::string(path.substr(0, path.rfind('.'))).append(extension);
}

std::string referenced_path(std::string_view file, std::string_view reference) {
  return normal_path(join_path(parent_path(file), reference));
}

std::string_view parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) {
    return "";
  }
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace avmdoc

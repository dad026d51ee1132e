#include <algorithm>

#include "avmdoc/file_system.hpp"

namespace avmdoc {

FileType OverlayFileSystem::type(std::string_view path) const {
  const FileType in_memory = files_.type(path);
  return in_memory == FileType::none ? base_.type(path) : in_memory;
}

std::string OverlayFileSystem::read(std::string_view path) const {
  return files_.type(path) == FileType::file ? files_.read(path) : base_.read(path);
}

std::vector<DirectoryEntry> OverlayFileSystem::list(std::string_view folder) const {
  if (files_.type(folder) != FileType::folder) return base_.list(folder);
  std::vector<DirectoryEntry> entries = files_.list(folder);
  if (base_.type(folder) != FileType::folder) return entries;
  for (DirectoryEntry& entry : base_.list(folder)) {
    const auto known = std::ranges::find(entries, entry.name, &DirectoryEntry::name);
    if (known == entries.end()) entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

}  // namespace avmdoc

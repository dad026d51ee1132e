#include <algorithm>
#include <string>

#include "avmdoc/file_system.hpp"
#include "source/path.hpp"
#include "source/platform.hpp"

namespace avmdoc {

namespace {

using Files = std::map<std::string, std::string, std::less<>>;

/// The prefix of all files below the folder; the empty path is the folder of everything.
std::string prefix_of(const std::string& folder) {
  return folder.empty() ? std::string() : join_path(folder, "");
}

bool is_folder(const Files& files, const std::string& path) {
  const std::string prefix = prefix_of(path);
  const auto first = files.lower_bound(prefix);
  return path.empty() || (first != files.end() && first->first.starts_with(prefix));
}

}  // namespace

FileType MemoryFileSystem::type(std::string_view path) const {
  const std::string normal = normal_path(path);
  if (files_.contains(normal)) {
    return FileType::file;
  }
  return is_folder(files_, normal) ? FileType::folder : FileType::none;
}

std::string MemoryFileSystem::read(std::string_view path) const {
  const std::string normal = normal_path(path);
  const auto file = files_.find(normal);
  if (file == files_.end()) {
    platform::fail_to_read(std::string(path),
                           is_folder(files_, normal) ? "it is a folder" : "there is no such file");
  }
  std::string content;
  content.reserve(file->second.size() + platform::spare_bytes);
  content = file->second;
  return content;
}

std::vector<DirectoryEntry> MemoryFileSystem::list(std::string_view folder) const {
  const std::string normal = normal_path(folder);
  if (!is_folder(files_, normal)) {
    platform::fail_to_list(std::string(folder), files_.contains(normal)
                                                    ? "it is not a folder"
                                                    : "there is no such folder");
  }
  const std::string prefix = prefix_of(normal);
  std::vector<DirectoryEntry> entries;
  for (auto file = files_.lower_bound(prefix);
       file != files_.end() && file->first.starts_with(prefix);) {
    std::string_view rest = std::string_view(file->first).substr(prefix.size());
    const std::string name(take_part(rest));
    if (name.empty()) {  // an absolute path, which is not below the empty one
      file = files_.lower_bound("0");
    } else if (rest.empty()) {
      entries.push_back({name, FileType::file});
      ++file;
    } else {
      entries.push_back({name, FileType::folder});
      // The next name that does not begin with `name/`: '0' follows '/'.
      file = files_.lower_bound(prefix + name + '0');
    }
  }
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

}  // namespace avmdoc

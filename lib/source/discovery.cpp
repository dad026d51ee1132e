#include <algorithm>
#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "source/path.hpp"

namespace avmdoc {

namespace {

/// What the folders above one say about the sources in it.
struct Surroundings {
  bool inside_module = false;
  bool among_sources = false;  ///< below `tests`, or below `modules` of a module
};

bool holds_file(const std::vector<DirectoryEntry>& entries, std::string_view name) {
  return std::ranges::any_of(entries, [&](const DirectoryEntry& entry) {
    return entry.name == name && entry.type != FileType::folder;
  });
}

void collect(const FileSystem& files, const std::string& folder, Surroundings around,
             std::vector<std::string>& modules) {
  const std::vector<DirectoryEntry> entries = files.list(folder);
  if (holds_file(entries, "main.json") ||
      (!around.among_sources && holds_file(entries, "main.bicep"))) {
    modules.push_back(folder);
    around.inside_module = true;
  }
  for (const DirectoryEntry& entry : entries) {
    if (entry.type != FileType::folder || entry.name.starts_with('.') ||
        entry.name == "node_modules" || (entry.name == "tests" && around.inside_module)) {
      continue;
    }
    Surroundings below = around;
    if (entry.name == "tests" || (entry.name == "modules" && around.inside_module)) {
      below.among_sources = true;
    }
    collect(files, join_path(folder, entry.name), below, modules);
  }
}

}  // namespace

std::vector<std::string> find_modules(const FileSystem& files, std::string_view folder) {
  std::vector<std::string> modules;
  // Entries come sorted, so the folders do: each before those in it, part by part.
  collect(files, std::string(folder), {}, modules);
  return modules;
}

}  // namespace avmdoc

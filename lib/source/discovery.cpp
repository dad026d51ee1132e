#include "source/discovery.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "source/path.hpp"

namespace avmdoc {

namespace {

/// What the folders above one say about the sources in it.
struct Surroundings {
  std::size_t level = 0;
  bool known = false;  ///< there are such folders: it is not the one that the search began with
  bool inside_module = false;
  bool among_sources = false;  ///< below `tests`, or below `modules` of a module
};

bool holds_file(const std::vector<DirectoryEntry>& entries, std::string_view name) {
  return std::ranges::any_of(entries, [&](const DirectoryEntry& entry) {
    return entry.name == name && entry.type != FileType::folder;
  });
}

bool holds_examples(std::string_view folder) {
  constexpr std::array<std::string_view, 6> names = {"example", "examples", "sample",
                                                     "samples", "test",     "tests"};
  return std::ranges::find(names, folder) != names.end();
}

[[noreturn]] void fail_as_too_many(const std::string& folder) {
  Diagnostic diagnostic;
  diagnostic.code = "too-many-modules";
  diagnostic.location.file = folder;
  diagnostic.message = "expected at most " + std::to_string(max_modules) +
                       " modules in one run, found more; name folders with fewer";
  throw Error(std::move(diagnostic));
}

/// One walk through the folders below one.
class Search {
 public:
  Search(const FileSystem& files, const FolderList& list, const ModuleFound& found)
      : files_(files), list_(list), found_(found) {}

  void collect(const std::string& folder, Surroundings around);

  ModuleSearch result;  ///< without the modules

 private:
  FolderList::result_type list(const std::string& folder, bool was_seen);

  const FileSystem& files_;
  const FolderList& list_;
  const ModuleFound& found_;
  std::size_t count_ = 0;  ///< of modules
};

/// Null for a folder without entries: one that cannot be listed, or that was seen in another one
/// and is gone again.
FolderList::result_type Search::list(const std::string& folder, bool was_seen) {
  try {
    return list_(folder);
  } catch (const Error& error) {
    if (!was_seen || files_.type(folder) != FileType::none) {
      result.errors.insert(result.errors.end(), error.diagnostics().begin(),
                           error.diagnostics().end());
    }
    return nullptr;
  }
}

void Search::collect(const std::string& folder, Surroundings around) {
  if (around.level > max_folder_levels) {
    result.errors.push_back(folder_too_deep(folder));
    return;
  }
  const auto entries = list(folder, around.known);
  if (entries == nullptr) return;
  if (holds_file(*entries, "main.json") ||
      (!around.among_sources && holds_file(*entries, "main.bicep"))) {
    if (count_++ == max_modules) fail_as_too_many(folder);
    found_(folder);
    around.inside_module = true;
  }
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::file && is_temporary_name(entry.name)) {
      result.leftovers.push_back(join_path(folder, entry.name));
    }
    if (entry.type != FileType::folder || entry.name.starts_with('.') ||
        entry.name == "node_modules" || (around.inside_module && holds_examples(entry.name))) {
      continue;
    }
    Surroundings below = around;
    ++below.level;
    below.known = true;
    // The parts of a module of AVM are not documented; elsewhere they are modules like others.
    const bool holds_parts =
        entry.name == "modules" && around.inside_module && identity_of(folder).has_value();
    if (entry.name == "tests" || holds_parts) {
      below.among_sources = true;
    }
    collect(join_path(folder, entry.name), below);
  }
}

}  // namespace

ModuleSearch search_modules(const FileSystem& files, const FolderList& list,
                            std::string_view folder, const ModuleFound& found) {
  Search search(files, list, found);
  // Entries come sorted, so the folders do: each before those in it, part by part.
  search.collect(std::string(folder), {});
  return std::move(search.result);
}

ModuleSearch search_modules(const FileSystem& files, std::string_view folder) {
  const auto list = [&](const std::string& one) {
    return std::make_shared<const std::vector<DirectoryEntry>>(files.list(one));
  };
  std::vector<std::string> modules;
  ModuleSearch result = search_modules(
      files, list, folder, [&](std::string module) { modules.push_back(std::move(module)); });
  result.modules = std::move(modules);
  return result;
}

std::vector<std::string> find_modules(const FileSystem& files, std::string_view folder) {
  ModuleSearch found = search_modules(files, folder);
  if (!found.errors.empty()) {
    throw Error(std::move(found.errors));
  }
  return std::move(found.modules);
}

}  // namespace avmdoc

#include "source/discovery.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "convention/avm_folders.hpp"
#include "module/sources.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"

namespace avmdoc {

namespace {

constexpr std::string_view main_source = "main.bicep";
constexpr std::string_view source_extension = ".bicep";

/// What the folders above one say about the sources in it.
struct Surroundings {
  std::size_t level = 0;
  bool known = false;  ///< there are such folders: it is not the one that the search began with
  bool inside_module = false;
  bool below_main = false;     ///< the module is that of a `main.bicep`, and these are its parts
  bool in_registry = false;    ///< of AVM, where modules have a `main.bicep`
  bool among_sources = false;  ///< below `tests`, or below `modules` of a module
  bool among_examples = false;
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

std::string_view stem_of(std::string_view file) {
  return file.substr(0, file.size() - source_extension.size());
}

bool is_source(const DirectoryEntry& entry) {
  return entry.type != FileType::folder && entry.name.size() > source_extension.size() &&
         entry.name.ends_with(source_extension);
}

/// `storage.bicep`, but neither `storage.test.bicep` nor `minimum.sample.bicep`.
bool may_be_entry(const DirectoryEntry& entry) {
  if (!is_source(entry)) return false;
  const std::string_view stem = stem_of(entry.name);
  return !holds_examples(stem.substr(stem.rfind('.') + 1));
}

/// Whether a file is named after its folder: `vnetPeering/vnetPeering.bicep`,
/// `virtual-network/virtualNetwork.bicep`.
bool is_named_after(std::string_view stem, std::string_view folder) {
  const auto letters = [](std::string_view name) {
    std::string result(name);
    std::erase_if(result, [](char c) { return c == '-' || c == '_'; });
    return result;
  };
  return equal_ignoring_case(letters(stem), letters(folder));
}

bool is_registry(std::string_view folder, const std::vector<DirectoryEntry>& entries) {
  return base_name(folder) == avm_folder &&
         std::ranges::any_of(entries, [&](const DirectoryEntry& entry) {
           return entry.type == FileType::folder &&
                  std::ranges::find(avm_kind_folders, entry.name) != avm_kind_folders.end();
         });
}

[[noreturn]] void fail_as_too_many(const std::string& folder) {
  throw Error(error_at("too-many-modules", {folder},
                       "expected at most " + std::to_string(max_modules) +
                           " modules in one run, found more; name folders with fewer"));
}

/// One walk through the folders below one.
class Search {
 public:
  Search(const SearchInput& input, const ModuleFound& found) : input_(input), found_(found) {}

  /// Whether the folder that the search begins in is somewhere in a registry.
  bool begins_in_registry(std::string_view folder) const;
  void collect(const std::string& folder, Surroundings around);

  ModuleSearch result;  ///< without the modules

 private:
  using Entries = std::vector<DirectoryEntry>;

  FolderList::result_type list(const std::string& folder, bool was_seen);
  [[nodiscard]] std::optional<bool> choice(const std::string& path) const {
    return input_.entries ? input_.entries(path) : std::nullopt;
  }
  void add(const std::string& folder, std::string_view source);
  void add_modules(const std::string& folder, const Entries& entries, Surroundings& around);

  const SearchInput& input_;
  const ModuleFound& found_;
  std::size_t count_ = 0;                       ///< of modules
  std::unordered_set<std::string> used_files_;  ///< by entry files that are not called main.bicep
};

/// Null for a folder without entries: one that cannot be listed, or that has disappeared since it
/// was seen.
FolderList::result_type Search::list(const std::string& folder, bool was_seen) {
  try {
    return input_.list(folder);
  } catch (const Error& error) {
    if (!was_seen || input_.files.type(folder) != FileType::none) {
      result.errors.insert(result.errors.end(), error.diagnostics().begin(),
                           error.diagnostics().end());
    }
    return nullptr;
  }
}

bool Search::begins_in_registry(std::string_view folder) const {
  for (; !folder.empty() && folder != "/"; folder = parent_path(folder)) {
    if (base_name(folder) != avm_folder) continue;
    for (const std::string_view kind : avm_kind_folders) {
      if (input_.files.type(join_path(folder, kind)) == FileType::folder) return true;
    }
  }
  return false;
}

void Search::add(const std::string& folder, std::string_view source) {
  if (count_++ == max_modules) fail_as_too_many(folder);
  found_({folder, std::string(source)});
}

void Search::add_modules(const std::string& folder, const Entries& entries, Surroundings& around) {
  const bool has_compiled = holds_file(entries, "main.json");
  const bool has_source = holds_file(entries, main_source);
  if (has_compiled || has_source) {
    const bool is_module = has_compiled || !around.among_sources;
    around.below_main = around.below_main || is_module;
    if (choice(join_path(folder, main_source)).value_or(is_module)) {
      add(folder, main_source);
      around.inside_module = true;
    }
  }
  const bool finds_others =
      !around.below_main && !around.in_registry && !around.among_sources && !around.among_examples;
  if (!finds_others && !input_.entries) return;
  std::vector<std::string_view> names;
  for (const DirectoryEntry& entry : entries) {
    if (!is_source(entry) || entry.name == main_source) continue;
    const std::optional<bool> chosen = choice(join_path(folder, entry.name));
    if (chosen.value_or(finds_others && may_be_entry(entry))) names.push_back(entry.name);
  }
  const std::size_t found = names.size();
  if (finds_others) {
    for (const std::string_view name : names) {
      for (std::string& used : input_.inclusions(join_path(folder, name))) {
        // What files elsewhere use is a module that is shared.
        if (folder.empty() || used.starts_with(folder + "/")) used_files_.insert(std::move(used));
      }
    }
  }
  for (const std::string_view name : names) {
    const std::string path = join_path(folder, name);
    if (used_files_.contains(path) && !choice(path)) continue;
    add(folder, name);
  }
  around.inside_module = around.inside_module || found > 0;
}

void Search::collect(const std::string& folder, Surroundings around) {
  if (around.level > max_folder_levels) {
    result.errors.push_back(folder_too_deep(folder));
    return;
  }
  const auto entries = list(folder, around.known);
  if (entries == nullptr) return;
  around.in_registry = around.in_registry || is_registry(folder, *entries);
  add_modules(folder, *entries, around);
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::file && is_temporary_name(entry.name)) {
      result.leftovers.push_back(join_path(folder, entry.name));
    }
    const bool is_example = holds_examples(entry.name);
    if (entry.type != FileType::folder || entry.name.starts_with('.') ||
        entry.name == "node_modules" || (around.inside_module && is_example)) {
      continue;
    }
    Surroundings below = around;
    ++below.level;
    below.known = true;
    below.among_examples = around.among_examples || is_example;
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

std::string readme_path(const ModuleFolder& module) {
  // Mostly a name alone, and joining is all that it takes.
  if (module.readme.find("./") == std::string::npos) return join_path(module.path, module.readme);
  return normal_path(join_path(module.path, module.readme));
}

std::string default_readme(const std::vector<DirectoryEntry>& folder, const FoundModule& module) {
  constexpr const char* usual = "README.md";
  if (module.source == main_source) return usual;
  std::string other = std::string(stem_of(module.source)) + ".md";
  if (holds_file(folder, main_source) || holds_file(folder, "main.json")) return other;
  const std::string_view name = base_name(module.folder);
  if (is_named_after(stem_of(module.source), name)) return usual;
  const bool has_others = std::ranges::any_of(folder, [&](const DirectoryEntry& entry) {
    return may_be_entry(entry) && entry.name != module.source;
  });
  return has_others ? other : usual;
}

ModuleSearch search_modules(const SearchInput& input, std::string_view folder,
                            const ModuleFound& found) {
  Search search(input, found);
  Surroundings around;
  around.in_registry = search.begins_in_registry(folder);
  // Entries come sorted, so the folders do: each before those in it, part by part.
  search.collect(std::string(folder), around);
  return std::move(search.result);
}

ModuleSearch search_modules(const FileSystem& files, std::string_view folder,
                            const EntryChoice& entries) {
  const auto list = [&](const std::string& one) {
    return std::make_shared<const std::vector<DirectoryEntry>>(files.list(one));
  };
  const Sources sources(files);
  const auto inclusions = [&](const std::string& path) { return sources.inclusions(path); };
  std::vector<FoundModule> modules;
  ModuleSearch result =
      search_modules(SearchInput{files, list, inclusions, entries}, folder,
                     [&](FoundModule module) { modules.push_back(std::move(module)); });
  result.modules = std::move(modules);
  return result;
}

std::vector<std::string> find_modules(const FileSystem& files, std::string_view folder) {
  // Only those with a main.bicep or a main.json.
  const auto entries = [](const std::string& path) -> std::optional<bool> {
    return base_name(path) == main_source ? std::nullopt : std::optional(false);
  };
  ModuleSearch found = search_modules(files, folder, entries);
  if (!found.errors.empty()) {
    throw Error(std::move(found.errors));
  }
  std::vector<std::string> folders;
  folders.reserve(found.modules.size());
  for (FoundModule& module : found.modules) folders.push_back(std::move(module.folder));
  return folders;
}

}  // namespace avmdoc

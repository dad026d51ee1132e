#include "selection.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "console.hpp"
#include "format/report.hpp"
#include "git.hpp"
#include "load_settings.hpp"
#include "platform.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

Diagnostic no_module(const std::string& path, std::string message) {
  return error_at("no-module", {path}, std::move(message));
}

bool holds_file(const FileSystem& files, const std::string& folder, const std::string& name) {
  const FileType type = files.type(folder + "/" + name);
  return type != FileType::none && type != FileType::folder;
}

bool is_module(const FileSystem& files, const std::string& folder, const EntryChoice& entries) {
  if (!holds_file(files, folder, "main.json") && !holds_file(files, folder, "main.bicep")) {
    return false;
  }
  // Where settings name entry files, there may be others as well.
  return !entries(folder + "/main.bicep").has_value();
}

template <typename T>
void append(std::vector<T>& list, const std::vector<T>& added) {
  list.insert(list.end(), added.begin(), added.end());
}

/// A module that was named, without those below it.
ModuleSearch one_module(const FileSystem& files, const FoundModule& module,
                        const ModuleFound& found) {
  ModuleSearch search;
  found(module);
  try {
    for (const DirectoryEntry& entry : files.list(module.folder)) {
      if (entry.type == FileType::file && is_temporary_name(entry.name)) {
        search.leftovers.push_back(module.folder + "/" + entry.name);
      }
    }
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): loading the module will tell
  }
  return search;
}

/// The module that a path names by its entry file, or by what was compiled from it.
FoundModule module_of_file(const FileSystem& files, const std::string& file) {
  const std::size_t slash = file.rfind('/');
  FoundModule module{file.substr(0, slash), file.substr(slash + 1)};
  if (module.source.ends_with(".bicep")) return module;
  if (module.source.ends_with(".json")) {
    module.source.replace(module.source.rfind('.'), std::string::npos, ".bicep");
    if (module.source == "main.bicep" || holds_file(files, module.folder, module.source)) {
      return module;
    }
  }
  throw Error(no_module(file,
                        "this file names no module; give the module's folder or its entry file, "
                        "such as main.bicep"));
}

ModuleSearch modules_of_folder(const FileSystem& files, const Loader& loader,
                               const std::string& folder, bool recurse, const ModuleFound& found,
                               const EntryChoice& entries) {
  if (!recurse && is_module(files, folder, entries)) {
    return one_module(files, {folder}, found);
  }
  std::size_t count = 0;
  std::size_t here = 0;
  ModuleSearch search = loader.search(
      folder,
      [&](FoundModule module) {
        ++count;
        const bool is_here = module.folder == folder;
        if (is_here) ++here;
        if (recurse || is_here) found(std::move(module));
      },
      entries);
  if (count == 0 && !search.errors.empty()) {
    throw Error(std::move(search.errors));
  }
  if (count == 0) {
    throw Error(no_module(folder,
                          "there is no module here or below; looked for files '*.bicep' and for "
                          "main.json"));
  }
  if (!recurse && here == 0) {
    throw Error(no_module(folder, "there is no module here, but " + counted(count, "module") +
                                      " below; use --recurse to work on all of them"));
  }
  // What is below was not asked for.
  if (!recurse) search = {};
  return search;
}

ModuleSearch modules_of_path(const FileSystem& files, const Loader& loader, const std::string& path,
                             bool recurse, const ModuleFound& found, const EntryChoice& entries) {
  if (path.empty()) {
    throw Error(no_module("''", "the path is empty"));
  }
  const std::string absolute = platform::absolute_path(path);
  switch (files.type(absolute)) {
    case FileType::none:
      throw Error(no_module(absolute, "there is no such file or folder"));
    case FileType::folder:
      return modules_of_folder(files, loader, absolute, recurse, found, entries);
    case FileType::file:
    case FileType::other:
      break;
  }
  return one_module(files, module_of_file(files, absolute), found);
}

bool is_excluded(const FoundModule& module, const std::vector<PathPattern>& exclude) {
  if (exclude.empty()) return false;
  // Those of a main.bicep are called by their folders.
  const bool is_main = module.source == FoundModule().source;
  const std::string path = path_from(is_main ? module.folder : module.folder + "/" + module.source,
                                     platform::current_folder());
  return std::ranges::any_of(exclude, [&](const PathPattern& pattern) {
    try {
      return pattern.found_in(path);
    } catch (const std::runtime_error&) {  // it would take forever
      throw UsageError("the regular expression '" + pattern.text() + "' is too complex for " +
                       path);
    }
  });
}

/// What the settings say of files and folders. A wrong file is reported once.
class SettingsOfPaths {
 public:
  SettingsOfPaths(const ModuleOptions& options, std::vector<Diagnostic>& errors)
      : options_(options), errors_(errors) {}

  /// Whether a file is an entry file; nothing where the settings say nothing.
  std::optional<bool> is_entry(const std::string& path) {
    const std::optional<const Settings*> settings = of(path.substr(0, path.rfind('/')));
    if (!settings || *settings == nullptr || !(*settings)->entries) return std::nullopt;
    return matches(*(*settings)->entries, path);
  }

  /// Whether the settings leave a module out. Those of a wrong file are not worked on.
  bool leave_out(const FoundModule& module) {
    const std::optional<const Settings*> settings = of(module.folder);
    if (!settings) return true;
    return *settings != nullptr && leaves_out(**settings, module.folder + "/" + module.source);
  }

 private:
  /// Null where there are none, nothing where they are wrong.
  std::optional<const Settings*> of(const std::string& folder) {
    try {
      return settings_of(folder, options_);
    } catch (const Error& error) {
      for (const Diagnostic& found : error.diagnostics()) {
        const bool known = std::ranges::any_of(
            errors_, [&](const Diagnostic& other) { return format(other) == format(found); });
        if (!known) errors_.push_back(found);
      }
      return std::nullopt;
    }
  }

  const ModuleOptions& options_;
  std::vector<Diagnostic>& errors_;
};

/// The folder that contains the innermost `avm` of a path, which may be that folder or one in it;
/// empty for a path without one.
std::string registry_of(const std::string& path) {
  // An identity is only in the path of a module, so a module is added to that of a folder above.
  const std::string module = Identity{ModuleKind::resource, "a"}.full();
  for (const std::string& below :
       {std::string(), std::string("/a"), module.substr(module.find('/'))}) {
    const std::string found = path + below;
    const std::optional<Identity> identity = avmdoc::identity_of(found);
    if (!identity) continue;
    const std::size_t size = found.size() - identity->full().size();
    return found.substr(0, std::max<std::size_t>(size, 2) - 1);
  }
  return "";
}

/// Modules that would have one README: only the first of them stays.
void refuse_shared_readmes(const ModuleOptions& options, Selection& selection) {
  std::map<std::string, std::string> sources;
  std::erase_if(selection.modules, [&](const FoundModule& module) {
    const std::string source = module.folder + "/" + module.source;
    try {
      const std::string readme = readme_path(module_folder(module, options));
      const auto [known, is_new] = sources.emplace(readme, source);
      if (is_new) return false;
      selection.errors.push_back(no_module(
          source, "its README would be " + path_from(readme, platform::current_folder()) +
                      ", which is that of " + path_from(known->second, platform::current_folder()) +
                      "; put {name} into the setting 'output'"));
      selection.errors.back().code = "readme-shared";
      return true;
    } catch (const Error&) {
      return false;  // reported with the module
    }
  });
}

/// Leaves out modules whose sources git ignores, such as those of a build. Those of a registry of
/// AVM are all there on purpose.
void leave_out_ignored(const ModuleOptions& options, std::vector<FoundModule>& modules) {
  std::map<std::string, std::unordered_set<std::string>> ignored;
  std::erase_if(modules, [&](const FoundModule& module) {
    if (identity_of(module.folder, options)) return false;
    const std::string root = repository_root(module.folder);
    if (root.empty()) return false;
    auto known = ignored.find(root);
    if (known == ignored.end()) {
      const std::vector<std::string> paths = ignored_sources(root);
      known =
          ignored.emplace(root, std::unordered_set<std::string>(paths.begin(), paths.end())).first;
    }
    if (known->second.empty()) return false;
    const std::string source = module.folder + "/" + module.source;
    const bool has_source = DiskFileSystem().type(source) != FileType::none;
    return known->second.contains(has_source ? source : module.folder + "/main.json");
  });
}

/// Whether one README may be that of several modules.
bool may_share_readmes(const ModuleOptions& options, const std::vector<FoundModule>& modules) {
  return modules.size() > 1 && std::ranges::any_of(modules, [&](const FoundModule& module) {
           if (module.source != FoundModule().source) return true;
           try {
             const Settings* const settings = settings_of(module.folder, options);
             return settings != nullptr && !settings->convention.output.empty();
           } catch (const Error&) {
             return false;
           }
         });
}

}  // namespace

std::vector<std::string> roots_of(const ModuleOptions& options) {
  std::vector<std::string> roots;
  for (const std::string& path : options.paths) {
    if (path.empty()) continue;
    std::string absolute = platform::absolute_path(path);
    const std::string registry = registry_of(absolute);
    if (!registry.empty()) {
      roots.push_back(registry);
    } else if (std::string repository = repository_root(absolute); !repository.empty()) {
      roots.push_back(std::move(repository));
    }
    if (DiskFileSystem().type(absolute) == FileType::file) {
      absolute.erase(std::max(absolute.rfind('/'), std::size_t{1}));
    }
    roots.push_back(std::move(absolute));
  }
  return roots;
}

std::optional<Identity> identity_of(const std::string& folder, const ModuleOptions& options) {
  return options.identity ? options.identity : avmdoc::identity_of(folder);
}

Selection select_modules(const FileSystem& files, const Loader& loader,
                         const ModuleOptions& options, const std::string& command,
                         const ModuleFound& found) {
  Selection selection;
  std::size_t count = 0;
  std::unordered_set<std::string> seen;
  SettingsOfPaths settings(options, selection.errors);
  const auto entries = [&](const std::string& path) { return settings.is_entry(path); };
  const auto add = [&](FoundModule module) {
    if (is_excluded(module, options.exclude) || settings.leave_out(module)) return;
    // Those of one path are all different.
    if (options.paths.size() > 1 && !seen.insert(module.folder + "/" + module.source).second) {
      return;
    }
    ++count;
    found(std::move(module));
  };
  for (const std::string& path : options.paths) {
    const std::size_t before = count;
    try {
      const ModuleSearch search =
          modules_of_path(files, loader, path, options.recurse, add, entries);
      append(selection.leftovers, search.leftovers);
      append(selection.errors, search.errors);
    } catch (const Error& error) {
      if (count > before) throw;  // the search was given up in the middle
      append(selection.errors, error.diagnostics());
    }
  }
  if (count > max_modules) {
    throw UsageError("at most " + std::to_string(max_modules) +
                         " modules can be worked on in one run, but the paths name " +
                         counted(count, "module"),
                     command);
  }
  if (options.identity && count > 1) {
    throw UsageError("--identity names one module, but the paths name " + counted(count, "module"),
                     command);
  }
  return selection;
}

Selection select_modules(const FileSystem& files, const Loader& loader,
                         const ModuleOptions& options, const std::string& command) {
  std::vector<FoundModule> modules;
  Selection selection = select_modules(files, loader, options, command, [&](FoundModule module) {
    modules.push_back(std::move(module));
  });
  selection.modules = std::move(modules);
  if (options.recurse) leave_out_ignored(options, selection.modules);
  if (may_share_readmes(options, selection.modules)) refuse_shared_readmes(options, selection);
  return selection;
}

}  // namespace avmdoc::cli

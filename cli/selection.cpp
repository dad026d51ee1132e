#include "selection.hpp"

#include <algorithm>
#include <unordered_set>

#include "format/report.hpp"
#include "git.hpp"
#include "platform.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

Diagnostic no_module(const std::string& path, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = "no-module";
  diagnostic.location.file = path;
  diagnostic.message = std::move(message);
  return diagnostic;
}

bool holds_file(const FileSystem& files, const std::string& folder, const char* name) {
  const FileType type = files.type(folder + "/" + name);
  return type != FileType::none && type != FileType::folder;
}

bool is_module(const FileSystem& files, const std::string& folder) {
  return holds_file(files, folder, "main.json") || holds_file(files, folder, "main.bicep");
}

template <typename T>
void append(std::vector<T>& list, const std::vector<T>& added) {
  list.insert(list.end(), added.begin(), added.end());
}

/// A module that was named, without those below it.
ModuleSearch one_module(const FileSystem& files, const std::string& folder,
                        const ModuleFound& found) {
  ModuleSearch search;
  found(folder);
  try {
    for (const DirectoryEntry& entry : files.list(folder)) {
      if (entry.type == FileType::file && is_temporary_name(entry.name)) {
        search.leftovers.push_back(folder + "/" + entry.name);
      }
    }
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): loading the module will tell
  }
  return search;
}

/// The module that a file of it stands for.
std::string module_of_file(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  const std::string name = file.substr(slash + 1);
  if (name != "main.bicep" && name != "main.json") {
    throw Error(no_module(file,
                          "this file names no module; give the module's folder, its main.bicep or "
                          "its main.json"));
  }
  return file.substr(0, slash);
}

std::string counted(std::size_t count) {
  return count == 1 ? "1 module" : std::to_string(count) + " modules";
}

ModuleSearch modules_of_folder(const FileSystem& files, const Loader& loader,
                               const std::string& folder, bool recurse, const ModuleFound& found) {
  if (!recurse && is_module(files, folder)) {
    return one_module(files, folder, found);
  }
  std::size_t count = 0;
  ModuleSearch search = loader.search(folder, [&](std::string module) {
    ++count;
    if (recurse) found(std::move(module));
  });
  if (count == 0 && !search.errors.empty()) {
    throw Error(std::move(search.errors));
  }
  if (count == 0) {
    throw Error(no_module(folder,
                          "there is no module here or below; looked for folders with a main.json "
                          "or a main.bicep"));
  }
  if (!recurse) {
    throw Error(no_module(folder, "there is no main.json or main.bicep here, but " +
                                      counted(count) +
                                      " below; use --recurse to work on all of them"));
  }
  return search;
}

ModuleSearch modules_of_path(const FileSystem& files, const Loader& loader, const std::string& path,
                             bool recurse, const ModuleFound& found) {
  if (path.empty()) {
    throw Error(no_module("''", "the path is empty"));
  }
  const std::string absolute = platform::absolute_path(path);
  switch (files.type(absolute)) {
    case FileType::none:
      throw Error(no_module(absolute, "there is no such file or folder"));
    case FileType::folder:
      return modules_of_folder(files, loader, absolute, recurse, found);
    case FileType::file:
    case FileType::other:
      break;
  }
  return one_module(files, module_of_file(absolute), found);
}

bool is_excluded(const std::string& folder, const std::vector<PathPattern>& exclude) {
  if (exclude.empty()) return false;
  const std::string path = path_from(folder, platform::current_folder());
  return std::ranges::any_of(exclude, [&](const PathPattern& pattern) {
    try {
      return pattern.found_in(path);
    } catch (const std::runtime_error&) {  // it would take forever
      throw UsageError("the regular expression '" + pattern.text() + "' is too complex for " +
                       path);
    }
  });
}

/// Whether settings files leave a module out. A wrong file is reported once, and its modules are
/// not worked on.
bool is_left_out(const std::string& folder, const ModuleOptions& options,
                 std::vector<Diagnostic>& errors) {
  try {
    const bool is_avm = identity_of(folder, options).has_value();
    const Settings* const settings =
        options.settings->of(folder, is_avm ? avm_convention() : bicep_convention());
    return settings != nullptr && leaves_out(*settings, folder);
  } catch (const Error& error) {
    for (const Diagnostic& found : error.diagnostics()) {
      const bool known = std::ranges::any_of(
          errors, [&](const Diagnostic& other) { return format(other) == format(found); });
      if (!known) errors.push_back(found);
    }
    return true;
  }
}

/// The folder that the innermost `avm` of a path lies in; empty for a path that names none.
std::string registry_of(const std::string& path) {
  std::size_t innermost = std::string::npos;
  for (const char* layout : {"/avm/res/", "/avm/ptn/", "/avm/utl/"}) {
    const std::size_t at = (path + "/").rfind(layout);
    if (at != std::string::npos && (innermost == std::string::npos || at > innermost)) {
      innermost = at;
    }
  }
  constexpr std::string_view name = "/avm";
  if (innermost == std::string::npos && path.ends_with(name)) innermost = path.size() - name.size();
  if (innermost == std::string::npos) return "";
  return innermost == 0 ? "/" : path.substr(0, innermost);
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
    const std::string name = absolute.substr(absolute.rfind('/') + 1);
    if (name == "main.bicep" || name == "main.json") {
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
  const auto add = [&](std::string folder) {
    if (is_excluded(folder, options.exclude) || is_left_out(folder, options, selection.errors)) {
      return;
    }
    // Those of one path are all different.
    if (options.paths.size() > 1 && !seen.insert(folder).second) return;
    ++count;
    found(std::move(folder));
  };
  for (const std::string& path : options.paths) {
    const std::size_t before = count;
    try {
      const ModuleSearch search = modules_of_path(files, loader, path, options.recurse, add);
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
                         counted(count),
                     command);
  }
  if (options.identity && count > 1) {
    throw UsageError("--identity names one module, but the paths name " + counted(count), command);
  }
  return selection;
}

Selection select_modules(const FileSystem& files, const Loader& loader,
                         const ModuleOptions& options, const std::string& command) {
  std::vector<std::string> modules;
  Selection selection = select_modules(files, loader, options, command, [&](std::string folder) {
    modules.push_back(std::move(folder));
  });
  selection.modules = std::move(modules);
  return selection;
}

}  // namespace avmdoc::cli

#include "changed.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "avmdoc/check.hpp"
#include "avmdoc/file_system.hpp"
#include "format/report.hpp"
#include "git.hpp"
#include "load_settings.hpp"
#include "platform.hpp"
#include "selection.hpp"
#include "settings/bicep_config.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

/// The file that every README of the run depends on, such as another catalog, if it changed.
std::optional<std::string> shared_change(const ModuleOptions& options,
                                         const std::vector<std::string>& changed) {
  for (const std::string& file : {options.catalog, options.notice}) {
    if (file.empty()) continue;
    std::string path = platform::real_path(platform::absolute_path(file));
    if (std::ranges::find(changed, path) != changed.end()) return path;
  }
  return std::nullopt;
}

/// A module under the real path of its folder, with its convention and the path of its README where
/// these can be known.
ModuleFolder real_folder(const FoundModule& module, const ModuleOptions& options) {
  ModuleFolder folder{
      platform::real_path(module.folder),
      identity_of(module.folder, options).value_or(Identity{ModuleKind::other, ""})};
  try {
    ModuleFolder known = module_folder(module, options);
    folder.convention = known.convention;
    folder.readme = std::move(known.readme);
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): reported with the module
  }
  return folder;
}

/// Whether a file of that name may have settings for a module.
bool may_have_settings(const std::string& name, const std::string& folder,
                       const ModuleOptions& options) {
  return std::ranges::find(settings_names, name) != std::end(settings_names) ||
         (name == bicep_config_name && !identity_of(folder, options));
}

/// The settings file that changed and holds, or held, for a module; empty when there is none.
std::string changed_settings(const std::string& folder, const ModuleOptions& options,
                             const std::vector<std::string>& changed) {
  std::vector<std::string> used;
  try {
    for (const SettingsFile& file : options.settings->files_of(folder)) used.push_back(file.path);
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): reported with the module
  }
  for (const std::string& path : changed) {
    const std::size_t slash = path.rfind('/');
    const std::string name = path.substr(slash + 1);
    const bool is_above = may_have_settings(name, folder, options) &&
                          (folder + "/").starts_with(path.substr(0, slash + 1));
    if (is_above || std::ranges::find(used, path) != used.end()) return path;
  }
  return {};
}

std::string without_root(std::string reason, const std::string& root) {
  const std::string prefix = root + "/";
  for (std::size_t at = reason.find(prefix); at != std::string::npos;
       at = reason.find(prefix, at)) {
    reason.erase(at, prefix.size());
  }
  return reason;
}

/// The modules that were asked for, and which of them are kept.
struct Candidates {
  const std::vector<FoundModule>& selected;
  std::vector<ModuleFolder> folders;
  std::vector<bool> kept;
};

/// Keeps those modules of one repository that depend on a file that changed in it.
void keep_changed(Console& console, const ModuleOptions& options, const std::string& root,
                  const std::vector<std::size_t>& indices, const FileSystem& files,
                  const std::vector<std::string>& changed, Candidates& candidates) {
  std::vector<ModuleFolder> modules;
  modules.reserve(indices.size());
  for (const std::size_t index : indices) modules.push_back(candidates.folders[index]);
  if (const std::optional<std::string> file = shared_change(options, changed)) {
    for (const std::size_t index : indices) candidates.kept[index] = true;
    if (options.verbose) console.line("all modules: " + printable(*file) + " changed");
    return;
  }
  for (const std::size_t index : indices) {
    const std::string settings = changed_settings(candidates.folders[index].path, options, changed);
    if (settings.empty()) continue;
    candidates.kept[index] = true;
    if (!options.verbose) continue;
    console.line(printable(name_of(candidates.selected[index], options) + ": the settings " +
                           without_root(settings, root) + " changed"));
  }
  for (const ChangedModule& chosen : changed_modules(files, modules, changed)) {
    const std::size_t index = indices[chosen.index];
    if (candidates.kept[index]) continue;
    candidates.kept[index] = true;
    if (!options.verbose) continue;
    console.line(printable(name_of(candidates.selected[index], options) + ": " +
                           without_root(chosen.reason, root)));
  }
}

}  // namespace

std::vector<Option> change_options() {
  return {
      {"changed-since",
       "Work only on modules whose README depends on a file changed since the merge base with "
       "this branch, tag or commit",
       OptionValue::one, "REF"},
      {"hook",
       "For pre-commit: each PATH is a file that changed; work on the modules below the current "
       "folder whose README depends on one, or on a file changed since PRE_COMMIT_FROM_REF or "
       "else HEAD"}};
}

Changes changes_of(const Arguments& arguments, ModuleOptions& options, const std::string& command) {
  Changes changes;
  changes.since = arguments.text("changed-since");
  if (!arguments.has("hook")) return changes;
  if (!changes.since.empty()) {
    throw UsageError("--hook and --changed-since exclude each other", command);
  }
  const std::string from = platform::environment("PRE_COMMIT_FROM_REF");
  changes.since = from.empty() ? "HEAD" : from;
  for (const std::string& path : arguments.operands()) {
    changes.files.push_back(platform::real_path(platform::absolute_path(path)));
  }
  options.paths = {"."};
  options.recurse = true;
  find_settings(options);
  return changes;
}

std::string name_of(const FoundModule& module, const ModuleOptions& options) {
  const std::optional<Identity> identity = identity_of(module.folder, options);
  if (identity) return identity->full();
  try {
    return module_folder(module, options).identity.full();
  } catch (const Error&) {  // reported with the module
    return path_from(module.folder, platform::current_folder());
  }
}

std::vector<FoundModule> select_changed(Console& console, const ModuleOptions& options,
                                        const Changes& changes, std::vector<FoundModule> selected,
                                        const std::string& command) {
  // git names files by their real paths, and so are the modules here. Those of several repositories
  // are asked for in each.
  std::vector<std::string> real_roots;
  for (const std::string& root : roots_of(options)) {
    real_roots.push_back(platform::real_path(root));
  }
  const DiskFileSystem files(real_roots);
  std::map<std::string, std::vector<std::size_t>> by_root;
  Candidates candidates{selected, {}, std::vector<bool>(selected.size(), false)};
  std::vector<ModuleFolder>& folders = candidates.folders;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    folders.push_back(real_folder(selected[i], options));
    by_root[repository_root(folders.back().path)].push_back(i);
  }
  for (const auto& [root, indices] : by_root) {
    if (root.empty()) {
      throw UsageError("--changed-since needs a git repository, and " +
                           path_from(selected[indices.front()].folder, platform::current_folder()) +
                           " is in none",
                       command);
    }
    std::vector<std::string> changed = changed_since(root, changes.since);
    changed.insert(changed.end(), changes.files.begin(), changes.files.end());
    keep_changed(console, options, root, indices, files, changed, candidates);
  }
  std::vector<FoundModule> changed;
  for (std::size_t i = 0; i < candidates.kept.size(); ++i) {
    if (candidates.kept[i]) changed.push_back(std::move(selected[i]));
  }
  if (changed.empty() && !selected.empty() && !options.quiet) {
    console.line("note: no module here depends on a file that changed since " +
                 printable(changes.since));
  }
  return changed;
}

}  // namespace avmdoc::cli

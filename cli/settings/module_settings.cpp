#include "settings/module_settings.hpp"

#include <algorithm>

#include "avmdoc/file_system.hpp"
#include "git.hpp"
#include "platform.hpp"

namespace avmdoc::cli {

namespace {

/// Files do not extend others through more files than this.
constexpr std::size_t max_extends = 16;

std::string parent_of(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  if (slash == std::string::npos || folder == "/") return {};
  return slash == 0 ? "/" : folder.substr(0, slash);
}

bool is_in(const std::string& folder, const std::string& top) {
  return folder == top || folder.starts_with(top.ends_with('/') ? top : top + "/");
}

std::string path_in(const std::string& folder, std::string_view name) {
  return (folder == "/" ? "" : folder) + "/" + std::string(name);
}

}  // namespace

const std::string& ModuleSettings::repository_of(const std::string& folder) {
  const auto known = repositories_.find(folder);
  if (known != repositories_.end()) return known->second;
  std::string root;
  if (is_repository(folder)) {
    root = folder;
  } else if (const std::string parent = parent_of(folder); !parent.empty()) {
    root = repository_of(parent);
  }
  return repositories_.emplace(folder, std::move(root)).first->second;
}

std::string ModuleSettings::top_of(const std::string& folder) {
  std::string top = repository_of(folder);
  if (!top.empty()) return top;
  for (const std::string& root : roots_) {
    if (is_in(folder, root) && (top.empty() || root.size() < top.size())) top = root;
  }
  return top.empty() ? folder : top;
}

void ModuleSettings::read(const std::string& path, const std::string& top,
                          std::vector<std::string>& open, Files& files) {
  const auto file = std::make_shared<SettingsFile>();
  file->path = path;
  // Settings of a repository have nothing to look for outside of it.
  const DiskFileSystem disk({top});
  file->root = parse_yaml(disk.read(path), path);
  open.push_back(path);
  if (const YamlNode* const extended = extended_file(*file)) {
    const auto fail = [&](const std::string& message) {
      fail_in_settings(path, extended->position, "settings-extends", message);
    };
    const std::string target = platform::absolute_path(
        extended->text.starts_with('/') ? extended->text
                                        : path_in(parent_of(path), extended->text));
    if (std::ranges::find(open, target) != open.end()) {
      fail("extends leads back to " + extended->text + "; remove one of them");
    }
    if (open.size() > max_extends) {
      fail("extends leads through more than " + std::to_string(max_extends) + " files");
    }
    if (disk.type(target) != FileType::file) {
      fail("there is no file " + extended->text + " inside of " + top);
    }
    read(target, top, open, files);
  }
  open.pop_back();
  files.push_back(file);
}

ModuleSettings::Files ModuleSettings::files_in(const std::string& folder, const std::string& top) {
  if (const auto known = by_folder_.find(folder); known != by_folder_.end()) return known->second;
  Files files;
  const std::string parent = parent_of(folder);
  if (folder != top && !parent.empty() && is_in(parent, top)) files = files_in(parent, top);
  const DiskFileSystem disk;
  for (const std::string_view name : settings_names) {
    const std::string path = path_in(folder, name);
    if (disk.type(path) == FileType::none) continue;
    std::vector<std::string> open;
    read(path, top, open, files);
    break;
  }
  by_folder_.emplace(folder, files);
  return files;
}

ModuleSettings::Documentation ModuleSettings::documentation_in(const std::string& folder,
                                                               const std::string& top) {
  const auto known = documentation_.find(folder);
  if (known != documentation_.end()) return known->second;
  const std::string file = path_in(folder, bicep_config_name);
  const DiskFileSystem disk({top});
  Documentation documentation;
  if (disk.type(file) == FileType::file) {
    if (auto found = bicep_documentation(file, disk.read(file))) {
      documentation = std::make_shared<const BicepDocumentation>(*std::move(found));
    }
  } else if (const std::string parent = parent_of(folder); folder != top && !parent.empty()) {
    documentation = documentation_in(parent, top);
  }
  documentation_.emplace(folder, documentation);
  return documentation;
}

std::vector<SettingsFile> ModuleSettings::files_of(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  std::vector<SettingsFile> files;
  for (const auto& file : files_in(folder, top_of(folder))) files.push_back(*file);
  return files;
}

std::string ModuleSettings::version_of_tag(const std::string& root, const std::string& path) {
  const std::lock_guard lock(mutex_);
  auto known = tags_.find(root);
  if (known == tags_.end()) known = tags_.emplace(root, tags_of(root)).first;
  const std::string own = path + "/";
  for (const std::string& prefix : {own + "v", own, std::string("v")}) {
    for (const std::string& tag : known->second) {
      if (tag.size() <= prefix.size() || !tag.starts_with(prefix)) continue;
      std::string version = tag.substr(prefix.size());
      if (version.front() >= '0' && version.front() <= '9') return version;
    }
  }
  return {};
}

const Settings* ModuleSettings::of(const std::string& folder, const Convention& fallback) {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(folder);
  if (known != known_.end() && known->second.first == &fallback) return known->second.second;
  const Settings* const settings = combine(folder, fallback);
  known_.insert_or_assign(folder, std::pair(&fallback, settings));
  return settings;
}

const Settings* ModuleSettings::combine(const std::string& folder, const Convention& fallback) {
  const std::string top = top_of(folder);
  const Files files = files_in(folder, top);
  // AVM has agreed on all that a bicepconfig.json says of documentation.
  Documentation documentation;
  if (&fallback != &avm_convention()) documentation = documentation_in(folder, top);
  if (files.empty() && documentation == nullptr) return nullptr;
  for (const auto& known : combined_) {
    if (known->files == files && known->fallback == &fallback &&
        known->documentation == documentation) {
      return known->settings.get();
    }
  }
  std::vector<SettingsFile> values;
  for (const auto& file : files) values.push_back(*file);
  auto combined = std::make_unique<Combined>();
  combined->files = files;
  combined->fallback = &fallback;
  combined->documentation = documentation;
  combined->settings = std::make_unique<Settings>(combine_settings(values, profile_, fallback));
  if (documentation != nullptr) add_documentation(*documentation, *combined->settings);
  combined->settings->top = repository_of(folder);
  if (files.empty() && combined->settings->top.empty()) combined->settings->top = top;
  for (const auto& file : files) {
    const std::string around = parent_of(file->path);
    std::string& outermost = combined->settings->top;
    if (outermost.empty() || (is_in(outermost, around) && repository_of(folder).empty())) {
      outermost = around;
    }
  }
  combined_.push_back(std::move(combined));
  return combined_.back()->settings.get();
}

}  // namespace avmdoc::cli

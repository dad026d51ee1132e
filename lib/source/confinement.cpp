#include "source/confinement.hpp"

#include <algorithm>

#include "source/path.hpp"
#include "source/platform.hpp"

namespace avmdoc {

namespace {

bool is_in(std::string_view path, std::string_view folder) {
  if (folder.empty()) {
    return !path.starts_with('/');
  }
  if (!path.starts_with(folder)) {
    return false;
  }
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

/// Such a path leads elsewhere than it says when it goes through a symbolic link.
bool goes_up(std::string_view path) {
  while (!path.empty()) {
    if (take_part(path) == "..") {
      return true;
    }
  }
  return false;
}

}  // namespace

Confinement::Confinement(const std::vector<std::string>& roots) {
  for (const std::string& given : roots) {
    std::string root = normal_path(given);
    std::string real = platform::real_path(root);
    if (!real.empty()) {
      real_roots_.push_back(std::move(real));
    }
    known_.insert(root);
    roots_.push_back(std::move(root));
  }
}

bool Confinement::holds_path(std::string_view path) const {
  return std::ranges::any_of(roots_, [&](const std::string& root) { return is_in(path, root); });
}

bool Confinement::holds_real(std::string_view path) const {
  return std::ranges::any_of(real_roots_,
                             [&](const std::string& root) { return is_in(path, root); });
}

bool Confinement::is_known(const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  return known_.contains(folder);
}

bool Confinement::holds_folder(const std::string& folder) const {
  if (is_known(folder)) {
    return true;
  }
  if (goes_up(folder) || !holds_path(folder)) {
    return false;
  }
  const bool plain = holds_folder(parent_path(folder)) && !platform::is_link(folder);
  if (!plain) {
    const std::string real = platform::real_path(folder);
    if (!real.empty() && !holds_real(real)) {
      return false;
    }
  }
  const std::lock_guard lock(mutex_);
  known_.insert(folder);
  return true;
}

void Confinement::learn(const std::string& folder,
                        const std::vector<DirectoryEntry>& entries) const {
  const std::lock_guard lock(mutex_);
  for (const DirectoryEntry& entry : entries) {
    if (entry.type == FileType::folder) {
      known_.insert(join_path(folder, entry.name));
    }
  }
}

std::string Confinement::root_of(std::string_view path) const {
  const auto root =
      std::ranges::find_if(roots_, [&](const std::string& folder) { return is_in(path, folder); });
  if (root != roots_.end()) {
    return root->empty() ? "." : *root;
  }
  return roots_.empty() ? "" : roots_.front();
}

}  // namespace avmdoc

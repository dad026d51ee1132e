#include "source/confinement.hpp"

#include <algorithm>
#include <utility>

#include "limits.hpp"
#include "source/path.hpp"
#include "source/platform.hpp"

namespace avmdoc {

namespace {

// A forgotten folder costs a call of the system.
constexpr std::size_t max_remembered = 512;

bool is_in(std::string_view path, std::string_view folder) {
  if (folder.empty()) {
    return !path.starts_with('/');
  }
  if (!path.starts_with(folder)) {
    return false;
  }
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

/// Such a path may lead elsewhere through a symbolic link.
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
  if (known_.contains(folder)) {
    return true;
  }
  auto older = known_before_.extract(folder);
  if (older.empty()) {
    return std::ranges::find(roots_, folder) != roots_.end();
  }
  remember(std::move(older.value()));
  return true;
}

void Confinement::remember(std::string folder) const {
  if (known_.size() == max_remembered) {
    known_before_ = std::exchange(known_, {});
  }
  known_.insert(std::move(folder));
}

bool Confinement::holds_folder(const std::string& folder) const {
  if (is_known(folder)) {
    return true;
  }
  if (folder.size() > limits::path_bytes || goes_up(folder) || !holds_path(folder)) {
    return false;
  }
  // From the nearest folder that is known down to this one: a root is.
  std::vector<std::string> unknown;
  for (std::string part = folder; !part.empty() && part != "/" && !is_known(part);) {
    std::string around(parent_path(part));
    unknown.push_back(std::exchange(part, std::move(around)));
  }
  for (; !unknown.empty(); unknown.pop_back()) {
    if (platform::is_link(unknown.back())) {
      const std::string real = platform::real_path(unknown.back());
      if (!real.empty() && !holds_real(real)) {
        return false;
      }
    }
    const std::lock_guard lock(mutex_);
    remember(std::move(unknown.back()));
  }
  return true;
}

void Confinement::learn(const std::string& folder,
                        const std::vector<DirectoryEntry>& entries) const {
  std::vector<std::string> folders;
  for (const DirectoryEntry& entry : entries) {
    if (entry.type == FileType::folder) {
      folders.push_back(join_path(folder, entry.name));
    }
  }
  if (folders.empty()) {
    return;
  }
  const std::lock_guard lock(mutex_);
  for (std::string& one : folders) {
    remember(std::move(one));
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

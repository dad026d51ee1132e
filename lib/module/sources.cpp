#include "module/sources.hpp"

#include <algorithm>

#include "source/path.hpp"

namespace avmdoc {
namespace {

/// Modules count wherever they stand. An import counts when it stands on one line: the reference
/// reads lines, and real modules depend on it (`compute/virtual-machine` imports a type over
/// several lines, and its README does not list it).
SourceReferences references_of(const bicep::Tree& tree, const std::string& folder) {
  SourceReferences result;
  for (const bicep::Node statement : tree.root().children()) {
    const bool is_module = statement.kind() == bicep::NodeKind::module;
    if (!is_module && statement.kind() != bicep::NodeKind::import) continue;
    const auto path = statement.child(bicep::Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!text) continue;
    if (text->find(':') != std::string::npos) {
      if (is_module || statement.on_one_line()) result.remote.push_back(*text);
    } else if (is_module && text->ends_with(".bicep")) {
      result.local.push_back(normal_path(join_path(folder, *text)));
    }
  }
  for (const Diagnostic& diagnostic : tree.diagnostics()) {
    result.diagnostics.push_back(diagnostic);
    result.diagnostics.back().severity = Severity::warning;
  }
  return result;
}

}  // namespace

const std::vector<DirectoryEntry>& Sources::list(const std::string& folder) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = folders_.find(folder); known != folders_.end()) return known->second;
  }
  std::vector<DirectoryEntry> entries;
  if (files_.type(folder) == FileType::folder) entries = files_.list(folder);
  const std::lock_guard lock(mutex_);
  return folders_.emplace(folder, std::move(entries)).first->second;
}

bool Sources::has_file(const std::string& folder, std::string_view name) const {
  return std::ranges::any_of(list(folder), [&](const DirectoryEntry& entry) {
    return entry.name == name && entry.type == FileType::file;
  });
}

std::vector<std::string> Sources::find(const std::string& folder, std::string_view name) const {
  std::vector<std::string> found;
  for (const DirectoryEntry& entry : list(folder)) {
    if (entry.type == FileType::folder) {
      const std::vector<std::string> below = find(join_path(folder, entry.name), name);
      found.insert(found.end(), below.begin(), below.end());
    } else if (entry.name == name) {
      found.push_back(join_path(folder, entry.name));
    }
  }
  return found;
}

const SourceReferences& Sources::references(const std::string& path) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = references_.find(path); known != references_.end()) {
      return known->second;
    }
  }
  SourceReferences result;
  try {
    if (keeps_trees_) {
      const bicep::Tree* known = tree(path);
      if (known == nullptr) static_cast<void>(files_.read(path));  // throws the reason once more
      if (known != nullptr) result = references_of(*known, parent_path(path));
    } else {
      result = references_of(bicep::parse(files_.read(path), path), parent_path(path));
    }
  } catch (const Error& error) {
    result.diagnostics = error.diagnostics();
    for (Diagnostic& diagnostic : result.diagnostics) diagnostic.severity = Severity::warning;
  }
  const std::lock_guard lock(mutex_);
  return references_.emplace(path, std::move(result)).first->second;
}

const bicep::Tree* Sources::tree(const std::string& path) const {
  keeps_trees_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = trees_.find(path); known != trees_.end()) return known->second.get();
  }
  std::unique_ptr<const bicep::Tree> parsed;
  try {
    parsed = std::make_unique<const bicep::Tree>(bicep::parse(files_.read(path), path));
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a file that is not there has no tree
  }
  const std::lock_guard lock(mutex_);
  return trees_.emplace(path, std::move(parsed)).first->second.get();
}

}  // namespace avmdoc

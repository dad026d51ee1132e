#include <algorithm>
#include <set>
#include <unordered_set>

#include "convention/avm_folders.hpp"
#include "limits.hpp"
#include "module/sources.hpp"
#include "ordering/collation.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

/// A module of a stranger must not have files read that lie outside the registry.
bool is_outside(std::string_view path, std::string_view root) {
  return root.empty() ? path.starts_with("../") || path.starts_with('/')
                      : path_below(path, root).empty();
}

[[noreturn]] void fail_as_too_many(const std::string& file, const char* what, std::size_t most) {
  throw Error(error_at("module-too-large", {file},
                       "expected a module of at most " + std::to_string(most) + " " + what +
                           ", found more up to this file"));
}

/// Warnings of included files go to the module, as far as anybody would read them.
void add(const std::vector<Diagnostic>& found, std::vector<Diagnostic>& diagnostics) {
  constexpr std::size_t most = 1000;
  for (const Diagnostic& diagnostic : found) {
    if (diagnostic.severity == Severity::error) throw Error(diagnostic);
    if (diagnostics.size() < most) diagnostics.push_back(diagnostic);
  }
}

/// Whether one of the folders lies around `folder`.
bool has_ancestor(std::string_view folder, const std::unordered_set<std::string_view>& folders) {
  while (folder != "/") {
    folder = parent_path(folder);
    if (folder.empty()) return false;
    if (folders.contains(folder)) return true;
  }
  return false;
}

void sort_unique(std::vector<std::string>& names) {
  std::ranges::stable_sort(names, CultureLess());
  const auto end = std::unique(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return compare_culture(a, b) == 0;
  });
  names.erase(end, names.end());
}

}  // namespace

std::string source_by_identity(const Sources& sources, const std::string& root,
                               std::string_view identifier) {
  std::string last;
  const std::string registry = join_path(root, avm_folder);
  for (const std::string_view kind : avm_kind_folders) {
    const std::string folder = join_path(join_path(registry, kind), identifier);
    const auto entries = sources.list(folder);
    for (const DirectoryEntry& entry : *entries) {
      if (entry.type == FileType::folder || !entry.name.ends_with(".bicep")) continue;
      std::string path = join_path(folder, entry.name);
      if (last.empty() || compare_culture(path, last) >= 0) last = std::move(path);
    }
  }
  return last;
}

CrossReferences cross_references(const Sources& sources, const std::string& root,
                                 const std::string& own, bool any_entry, Budget& budget,
                                 std::vector<Diagnostic>& diagnostics) {
  CrossReferences result;
  if (own.empty()) return result;

  // All files that the module's own pulls in, by their order of discovery.
  std::vector<std::string> involved = {own};
  std::set<std::string> seen = {own};
  std::size_t count = 0;
  for (std::size_t i = 0; i < involved.size(); ++i) {
    const std::shared_ptr<const SourceReferences> references = sources.references(involved[i]);
    budget.read(references->bytes, involved[i]);
    count += references->local.size() + references->remote.size();
    if (count > limits::references) fail_as_too_many(involved[i], "references", limits::references);
    for (const std::string& local : references->local) {
      if (is_outside(local, root)) continue;
      if (seen.insert(local).second) involved.push_back(local);
    }
    if (involved.size() > limits::included_files) {
      fail_as_too_many(involved[i], "included files", limits::included_files);
    }
    result.remote.insert(result.remote.end(), references->remote.begin(), references->remote.end());
    add(references->diagnostics, diagnostics);
  }
  std::unordered_set<std::string_view> folders;
  for (const std::string& path : involved) folders.insert(parent_path(path));
  for (const std::string& path : involved) {
    const std::string_view folder = parent_path(path);
    const bool is_main = base_name(path) == "main.bicep";
    if (folder == parent_path(own) || (!is_main && !any_entry)) continue;
    if (has_ancestor(folder, folders)) continue;
    const std::string_view named = is_main ? folder : path;
    const std::string_view part = path_below(named, root);
    result.local.emplace_back(part.empty() ? named : part);
  }
  sort_unique(result.local);
  sort_unique(result.remote);
  return result;
}

}  // namespace avmdoc

#include <algorithm>
#include <map>
#include <set>

#include "avmdoc/bicep.hpp"
#include "avmdoc/check.hpp"
#include "convention/avm_folders.hpp"
#include "limits.hpp"
#include "module/examples.hpp"
#include "module/loading.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// The local files that one source names: modules, imports, and files whose content it loads.
class Inclusions {
 public:
  explicit Inclusions(const FileSystem& files) : files_(files) {}

  const std::vector<std::string>& of(const std::string& path) {
    const auto known = known_.find(path);
    if (known != known_.end()) return known->second;
    return known_.emplace(path, read(path)).first->second;
  }

 private:
  [[nodiscard]] std::vector<std::string> read(const std::string& path) const {
    std::vector<std::string> found;
    if (files_.type(path) != FileType::file) return found;
    try {
      const bicep::Tree tree = bicep::parse(files_.read(path), path);
      const std::string folder(parent_path(path));
      for (const Node statement : tree.root().children()) {
        if (const auto named = statement.child(Field::path)) add(*named, folder, found);
      }
      add_loaded(tree.root(), folder, found);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
      // A file that cannot be read includes nothing; that it changed is seen all the same.
    }
    return found;
  }

  static void add(Node literal, const std::string& folder, std::vector<std::string>& found) {
    const auto text = bicep::string_value(literal);
    if (!text || text->empty() || text->find(':') != std::string::npos) return;
    if (text->find('@') != std::string::npos) return;  // a resource type
    if (folder.size() + text->size() >= limits::path_bytes) return;
    found.push_back(normal_path(join_path(folder, *text)));
  }

  /// `loadTextContent('x')` and its kin, at any depth.
  static void add_loaded(Node node, const std::string& folder, std::vector<std::string>& found) {
    if (node.kind() == NodeKind::call) {
      const auto name = node.child(Field::name);
      const auto argument = node.child(Field::argument);
      if (name && argument && name->text().starts_with("load")) add(*argument, folder, found);
    }
    for (const Node child : node.children()) add_loaded(child, folder, found);
  }

  const FileSystem& files_;
  std::map<std::string, std::vector<std::string>> known_;
};

/// The folders of the registry that a module's documented sources are looked for in: those of its
/// name without what follows `--`, of all three kinds, as its cross-references come from there.
std::vector<std::string> source_folders(const ModuleFolder& module) {
  std::vector<std::string> folders = {module.path};
  if (module.identity.kind == ModuleKind::other) return folders;
  std::string path = module.identity.path;
  const std::string full = module.identity.full();
  if (module.path != full && !module.path.ends_with("/" + full)) return folders;
  const std::string root = module.path.substr(0, module.path.size() - full.size());
  path = path.substr(0, path.find("--"));
  if (is_scoped_child(avm_convention(), path)) path.resize(parent_path(path).size());
  const std::string registry = root + std::string(avm_folder);
  for (const std::string_view kind : avm_kind_folders) {
    folders.push_back(join_path(join_path(registry, kind), path));
  }
  return folders;
}

class Choice {
 public:
  Choice(const FileSystem& files, const std::vector<std::string>& changed)
      : files_(files), inclusions_(files), changed_(changed.begin(), changed.end()) {}

  /// Why a module is to be looked at; empty when it is not.
  std::string reason(const ModuleFolder& module) {
    if (const std::string* own = changed_below(module.path)) {
      return "its " + own->substr(module.path.empty() ? 0 : module.path.size() + 1) + " changed";
    }
    if (changed_.contains(readme_path(module))) return "its README changed";
    if (has_examples_of_parent(convention_of(module), module.path)) {
      const std::string parent(parent_path(module.path));
      if (const std::string* file = changed_below(parent)) {
        return "its parent's " + file->substr(parent.size() + 1) + " changed";
      }
    }
    return included(module);
  }

 private:
  const std::string* changed_below(const std::string& folder) const {
    const auto from = folder.empty() ? changed_.begin() : changed_.lower_bound(folder + "/");
    return from != changed_.end() && !path_below(*from, folder).empty() ? &*from : nullptr;
  }

  std::string included(const ModuleFolder& module) {
    std::vector<std::string> paths;
    std::map<std::string, std::string> via;
    const auto take = [&](const std::string& path, const std::string& from) {
      if (via.emplace(path, from).second) paths.push_back(path);
    };
    for (const std::string& folder : source_folders(module)) {
      // A source that is no longer there was one all the same.
      for (auto file = changed_.lower_bound(folder + "/");
           file != changed_.end() && !path_below(*file, folder).empty(); ++file) {
        if (file->find('/', folder.size() + 1) == std::string::npos && file->ends_with(".bicep")) {
          return "the " + *file + " of its name changed";
        }
      }
      if (files_.type(folder) != FileType::folder) continue;
      for (const DirectoryEntry& entry : files_.list(folder)) {
        if (entry.type == FileType::file && entry.name.ends_with(".bicep")) {
          take(join_path(folder, entry.name), "");
        }
      }
    }
    std::size_t references = 0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (i > limits::included_files || references > limits::references) {
        return "it includes too many files to follow";  // loading it reports the limit
      }
      const std::string path = paths[i];
      if (changed_.contains(path)) {
        const std::string& from = via.at(path);
        return "the included " + path + " changed" +
               (from.empty() ? std::string() : " (included by " + from + ")");
      }
      const std::vector<std::string>& inclusions = inclusions_.of(path);
      references += inclusions.size();
      for (const std::string& next : inclusions) take(next, path);
    }
    return {};
  }

  const FileSystem& files_;
  Inclusions inclusions_;
  std::set<std::string> changed_;
};

}  // namespace

std::vector<ChangedModule> changed_modules(const FileSystem& files,
                                           const std::vector<ModuleFolder>& modules,
                                           const std::vector<std::string>& changed_paths) {
  std::vector<ChangedModule> chosen;
  if (changed_paths.empty()) return chosen;
  Choice choice(files, changed_paths);
  for (std::size_t i = 0; i < modules.size(); ++i) {
    std::string reason = choice.reason(modules[i]);
    if (!reason.empty()) chosen.push_back({i, std::move(reason)});
  }
  return chosen;
}

}  // namespace avmdoc

#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/file_system.hpp"
#include "interface/earlier_build.hpp"
#include "interface/module_cache.hpp"
#include "module/recent.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// What a name of a Bicep file stands for.
struct Declaration {  // NOLINT(cppcoreguidelines-pro-type-member-init): a node is never empty
  bicep::Node statement;
  /// For an imported name, the item that names it, or the wildcard.
  std::optional<bicep::Node> import_item;
};

/// A file that modules and imports refer to: a Bicep source or a compiled template.
struct Unit {
  std::string path;       ///< the file's, or another text that no other unit has
  std::string reference;  ///< the name of a file, or `br:<registry>/<path>:<version>`
  std::shared_ptr<const bicep::Tree> tree;  ///< null for a compiled template
  std::unordered_map<std::string, Declaration> declarations;
  std::vector<Diagnostic> errors;  ///< names that it declares twice: it does not compile
  std::optional<Template> compiled;
  /// The `main.json` of an earlier build, where `compiled` has only what that took from a module
  /// that is not in the cache; else empty.
  std::string earlier_build;

  /// The declaration of a name, or null.
  [[nodiscard]] const Declaration* find(std::string_view name) const;
};

using UnitPointer = std::shared_ptr<const Unit>;

/// What a unit adds to the templates that deploy it: its resources and the names of its roles, as
/// the JSON of a nested template.
struct Deployments {
  std::string json;
  std::vector<Diagnostic> errors;
};

/// The types and versions that a module deploys, also through others.
using DeployedVersions = std::set<std::pair<std::string, std::string>>;

/// The files that sources refer to, from the file system and from the Bicep module cache. Keeps
/// those that were asked for last. Thread-safe.
class Library {
 public:
  Library(const FileSystem& files, const Sources& sources, std::string module_cache)
      : files_(files), sources_(sources), module_cache_(std::move(module_cache)) {}

  /// The source at a path. Throws `Error` when it cannot be read or has syntax errors.
  [[nodiscard]] UnitPointer source(const std::string& path) const;

  /// What a `module` or `import` statement of the file at `path` refers to. Throws `Error`, without
  /// a place in that file.
  [[nodiscard]] UnitPointer referenced(const std::string& path, const std::string& reference) const;

  /// The same for an `import` statement: a module that is not in the cache may be known by what the
  /// `main.json` beside the file, even an old one, took from it.
  [[nodiscard]] UnitPointer imported(const std::string& path, const std::string& reference) const;

  /// Where a module of a registry or a template spec that the file at `path` refers to is kept.
  /// Null for the path of a file, and where the reference is not well-formed.
  [[nodiscard]] std::shared_ptr<const CachedModule> remote(const std::string& path,
                                                           const std::string& reference) const;

  /// The hash that the compiler wrote into a template in the cache; empty when it is not there.
  [[nodiscard]] std::string template_hash(const CachedModule& module) const;

  /// `make` is called for a unit whose deployments are not kept.
  template <typename Make>
  std::shared_ptr<const Deployments> deployments(const Unit& unit, Make make) const {
    return deployments_.get(unit.path, make);
  }

  /// What a module of the cache deploys; many modules refer to the same ones.
  template <typename Make>
  std::shared_ptr<const DeployedVersions> deployed_versions(const CachedModule& module,
                                                            Make make) const {
    return deployed_versions_.get(module.path, make);
  }

 private:
  struct Configuration {
    std::shared_ptr<const BicepConfiguration> shared;
  };
  [[nodiscard]] std::shared_ptr<const BicepConfiguration> configuration_of(
      const std::string& folder) const;
  [[nodiscard]] std::shared_ptr<const CachedModule> remote(const BicepConfiguration& configuration,
                                                           const std::string& reference) const;
  [[nodiscard]] UnitPointer compiled(const std::string& path, std::string reference) const;
  [[nodiscard]] UnitPointer from_earlier_build(const std::string& path,
                                               const std::string& reference) const;
  static std::size_t weight_of(const Unit& unit);
  static std::size_t weight_of_imports(const EarlierImports& imports);

  const FileSystem& files_;
  const Sources& sources_;
  std::string module_cache_;
  // Four times as many spare no parsing in the registry. A tree takes seven times its text, and
  // more than this would not stay in the processor's caches.
  mutable Recent<Unit> units_{std::size_t{256} << 10U, &weight_of};
  mutable Recent<EarlierImports> earlier_{std::size_t{16} << 20U, &weight_of_imports};
  mutable Recent<Configuration> configurations_{
      4096, [](const Configuration&) { return std::size_t{1}; }};
  mutable Recent<CachedModule> cached_{4096, [](const CachedModule&) { return std::size_t{1}; }};
  mutable Recent<DeployedVersions> deployed_versions_{
      4096, [](const DeployedVersions&) { return std::size_t{1}; }};
  mutable Recent<std::string> hashes_{4096, [](const std::string&) { return std::size_t{1}; }};
  mutable Recent<Deployments> deployments_{
      std::size_t{4} << 20U, [](const Deployments& one) { return one.json.size() + 1; }};
};

}  // namespace avmdoc

#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/file_system.hpp"

namespace avmdoc {

/// What one `.bicep` file pulls in.
struct SourceReferences {
  std::vector<std::string> local;   ///< paths of local modules, as resolved
  std::vector<std::string> remote;  ///< registry and template-spec references, as written
  std::vector<Diagnostic> diagnostics;
};

/// The folders and `.bicep` files of a registry, each looked at once. Thread-safe.
class Sources {
 public:
  explicit Sources(const FileSystem& files) : files_(files) {}

  [[nodiscard]] const FileSystem& files() const { return files_; }
  /// The entries of a folder; none when there is no such folder.
  [[nodiscard]] const std::vector<DirectoryEntry>& list(const std::string& folder) const;
  [[nodiscard]] bool has_file(const std::string& folder, std::string_view name) const;
  /// The paths of all files of that name in or below a folder, in no particular order.
  [[nodiscard]] std::vector<std::string> find(const std::string& folder,
                                              std::string_view name) const;
  /// What a file pulls in; nothing when it cannot be read.
  [[nodiscard]] const SourceReferences& references(const std::string& path) const;
  /// The parsed file, or null when it cannot be read. From the first call on, the trees of all
  /// files are kept.
  [[nodiscard]] const bicep::Tree* tree(const std::string& path) const;

 private:
  const FileSystem& files_;
  mutable std::mutex mutex_;
  // Nodes of a map stay where they are, so what was given out stays valid.
  mutable std::map<std::string, std::vector<DirectoryEntry>> folders_;
  mutable std::map<std::string, SourceReferences> references_;
  mutable std::map<std::string, std::unique_ptr<const bicep::Tree>> trees_;
  mutable std::atomic<bool> keeps_trees_ = false;
};

/// The modules that a module references (BCPFR1; `Get-CrossReferencedModuleList`), both sorted.
struct CrossReferences {
  std::vector<std::string> local;   ///< `avm/res/network/virtual-network`
  std::vector<std::string> remote;  ///< `br/public:avm/res/key-vault/vault:0.11.0`
};

/// `root` is the folder that `avm` lies in, `identifier` the module's path below `avm/<kind>`.
CrossReferences cross_references(const Sources& sources, const std::string& root,
                                 std::string_view identifier, std::vector<Diagnostic>& diagnostics);

}  // namespace avmdoc

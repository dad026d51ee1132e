#pragma once

#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "avmdoc/file_system.hpp"

namespace avmdoc {

/// The folders that files may be read in, and the folders known to be below them. For several
/// threads at once.
class Confinement {
 public:
  explicit Confinement(const std::vector<std::string>& roots);

  /// Whether a folder is in a root by its path and, as far as it exists, after following all
  /// symbolic links on the way.
  [[nodiscard]] bool holds_folder(const std::string& folder) const;

  /// Whether the path alone is in a root.
  [[nodiscard]] bool holds_path(std::string_view path) const;

  /// Whether the real path of a file is in the real path of a root.
  [[nodiscard]] bool holds_real(std::string_view path) const;

  /// Remembers the folders among the entries of a confined folder, so that the disk is not asked
  /// for them.
  void learn(const std::string& folder, const std::vector<DirectoryEntry>& entries) const;

  /// The root that a path seems to be in, for messages.
  [[nodiscard]] std::string root_of(std::string_view path) const;

 private:
  [[nodiscard]] bool is_known(const std::string& folder) const;
  void remember(std::string folder) const;  ///< under the lock

  std::vector<std::string> roots_;
  std::vector<std::string> real_roots_;
  mutable std::mutex mutex_;
  // Those that were asked for last: memory does not grow with the disk.
  mutable std::unordered_set<std::string> known_;
  mutable std::unordered_set<std::string> known_before_;
};

}  // namespace avmdoc

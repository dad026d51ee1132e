#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "module/budget.hpp"
#include "module/recent.hpp"
#include "text/decoding.hpp"

namespace avmdoc {

/// Parses a `.bicep` file. Throws `Error` when it is larger than the limits allow.
bicep::Tree parse_source(std::string text, const std::string& path);

/// What one `.bicep` file pulls in.
struct SourceReferences {
  std::size_t bytes = 0;            ///< of the file
  std::vector<std::string> local;   ///< paths of local modules, as resolved
  std::vector<std::string> remote;  ///< registry and template-spec references, as written
  std::vector<Diagnostic> diagnostics;
};

/// What is wrong with a file that is not UTF-8.
Diagnostic not_utf8_warning(std::string_view file, const DecodedText& decoded);

/// The folders and `.bicep` files of a registry. Neighbouring modules look at the same ones, so the
/// last of them are kept. Thread-safe.
class Sources {
 public:
  using Folder = std::vector<DirectoryEntry>;

  explicit Sources(const FileSystem& files) : files_(files) {}

  [[nodiscard]] const FileSystem& files() const { return files_; }
  /// A file whose text a README shows, as `decode_text` gives it; what is not UTF-8 is a warning.
  /// Throws `Error` when it cannot be read or holds a merge conflict.
  [[nodiscard]] std::string read_text(const std::string& path,
                                      std::vector<Diagnostic>& warnings) const;
  /// The entries of a folder; none when there is no such folder.
  [[nodiscard]] std::shared_ptr<const Folder> list(const std::string& folder) const;
  /// The entries of what must be a folder. Throws `Error`.
  [[nodiscard]] std::shared_ptr<const Folder> list_folder(const std::string& folder) const;
  [[nodiscard]] bool has_file(const std::string& folder, std::string_view name) const;
  /// The paths of all files of that name in or below a folder, in no particular order.
  [[nodiscard]] std::vector<std::string> find(const std::string& folder,
                                              std::string_view name) const;
  /// Calls `found` with the paths of all files in or below a folder, which need not exist.
  void find(const std::string& folder,
            const std::function<void(const std::string& path)>& found) const;
  /// What a file pulls in; nothing but the reason when it cannot be read or holds a merge
  /// conflict.
  [[nodiscard]] std::shared_ptr<const SourceReferences> references(const std::string& path) const;
  /// The paths of the local files that a file uses as modules or imports; none when it cannot be
  /// read.
  [[nodiscard]] std::vector<std::string> inclusions(const std::string& path) const;
  /// Why a file cannot be read, or nothing.
  [[nodiscard]] std::vector<Diagnostic> errors(const std::string& path) const;
  /// The first KiB of a file, for what is at the top of a large one.
  [[nodiscard]] std::shared_ptr<const std::string> head(const std::string& path) const;
  /// The merge conflict that a `.bicep` file holds.
  [[nodiscard]] std::optional<Diagnostic> conflict(const std::string& path) const;
  /// The parsed file, or null when it cannot be read.
  [[nodiscard]] std::shared_ptr<const bicep::Tree> tree(const std::string& path) const;

 private:
  template <typename Found>
  void visit(const std::string& folder, std::size_t level, const Found& found) const;
  [[nodiscard]] FileType type(const std::string& path) const;
  struct File {
    std::optional<bicep::Tree> tree;
    std::vector<Diagnostic> errors;  ///< why there is none
    std::optional<Diagnostic> conflict;
  };
  static std::size_t size_of(const File& file);
  static std::size_t size_of(const SourceReferences& references);
  [[nodiscard]] std::shared_ptr<const File> file(const std::string& path) const;

  const FileSystem& files_;
  mutable Recent<Folder> folders_{std::size_t{1} << 16U,
                                  [](const Folder& folder) { return folder.size() + 1; }};
  mutable Recent<std::string> heads_{std::size_t{1} << 20U,
                                     [](const std::string& head) { return head.size() + 1; }};
  mutable Recent<File> source_files_{std::size_t{256} << 10U, &size_of};
  // Far smaller than the files, so that many more of them are kept: modules may include each other.
  mutable Recent<SourceReferences> references_{std::size_t{8} << 20U, &size_of};
};

/// Whether the first lines of a file are those of a template that the Bicep compiler wrote.
bool is_template(std::string_view head);

/// Whether a module has its entry file, and not just what was compiled from it.
bool has_source(const Sources& sources, const Module& module);

/// The modules that a module references (BCPFR1; `Get-CrossReferencedModuleList`), both sorted.
struct CrossReferences {
  std::vector<std::string> local;   ///< `avm/res/network/virtual-network`
  std::vector<std::string> remote;  ///< `br/public:avm/res/key-vault/vault:0.11.0`
};

/// The `.bicep` file that the reference once took for that of a module: of the folders with its
/// identifier (the path below `avm/<kind>`) the last file in the order of the culture, and among
/// the kinds that of the last. Empty when there is none.
std::string source_by_identity(const Sources& sources, const std::string& root,
                               std::string_view identifier);

/// `root` is the folder of `avm`, `own` the module's source; without one there are no references.
/// With `any_entry`, other local modules than those called `main.bicep` are listed as
/// well, by their files. Throws `Error` beyond the limits.
CrossReferences cross_references(const Sources& sources, const std::string& root,
                                 const std::string& own, bool any_entry, Budget& budget,
                                 std::vector<Diagnostic>& diagnostics);

}  // namespace avmdoc

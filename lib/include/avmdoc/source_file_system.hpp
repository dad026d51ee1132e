#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"
#include "avmdoc/file_system.hpp"

namespace avmdoc {

/// What the interface of a module is read from.
enum class ReadFrom : std::uint8_t {
  automatic,          ///< `main.json` when it is there, else the source
  source,             ///< `main.bicep` and what it refers to
  compiled_template,  ///< `main.json`
};

/// Another file system in which `main.json` is made from the `main.bicep` beside it, and likewise
/// the template of a source of another name, without the Bicep CLI: parameters, types, functions,
/// outputs and metadata as the compiler writes them, and of resources and variables what a README
/// or a comparison needs. Imported files and local modules are read with it. Modules of registries
/// and template specs come from the module cache that the Bicep CLI fills (`bicep restore`), never
/// from the network.
///
/// `read` of such a `main.json` throws `Error` with the places in the sources where they are wrong,
/// where a module is not in the cache, or where they alone do not determine a type or value that a
/// README shows. Folders are listed as they are.
class AVMDOC_API SourceFileSystem final : public FileSystem {
 public:
  /// `base` must outlive it, and give access to the module cache. `module_cache` is the folder of
  /// the cache, such as `/home/me/.bicep`, unless a `bicepconfig.json` names another.
  SourceFileSystem(const FileSystem& base, ReadFrom from, std::string module_cache);
  ~SourceFileSystem() override;

  [[nodiscard]] FileType type(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::string read_head(std::string_view path, std::size_t most) const override;
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override;

  /// The folder of the module cache.
  [[nodiscard]] const std::string& module_cache() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace avmdoc

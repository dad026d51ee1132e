#pragma once

#include <optional>
#include <string>

#include "avmdoc/catalog.hpp"
#include "avmdoc/module.hpp"
#include "options.hpp"
#include "selection.hpp"

namespace avmdoc::cli {

/// What modules are loaded with: the catalog and the notice that the options name. It must live as
/// long as the loader.
class LoaderInputs {
 public:
  /// Throws `Error` for a file that cannot be used.
  LoaderInputs(const FileSystem& files, const ModuleOptions& options);

  [[nodiscard]] LoadOptions options() const;

 private:
  LinkPolicy links_;
  std::optional<Catalog> catalog_;
  std::string notice_;
};

/// What the loader is to load. Throws `Error` for a module without an identity.
ModuleFolder folder_of(const SelectedModule& module);

Diagnostic error_at(const std::string& path, std::string code, std::string message);

}  // namespace avmdoc::cli

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "console.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// What modules are loaded with: the catalog and the notice that the options name.
class LoadSettings {
 public:
  /// Reads the files. Throws `Error`.
  LoadSettings(const FileSystem& files, const ModuleOptions& options);

  /// Valid while this lives.
  [[nodiscard]] LoadOptions options() const;

 private:
  std::optional<Catalog> catalog_;
  std::string notice_;
  std::string catalog_file_;
  std::string notice_file_;
  LinkPolicy links_;
  RuleSet rules_;
};

/// What the settings say of a folder; null where there are none. A folder of `avm` has the profile
/// `avm` where they name none. Throws `Error` with what is wrong in the files.
const Settings* settings_of(const std::string& folder, const ModuleOptions& options);

/// The folder of a module, its name and its convention. Throws `Error` when the name is not known.
ModuleFolder module_folder(const FoundModule& module, const ModuleOptions& options);

/// Reports how many modules get the profile `bicep` because nothing says otherwise.
void report_profile(Console& console, const std::vector<FoundModule>& modules,
                    const ModuleOptions& options);

}  // namespace avmdoc::cli

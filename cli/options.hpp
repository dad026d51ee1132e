#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "avmdoc/module.hpp"
#include "path_pattern.hpp"
#include "settings/module_settings.hpp"

namespace avmdoc::cli {

/// Which modules to work on, and with what; the same for each command that reads modules.
struct ModuleOptions {
  std::vector<std::string> paths;
  bool recurse = false;
  unsigned jobs = 1;
  std::optional<Identity> identity;
  const Convention* profile = nullptr;  ///< null to choose by the module's folder
  std::vector<PathPattern> exclude;     ///< of paths from the current folder on
  std::string catalog;                  ///< a file, or empty for the built-in catalog
  std::string notice;                   ///< a file, or empty for the built-in notice
  LinkPolicy links = LinkPolicy::keep;
  RuleSet rules = RuleSet::automatic;
  std::shared_ptr<ModuleSettings> settings;  ///< what settings files say
  bool quiet = false;
  bool verbose = false;
};

/// A command's own options, followed by those of each command that reads modules.
std::vector<Option> with_module_options(std::vector<Option> own);

/// Finds the settings of the modules that the paths name.
void find_settings(ModuleOptions& options);

/// Throws `UsageError`.
ModuleOptions module_options(const Arguments& arguments, const std::string& command);

}  // namespace avmdoc::cli

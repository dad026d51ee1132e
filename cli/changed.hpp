#pragma once

#include <string>
#include <vector>

#include "console.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// Which modules to work on, of those that the paths name.
struct Changes {
  std::string since;               ///< a branch, tag or commit; empty for all modules
  std::vector<std::string> files;  ///< files that count as changed as well, by their real paths
};

/// `--changed-since REF` and `--hook`.
std::vector<Option> change_options();

/// With `--hook` the paths are files that changed, and all modules below the current folder are
/// looked at. Throws `UsageError`.
Changes changes_of(const Arguments& arguments, ModuleOptions& options, const std::string& command);

/// Those of the selected modules whose README depends on one of the files, or on one that changed
/// since the merge base of the reference and `HEAD`, in their order. Reports why each was chosen
/// with `--verbose`, and that there is none unless `--quiet`. Throws `UsageError` for modules in no
/// git repository, and `Error` when git fails.
std::vector<FoundModule> select_changed(Console& console, const ModuleOptions& options,
                                        const Changes& changes, std::vector<FoundModule> selected,
                                        const std::string& command);

/// What a module is called in reports.
std::string name_of(const FoundModule& module, const ModuleOptions& options);

}  // namespace avmdoc::cli

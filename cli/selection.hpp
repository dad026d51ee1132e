#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/module.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// What the paths of the command line name: modules in the order of the paths, each once, and what
/// is wrong with paths that name none and folders that cannot be listed.
struct Selection {
  std::vector<FoundModule> modules;    ///< with folders from the root of the disk on
  std::vector<std::string> leftovers;  ///< temporary files that a killed run may have left there
  std::vector<Diagnostic> errors;
};

/// The folders that modules may have files read in: for each path of the command line the one that
/// `avm` lies in, or else its repository, and the path itself.
std::vector<std::string> roots_of(const ModuleOptions& options);

/// What a module is called: as the options say or by its folder, and nothing when that lies outside
/// of avm/{res,ptn,utl}.
std::optional<Identity> identity_of(const std::string& folder, const ModuleOptions& options);

/// Searches with the loader that the modules will be loaded with. Throws `UsageError` when one
/// identity is given for several modules, and `Error` when there are too many.
Selection select_modules(const FileSystem& files, const Loader& loader,
                         const ModuleOptions& options, const std::string& command);

/// The same, but the modules go to `found` one by one and not into the result, and there may have
/// been some before the error.
Selection select_modules(const FileSystem& files, const Loader& loader,
                         const ModuleOptions& options, const std::string& command,
                         const ModuleFound& found);

}  // namespace avmdoc::cli

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/module.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// A module folder, from the root of the disk. Without an identity when it lies outside of
/// avm/{res,ptn,utl}.
struct SelectedModule {
  std::string folder;
  std::optional<Identity> identity;
};

/// What the paths of the command line name: modules in the order of the paths, each once, and what
/// is wrong with paths that name none and folders that cannot be listed.
struct Selection {
  std::vector<SelectedModule> modules;
  std::vector<std::string> leftovers;  ///< temporary files that a killed run may have left there
  std::vector<Diagnostic> errors;
};

/// The folders that modules may have files read in: for each path of the command line the one that
/// `avm` lies in, and the path itself.
std::vector<std::string> roots_of(const ModuleOptions& options);

/// Throws `UsageError` when one identity is given for several modules.
Selection select_modules(const FileSystem& files, const ModuleOptions& options,
                         const std::string& command);

}  // namespace avmdoc::cli

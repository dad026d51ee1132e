#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "avmdoc/source_file_system.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// What modules are read from.
struct SourceOptions {
  ReadFrom from = ReadFrom::automatic;
  std::string module_cache;  ///< a folder; empty when there is none
};

/// `--from` and `--module-cache`.
std::vector<Option> source_options();

/// The values of `source_options`. Throws `UsageError`.
SourceOptions source_options_of(const Arguments& arguments, const std::string& command);

/// The folders that modules may have files read in: those of `roots_of`, and the module cache.
std::vector<std::string> source_roots(const ModuleOptions& modules, const SourceOptions& source);

}  // namespace avmdoc::cli

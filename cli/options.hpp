#pragma once

#include <boost/regex.hpp>
#include <optional>
#include <string>
#include <vector>

// A path may hold a comma: the list of paths must not be split at it. And compiling the regular
// expressions of cxxopts would take half of the time of a short run.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include "avmdoc/module.hpp"

namespace avmdoc::cli {

/// Parses the arguments after a command's name. Throws `UsageError` for what the command does not
/// know.
cxxopts::ParseResult parse_arguments(cxxopts::Options& options, const std::string& command,
                                     const std::vector<std::string>& arguments);

/// Which modules to work on, and with what; the same for each command that reads modules.
struct ModuleOptions {
  std::vector<std::string> paths;
  bool recurse = false;
  unsigned jobs = 1;
  std::optional<Identity> identity;
  std::vector<boost::regex> exclude;  ///< of paths from the current folder on
  std::string catalog;                ///< a file, or empty for the built-in catalog
  std::string notice;                 ///< a file, or empty for the built-in notice
  LinkPolicy links = LinkPolicy::keep;
  bool quiet = false;
  bool verbose = false;
};

void add_module_options(cxxopts::Options& options);
ModuleOptions module_options(const cxxopts::ParseResult& result, const std::string& command);

}  // namespace avmdoc::cli

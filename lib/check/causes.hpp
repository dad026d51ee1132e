#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "avmdoc/module.hpp"
#include "check/comparison.hpp"
#include "check/declaration.hpp"
#include "module/sources.hpp"

namespace avmdoc {

/// Why a README differs from its module: a place, or what is not there.
struct Cause {
  Location place;      ///< without a file when nothing is known; without a line for what is missing
  std::string reason;  ///< empty when the place says it
};

/// What the causes of one module's findings are looked up in.
struct CauseContext {
  const Module& module;
  SourceSearch search;
  const LoadOptions& options;
  std::vector<std::string> examples;  ///< their keys, as `example_keys` gives them
  /// Of the resource types and versions that findings are about: the symbolic names on the way to
  /// the first resource of that type and version.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> resources;
};

/// Reads `main.json` once more when a finding is about a resource type.
CauseContext cause_context(const Module& module, const Sources& sources, const LoadOptions& options,
                           const std::vector<Finding>& findings);

/// Where the reason of a finding is: a declaration in `main.bicep` or a file that it includes, the
/// import of a type or the reference to a module of a registry, a parameter in a test, a marker
/// file; or the file that does not exist or no longer declares it. Nothing once too much of the
/// sources was looked at for the findings before.
Cause cause_of(const Finding& finding, CauseContext& context);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "module/old_readme.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// The resource types that a template deploys, sorted by type, each type and version once
/// (`Set-ResourceTypesSection`).
std::vector<ResourceType> resource_types(const Template& compiled, const Catalog& catalog,
                                         LinkPolicy links, const Rules& rules,
                                         const OldReadme& old_readme);

/// What the title calls a module (`Initialize-ReadMe`): the resource type of a resource module, in
/// the template's spelling if it deploys it; a readable path of the others. `metadata` is the
/// object in `metadata.json`.
std::string title_type(const Identity& identity, const Template& compiled, const Catalog& catalog,
                       const Rules& rules, const std::optional<Value>& metadata,
                       std::string_view file, std::vector<Diagnostic>& diagnostics);

}  // namespace avmdoc

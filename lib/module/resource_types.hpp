#pragma once

#include <vector>

#include "avmdoc/module.hpp"
#include "module/old_readme.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// The resource types that a template deploys, sorted by type, each type and version once
/// (`Set-ResourceTypesSection`).
std::vector<ResourceType> resource_types(const Template& compiled, const Catalog& catalog,
                                         LinkPolicy links, const OldReadme& old_readme);

/// What the title calls a module (`Initialize-ReadMe`): the resource type of a resource module, in
/// the template's spelling if it deploys it; a readable path of the others.
std::string title_type(const Identity& identity, const Template& compiled, const Catalog& catalog,
                       std::string_view file, std::vector<Diagnostic>& diagnostics);

}  // namespace avmdoc

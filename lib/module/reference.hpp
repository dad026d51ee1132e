#pragma once

#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"

namespace avmdoc {

/// The identity without what follows `--` (a variant of a module) and without the folder of a
/// scoped child: both are documented as the module that they belong to.
Identity documented_identity(const Module& module);

/// The folder that `avm` is in; the module's own for one outside the layout.
std::string registry_root(const ModuleFolder& folder);

/// How a module is referenced, by the convention's pattern.
std::string module_reference(const Convention& convention, const Sources& sources,
                             const ModuleFolder& folder, std::string_view root);

}  // namespace avmdoc

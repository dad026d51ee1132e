#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"
#include "avmdoc/module.hpp"

namespace avmdoc {

/// The README of a module (BCPNFR2): UTF-8 without BOM, LF, one line break at its end.
AVMDOC_API std::string render_readme(const Module& module);

/// The names that `render_section` knows, in the order of the README: `title`, `banners`,
/// `description`, `reference`, `navigation`, `resource-types`, `usage-examples`, `parameters`,
/// `exported-functions`, `outputs`, `cross-referenced-modules`, `notes`, `data-collection`.
AVMDOC_API std::vector<std::string_view> section_names();

/// One section as it stands in the README, without blank lines around it and with one line break
/// at its end. Empty when this module's README has no such section, nothing when no README has.
AVMDOC_API std::optional<std::string> render_section(const Module& module, std::string_view name);

}  // namespace avmdoc

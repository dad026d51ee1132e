#pragma once

#include <string>

#include "avmdoc/module.hpp"

namespace avmdoc {

/// The README of a module (BCPNFR2): UTF-8 without BOM, LF, one line break at its end.
std::string render_readme(const Module& module);

}  // namespace avmdoc

#pragma once

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/module.hpp"
#include "check/comparison.hpp"
#include "module/sources.hpp"

namespace avmdoc {

/// Where the reason of a finding is seen: a declaration in `main.bicep` or a file that it includes,
/// a parameter in a test, a marker file. Without a file when it is seen nowhere.
Location cause_of(const Finding& finding, const Module& module, const Sources& sources);

}  // namespace avmdoc

#pragma once

#include <string>

#include "avmdoc/check.hpp"
#include "check/comparison.hpp"

namespace avmdoc {

/// What a user calls the item of a finding: `skuName`, `example 3 (waf-aligned)`.
std::string item_name(const Finding& finding);

/// The kind of drift that a finding is.
DriftKind kind_of(const Finding& finding);

/// The finding in words, from the viewpoint of the README: what is missing from it, what is no
/// longer in the module, what differs.
std::string sentence_of(const Finding& finding);

}  // namespace avmdoc

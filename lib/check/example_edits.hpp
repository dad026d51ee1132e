#pragma once

#include <vector>

#include "check/comparison.hpp"

namespace avmdoc {

/// When the frame of an example was edited, what was read inside it means nothing: all that was
/// found there becomes one finding, at the first place.
void join_example_edits(const PageIndex& actual, const PageIndex& expected,
                        std::vector<Finding>& findings);

}  // namespace avmdoc

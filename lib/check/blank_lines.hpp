#pragma once

#include <cstddef>
#include <vector>

#include "check/page_index.hpp"

namespace avmdoc {

/// The spans of the README on disk that have more or fewer blank lines below them than the
/// generator writes before the same neighbour: the first one of each section.
std::vector<std::size_t> find_blank_line_edits(const PageIndex& actual, const PageIndex& expected);

}  // namespace avmdoc

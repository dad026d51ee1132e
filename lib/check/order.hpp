#pragma once

#include <cstddef>
#include <vector>

#include "check/page_index.hpp"

namespace avmdoc {

/// The spans of the README on disk that are not where the generator would have written them: the
/// first one of each table, list of sections, list of examples and example. Whatever else differs
/// between two READMEs of a generator, what is in both has the same order.
std::vector<std::size_t> find_misplaced(const PageIndex& actual, const PageIndex& expected);

}  // namespace avmdoc

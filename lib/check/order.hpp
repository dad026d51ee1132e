#pragma once

#include <cstddef>
#include <vector>

#include "check/page_index.hpp"

namespace avmdoc {

/// A part of the README on disk that is not where the generator would have written it, beside the
/// same neighbours.
struct Misplaced {
  std::size_t span = 0;
};

/// The first misplaced part of each table, list of sections, list of examples and example. Where
/// what differs between two READMEs of a generator moves others, the order of those that are in
/// both stays the same.
std::vector<Misplaced> find_misplaced(const PageIndex& actual, const PageIndex& expected);

}  // namespace avmdoc

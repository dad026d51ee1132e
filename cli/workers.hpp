#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace avmdoc::cli {

/// Calls `work` once for each index below `count`, on so many threads at once, this one among
/// them. The indices are taken in order. `work` must not throw.
void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

/// The same for the indices of module folders, but those with a large template come first: no
/// thread begins one when all others are done, and the memory that they need does not depend on
/// which of them meet.
void for_each_module(const std::vector<std::string>& folders, unsigned jobs,
                     const std::function<void(std::size_t)>& work);

}  // namespace avmdoc::cli

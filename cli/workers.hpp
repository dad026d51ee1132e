#pragma once

#include <cstddef>
#include <functional>

namespace avmdoc::cli {

/// Calls `work` once for each index below `count`, on so many threads at once, this one among
/// them. The indices are taken in order. `work` must not throw.
void for_each_index(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace avmdoc::cli

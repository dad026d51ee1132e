#include "workers.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace avmdoc::cli {

void for_each_index(std::size_t count, unsigned jobs,
                    const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    std::size_t index = next;
    while (index < count) {
      // Neighbours stay in one thread, since modules and their children read the same files; the
      // turns become shorter, so that all threads end together.
      const std::size_t turn = std::clamp<std::size_t>((count - index) / jobs / 8, 1, 16);
      if (!next.compare_exchange_weak(index, index + turn)) continue;
      for (const std::size_t end = index + turn; index < end; ++index) work(index);
      index = next;
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t others = std::min<std::size_t>(jobs, count); others > 1; --others) {
    try {
      threads.emplace_back(take_turns);
    } catch (const std::system_error&) {
      break;  // the system has no more threads for us: those that there are do the work
    }
  }
  take_turns();
}

}  // namespace avmdoc::cli

#include "workers.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace avmdoc::cli {

void for_each_index(std::size_t count, unsigned jobs,
                    const std::function<void(std::size_t)>& work) {
  // Neighbours stay in one thread, as far as all threads then end together: modules and their
  // children read the same files.
  const std::size_t turn = std::clamp<std::size_t>(count / jobs / 16, 1, 16);
  std::atomic<std::size_t> next = 0;
  const auto take_turns = [&] {
    for (std::size_t index = next.fetch_add(turn); index < count; index = next.fetch_add(turn)) {
      for (std::size_t end = std::min(index + turn, count); index < end; ++index) work(index);
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

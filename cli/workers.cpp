#include "workers.hpp"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <utility>

#include "platform.hpp"

namespace avmdoc::cli {

namespace {

/// The first indices are taken one by one.
void take_turns(std::size_t count, std::size_t singles, unsigned jobs,
                const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    std::size_t index = next;
    while (index < count) {
      // Neighbours stay in one thread, since modules and their children read the same files; the
      // turns become shorter, so that all threads end together.
      const std::size_t turn =
          index < singles ? 1 : std::clamp<std::size_t>((count - index) / jobs / 8, 1, 16);
      if (!next.compare_exchange_weak(index, index + turn)) continue;
      for (const std::size_t end = index + turn; index < end; ++index) work(index);
      index = next;
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t others = std::min<std::size_t>(jobs, count); others > 1; --others) {
    try {
      threads.emplace_back(take);
    } catch (const std::system_error&) {
      break;  // the system has no more threads for us: those that there are do the work
    }
  }
  take();
}

}  // namespace

void for_each_index(std::size_t count, unsigned jobs,
                    const std::function<void(std::size_t)>& work) {
  take_turns(count, 0, jobs, work);
}

void for_each_module(const std::vector<std::string>& folders, unsigned jobs,
                     const std::function<void(std::size_t)>& work) {
  constexpr std::uintmax_t large = std::uintmax_t{512} << 10U;
  std::vector<std::pair<std::uintmax_t, std::size_t>> singles;
  std::vector<std::size_t> others;
  others.reserve(folders.size());
  for (std::size_t index = 0; index < folders.size(); ++index) {
    const std::uintmax_t size = platform::file_size(folders[index] + "/main.json");
    if (size > large) {
      singles.emplace_back(size, index);
    } else {
      others.push_back(index);
    }
  }
  std::ranges::sort(singles, std::greater());
  const std::size_t large_ones = singles.size();
  take_turns(folders.size(), large_ones, jobs, [&](std::size_t turn) {
    work(turn < large_ones ? singles[turn].second : others[turn - large_ones]);
  });
}

}  // namespace avmdoc::cli

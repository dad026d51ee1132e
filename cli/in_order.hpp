#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace avmdoc::cli {

/// The most results that wait for an earlier one: memory does not grow with the number of items.
inline constexpr std::size_t max_waiting_results = 64;

/// Calls `make(index)` for each index below `count`, in at most `jobs` threads, this one among
/// them, and `take(index, result)` with each result: in order, and one at a time. Fewer threads
/// work when the system has no more. The first exception of either ends the work and is thrown.
template <typename Make, typename Take>
void in_order(unsigned jobs, std::size_t count, const Make& make, const Take& take) {
  using Result = std::invoke_result_t<Make, std::size_t>;
  std::mutex mutex;
  std::condition_variable moved;
  std::size_t begun = 0;
  std::size_t taken = 0;
  std::vector<std::optional<Result>> waiting(max_waiting_results);
  std::exception_ptr failure;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      moved.wait(lock,
                 [&] { return failure || begun == count || begun < taken + max_waiting_results; });
      if (failure || begun == count) return;
      const std::size_t index = begun++;
      try {
        lock.unlock();
        Result result = make(index);
        lock.lock();
        waiting[index % max_waiting_results] = std::move(result);
        while (!failure && taken < count && waiting[taken % max_waiting_results]) {
          take(taken, *std::exchange(waiting[taken % max_waiting_results], std::nullopt));
          ++taken;
        }
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!failure) failure = std::current_exception();
      }
      moved.notify_all();
    }
  };

  // Not std::jthread, which libc++ 16 lacks. `work` throws nothing.
  std::vector<std::thread> threads;
  try {
    while (threads.size() + 1 < std::min<std::size_t>(jobs, count)) threads.emplace_back(work);
  } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch): the others do the work
  }
  work();
  for (std::thread& thread : threads) thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace avmdoc::cli

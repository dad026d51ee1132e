#include "workers.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "platform.hpp"

namespace avmdoc::cli {

namespace {

/// So many modules are taken at once while it is not known how many there are.
constexpr std::size_t first_turns = 4;

}  // namespace

Workers::Workers(unsigned jobs, Work work)
    : jobs_(jobs), most_large_(std::max(jobs / 2, 1U)), work_(std::move(work)) {}

bool Workers::is_large(const Module& module) { return module.size > std::uintmax_t{512} << 10U; }

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  more_.notify_all();
}

void Workers::add(std::string folder) {
  Module module;
  module.index = count_++;
  module.size = platform::file_size(folder + "/main.json");
  module.folder = std::move(folder);
  {
    const std::lock_guard lock(mutex_);
    if (is_large(module)) {
      large_.push_back(std::move(module));
    } else {
      modules_.push_back(std::move(module));
    }
  }
  more_.notify_one();
  // The first module is for this thread.
  if (has_threads_ && threads_.size() + 1 < std::min(jobs_, count_)) begin_thread();
}

void Workers::begin_thread() {
  try {
    threads_.emplace_back([this] { run(); });
  } catch (const std::system_error&) {
    has_threads_ = false;  // those that there are do the work
  }
}

void Workers::finish() {
  {
    const std::lock_guard lock(mutex_);
    std::ranges::stable_sort(large_, {}, &Module::size);
    complete_ = true;
  }
  more_.notify_all();
  run();
  threads_.clear();
}

void Workers::run() {
  std::vector<Module> turn;
  while (next(turn)) {
    for (const Module& module : turn) work_(module.index, module.folder);
  }
}

/// In place of what a thread has done what it does next; false when there is nothing.
bool Workers::next(std::vector<Module>& turn) {
  std::unique_lock lock(mutex_);
  if (!turn.empty() && is_large(turn.front())) --large_begun_;
  turn.clear();
  more_.wait(lock, [this] { return stop_ || complete_ || !modules_.empty(); });
  if (stop_) return false;
  if (complete_ && !large_.empty() && (modules_.empty() || large_begun_ < most_large_)) {
    turn.push_back(std::move(large_.back()));
    large_.pop_back();
    ++large_begun_;
    return true;
  }
  // Neighbours stay in one thread, since modules and their children read the same files; the turns
  // become shorter, so that all threads end together.
  const std::size_t share = complete_ ? modules_.size() / jobs_ / 8 : first_turns;
  const std::size_t size = std::min(std::clamp<std::size_t>(share, 1, 16), modules_.size());
  const auto end = modules_.begin() + static_cast<std::ptrdiff_t>(size);
  turn.assign(std::make_move_iterator(modules_.begin()), std::make_move_iterator(end));
  modules_.erase(modules_.begin(), end);
  return !turn.empty();
}

}  // namespace avmdoc::cli

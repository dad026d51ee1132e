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

/// With so many waiting the search for more can wait, too: memory does not grow with what is found.
constexpr std::size_t most_waiting = 1024;

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
  bool crowded = false;
  {
    const std::lock_guard lock(mutex_);
    if (is_large(module)) {
      large_.push_back(std::move(module));
      std::ranges::push_heap(large_, {}, &Module::size);
    } else {
      modules_.push_back(std::move(module));
    }
    crowded = modules_.size() > most_waiting;
  }
  more_.notify_one();
  // The first module is for this thread.
  if (has_threads_ && threads_.size() + 1 < std::min(jobs_, count_)) begin_thread();
  if (crowded) work_on(own_turn_, Wait::no);
}

void Workers::begin_thread() {
  try {
    threads_.emplace_back([this] {
      std::vector<Module> turn;
      while (work_on(turn, Wait::yes)) {
      }
    });
  } catch (const std::system_error&) {
    has_threads_ = false;  // those that there are do the work
  }
}

void Workers::finish() {
  {
    const std::lock_guard lock(mutex_);
    complete_ = true;
  }
  more_.notify_all();
  while (work_on(own_turn_, Wait::yes)) {
  }
  threads_.clear();
}

/// Does the next turn of a thread, which gives its last one back; false when there is none.
bool Workers::work_on(std::vector<Module>& turn, Wait wait) {
  if (!next(turn, wait)) return false;
  for (const Module& module : turn) work_(module.index, module.folder);
  return true;
}

bool Workers::next(std::vector<Module>& turn, Wait wait) {
  std::unique_lock lock(mutex_);
  if (!turn.empty() && is_large(turn.front())) --large_begun_;
  turn.clear();
  if (wait == Wait::yes) {
    more_.wait(lock, [this] { return stop_ || complete_ || !modules_.empty(); });
  }
  if (stop_) return false;
  const bool sees_large = !large_.empty() && (complete_ || modules_.size() >= most_waiting);
  if (sees_large && (modules_.empty() || large_begun_ < most_large_)) {
    std::ranges::pop_heap(large_, {}, &Module::size);
    turn.push_back(std::move(large_.back()));
    large_.pop_back();
    ++large_begun_;
    return true;
  }
  // Neighbours stay in one thread, since modules and their children read the same files; the turns
  // become shorter, so that all threads end together.
  const std::size_t least = complete_ ? 1 : first_turns;
  const std::size_t share = std::clamp<std::size_t>(modules_.size() / jobs_ / 8, least, 16);
  const auto end = modules_.begin() + static_cast<std::ptrdiff_t>(std::min(share, modules_.size()));
  turn.assign(std::make_move_iterator(modules_.begin()), std::make_move_iterator(end));
  modules_.erase(modules_.begin(), end);
  return !turn.empty();
}

}  // namespace avmdoc::cli

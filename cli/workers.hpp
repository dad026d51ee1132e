#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace avmdoc::cli {

/// Work on many modules in several threads, which begins while modules are still being looked for.
/// Those with a large template wait until all, or very many, are known and then come first, the
/// largest before all, so that no thread begins one when the others are done. Half of the threads
/// leave them to the others while there is something else to do: that saves memory, and the time to
/// get it.
class Workers {
 public:
  /// `index` counts the modules in the order in which they were added. Must not throw.
  using Work = std::function<void(std::size_t index, const std::string& folder)>;

  /// At most `jobs` threads, this one among them; fewer when the system has no more.
  Workers(unsigned jobs, Work work);
  /// Without `finish`, what is not yet begun is left undone.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// One more module, by its folder.
  void add(std::string folder);
  /// No more modules: works along until all are done.
  void finish();

 private:
  struct Module {
    std::size_t index = 0;
    std::string folder;
    std::uintmax_t size = 0;  ///< of its template
  };

  static bool is_large(const Module& module);
  void begin_thread();
  /// For modules that are still to be added; the thread that adds them must not.
  enum class Wait : std::uint8_t { no, yes };
  bool work_on(std::vector<Module>& turn, Wait wait);
  bool next(std::vector<Module>& turn, Wait wait);

  std::size_t jobs_;
  std::size_t most_large_;  ///< at once
  Work work_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::size_t count_ = 0;
  std::deque<Module> modules_;
  std::vector<Module> large_;    ///< a heap by size
  std::size_t large_begun_ = 0;  ///< and not yet done
  bool complete_ = false;        ///< all are known
  bool stop_ = false;
  bool has_threads_ = true;       ///< the system gives more
  std::vector<Module> own_turn_;  ///< of the thread that adds
  std::vector<std::jthread> threads_;
};

}  // namespace avmdoc::cli

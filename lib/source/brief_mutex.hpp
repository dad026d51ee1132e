#pragma once

#include <mutex>

namespace avmdoc {

/// A mutex for sections that take less time than putting a thread to sleep and waking it: who finds
/// it locked tries again for some microseconds before it sleeps.
class BriefMutex {
 public:
  void lock() {
    constexpr int tries = 1000;
    for (int i = 0; i < tries; ++i) {
      if (mutex_.try_lock()) return;
    }
    mutex_.lock();
  }
  void unlock() { mutex_.unlock(); }

 private:
  std::mutex mutex_;
};

}  // namespace avmdoc

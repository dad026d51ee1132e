#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <type_traits>
#include <unordered_map>
#include <variant>

namespace avmdoc::c {

struct Files;
struct Registry;
struct LoadedModule;

/// The objects behind the handles. A handle is a number that is never reused, typed as a pointer so
/// that C compilers distinguish the kinds; nothing is ever read through it. So a closed or invented
/// handle is detected without touching foreign memory, and an object lives until the last call that
/// works with it is done.
///
/// The table of open handles is the only state that the process shares: without it a closed handle
/// could not be recognized.
class Handles {
 public:
  using Object = std::variant<std::shared_ptr<Files>, std::shared_ptr<const Registry>,
                              std::shared_ptr<const LoadedModule>>;

  static Handles& of_process();

  std::uintptr_t open(Object object);

  /// Nothing when the handle is not open or is of another kind.
  template <typename T>
  std::shared_ptr<T> find(std::uintptr_t handle) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(handle);
    if (found == objects_.end()) return nullptr;
    const auto* object = std::get_if<std::shared_ptr<T>>(&found->second);
    return object == nullptr ? nullptr : *object;
  }

  /// Whether it was open and of that kind.
  template <typename T>
  bool close(std::uintptr_t handle) {
    Object closed;  // is destroyed after the lock is given back
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(handle);
    if (found == objects_.end() || !std::holds_alternative<std::shared_ptr<T>>(found->second)) {
      return false;
    }
    closed = std::move(found->second);
    objects_.erase(found);
    return true;
  }

 private:
  std::mutex mutex_;
  std::uintptr_t last_ = 0;
  std::unordered_map<std::uintptr_t, Object> objects_;
};

}  // namespace avmdoc::c

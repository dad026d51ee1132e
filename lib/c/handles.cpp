#include "c/handles.hpp"

namespace avmdoc::c {

Handles& Handles::of_process() {
  // Never destroyed: a thread may still hold handles while the process ends.
  static Handles* const handles = new Handles;
  return *handles;
}

std::uintptr_t Handles::open(Object object) {
  const std::lock_guard lock(mutex_);
  // No allocator returns an odd pointer, so a pointer passed as a handle is detected.
  last_ += 2;
  objects_.emplace(last_ - 1, std::move(object));
  return last_ - 1;
}

}  // namespace avmdoc::c

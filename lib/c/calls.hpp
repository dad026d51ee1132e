#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "avmdoc.h"
#include "avmdoc/diagnostic.hpp"
#include "c/handles.hpp"

/// What every function of the C interface does: check its arguments, call C++, and turn the result
/// or the exception into what C can take.
namespace avmdoc::c {

/// An argument, or a handle, that a function cannot take.
class BadArgument : public std::runtime_error {
 public:
  BadArgument(avmdoc_status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  [[nodiscard]] avmdoc_status status() const { return status_; }

 private:
  avmdoc_status status_;
};

/// The text of an argument that ends with a zero byte. `name` is that of the argument.
std::string_view text_argument(const char* text, const char* name);
/// Nothing for null.
std::optional<std::string_view> optional_text(const char* text, const char* name);
/// Bytes, whatever they hold.
std::string_view bytes_argument(const char* bytes, std::size_t size, const char* name);
void require(const void* result, const char* name);

/// A copy for the caller to free.
avmdoc_string given_out(std::string_view text);

/// Such a copy until it is sure that the caller gets it.
class OwnedString {
 public:
  explicit OwnedString(std::string_view text) : string_(given_out(text)) {}
  ~OwnedString() { avmdoc_string_free(&string_); }
  OwnedString(const OwnedString&) = delete;
  OwnedString& operator=(const OwnedString&) = delete;
  avmdoc_string release() { return std::exchange(string_, {}); }

 private:
  avmdoc_string string_;
};

[[noreturn]] void fail_for_handle(const void* handle, const char* kind);

template <typename T>
std::shared_ptr<T> object_of(const void* handle, const char* kind) {
  auto object = Handles::of_process().find<T>(reinterpret_cast<std::uintptr_t>(handle));
  if (object == nullptr) fail_for_handle(handle, kind);
  return object;
}

template <typename T>
void close(const void* handle, const char* kind) {
  const bool was_open = Handles::of_process().close<T>(reinterpret_cast<std::uintptr_t>(handle));
  if (!was_open) fail_for_handle(handle, kind);
}

/// The handle of an object that `Handles` now holds.
template <typename Handle>
Handle* new_handle(Handles::Object object) {
  const std::uintptr_t handle = Handles::of_process().open(std::move(object));
  return reinterpret_cast<Handle*>(handle);  // NOLINT(performance-no-int-to-ptr): never read
}

/// Turns the exception that is being handled into a status and a description.
avmdoc_status describe_exception(avmdoc_error* error) noexcept;

/// Runs the body of a function. No exception leaves it.
template <typename Body>
avmdoc_status call(avmdoc_error* error, const Body& body) noexcept {
  if (error != nullptr) *error = {};
  try {
    body();
    return AVMDOC_OK;
  } catch (...) {
    return describe_exception(error);
  }
}

}  // namespace avmdoc::c

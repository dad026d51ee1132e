#include "c/calls.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#include "avmdoc/model.hpp"

namespace avmdoc::c {
namespace {

/// Valid UTF-8: no surrogates, no overlong forms, nothing above U+10FFFF.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i);
    const std::size_t length = first < 0x80U                      ? 1
                               : first >= 0xC2U && first < 0xE0U  ? 2
                               : first >= 0xE0U && first < 0xF0U  ? 3
                               : first >= 0xF0U && first <= 0xF4U ? 4
                                                                  : 0;
    if (length == 0 || length > text.size() - i) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
    }
    if (length > 2) {
      const unsigned char second = byte(i + 1);
      if ((first == 0xE0U && second < 0xA0U) || (first == 0xEDU && second > 0x9FU) ||
          (first == 0xF0U && second < 0x90U) || (first == 0xF4U && second > 0x8FU)) {
        return false;
      }
    }
    i += length;
  }
  return true;
}

avmdoc_status describe(avmdoc_error* error, avmdoc_status status, std::string_view message,
                       const std::vector<Diagnostic>& diagnostics = {}) noexcept {
  if (error == nullptr) return status;
  *error = {};
  try {
    error->message = given_out(message);
    error->diagnostics = given_out(diagnostics_json(diagnostics, "", {-1}));
  } catch (...) {
    avmdoc_error_free(error);
  }
  return status;
}

std::string lines_of(const std::vector<Diagnostic>& diagnostics) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    lines.append(lines.empty() ? "" : "\n").append(format(diagnostic));
  }
  return lines;
}

}  // namespace

std::string_view text_argument(const char* text, const char* name) {
  require(text, name);
  if (!is_utf8(text)) {
    throw BadArgument(AVMDOC_INVALID_ARGUMENT, std::string(name) + " is not UTF-8");
  }
  return text;
}

std::optional<std::string_view> optional_text(const char* text, const char* name) {
  return text == nullptr ? std::nullopt : std::optional(text_argument(text, name));
}

std::string_view bytes_argument(const char* bytes, std::size_t size, const char* name) {
  if (bytes == nullptr && size == 0) return {};
  require(bytes, name);
  if (size > static_cast<std::size_t>(PTRDIFF_MAX)) {
    throw BadArgument(AVMDOC_INVALID_ARGUMENT,
                      "the size of " + std::string(name) + " is larger than any memory");
  }
  return {bytes, size};
}

void require(const void* result, const char* name) {
  if (result == nullptr) {
    throw BadArgument(AVMDOC_INVALID_ARGUMENT, std::string(name) + " is null");
  }
}

void fail_for_handle(const void* handle, const char* kind) {
  const char* const reason = handle == nullptr ? " is null" : " is not open";
  throw BadArgument(AVMDOC_INVALID_HANDLE, std::string(kind) + reason);
}

avmdoc_string given_out(std::string_view text) {
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc): given to callers in C
  char* const data = static_cast<char*>(std::malloc(text.size() + 1));
  if (data == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  return {data, text.size()};
}

avmdoc_status describe_exception(avmdoc_error* error) noexcept {
  try {
    throw;
  } catch (const BadArgument& bad) {
    return describe(error, bad.status(), bad.what());
  } catch (const Error& failure) {
    try {
      return describe(error, AVMDOC_FAILED, lines_of(failure.diagnostics()), failure.diagnostics());
    } catch (...) {
      return describe(error, AVMDOC_OUT_OF_MEMORY, "out of memory");
    }
  } catch (const std::bad_alloc&) {
    return describe(error, AVMDOC_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& failure) {
    return describe(error, AVMDOC_INTERNAL_ERROR, failure.what());
  } catch (...) {
    return describe(error, AVMDOC_INTERNAL_ERROR, "unknown error");
  }
}

}  // namespace avmdoc::c

#include "avmdoc/unexpected_error.hpp"

#include <new>
#include <utility>

namespace avmdoc {

Diagnostic unexpected_error(const std::exception& error, std::string file) {
  Diagnostic diagnostic;
  diagnostic.location.file = std::move(file);
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    diagnostic.code = "out-of-memory";
    diagnostic.message = "there is not enough memory for this module";
  } else {
    diagnostic.code = "internal-error";
    diagnostic.message = std::string("internal error: ") + error.what();
  }
  return diagnostic;
}

}  // namespace avmdoc

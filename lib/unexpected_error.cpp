#include "avmdoc/unexpected_error.hpp"

#include <new>
#include <utility>

namespace avmdoc {

Diagnostic unexpected_error(const std::exception& error, std::string file) {
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return error_at("out-of-memory", {std::move(file)},
                    "there is not enough memory for this module");
  }
  return error_at("internal-error", {std::move(file)},
                  std::string("internal error: ") + error.what());
}

}  // namespace avmdoc

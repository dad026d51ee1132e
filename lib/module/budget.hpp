#pragma once

#include <cstddef>
#include <string>

#include "avmdoc/diagnostic.hpp"
#include "limits.hpp"

namespace avmdoc {

/// Counts what one module asks for over all its files. Throws `Error` beyond the limits.
class Budget {
 public:
  /// The size of a source or a test that was read.
  void read(std::size_t bytes, const std::string& file) {
    spend(bytes, limits::module_bytes, read_, "sources and tests", file);
  }
  /// About how much the values of an example take in the README.
  void show(std::size_t bytes, const std::string& file) {
    spend(bytes, limits::example_bytes, shown_, "usage examples", file);
  }

 private:
  static void spend(std::size_t bytes, std::size_t most, std::size_t& spent, const char* what,
                    const std::string& file) {
    spent += bytes;
    if (spent <= most) return;
    throw Error(error_at("module-too-large", {file},
                         std::string("expected ") + what + " of at most " + std::to_string(most) +
                             " bytes in one module, found more up to this file"));
  }

  std::size_t read_ = 0;
  std::size_t shown_ = 0;
};

}  // namespace avmdoc

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc::bicep {

/// Where the lines of a text begin, and the number of code points before any place in it, so that a
/// position takes no walk through the text, neither over many lines nor along one long line.
class LineTable {
 public:
  /// `text` must outlive the table.
  explicit LineTable(std::string_view text);

  [[nodiscard]] Position position(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t code_points(Range range) const;

 private:
  [[nodiscard]] std::uint32_t code_points_before(std::uint32_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> lines_;        ///< the offset at which each line begins
  std::vector<std::uint32_t> checkpoints_;  ///< code points before each stretch of the text
};

}  // namespace avmdoc::bicep

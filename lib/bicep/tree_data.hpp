#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "bicep/line_table.hpp"

namespace avmdoc::bicep {

/// A node as the tree keeps it: all in one vector, children before their parent, linked by index.
/// Index 0 is no node.
struct NodeRecord {
  NodeKind kind = NodeKind::file;
  Field field = Field::none;
  bool has_error = false;
  std::uint16_t height = 0;  ///< levels below it
  std::uint32_t first_token = 0;
  std::uint32_t end_token = 0;
  std::uint32_t first_child = 0;
  std::uint32_t next_sibling = 0;
  std::uint32_t parent = 0;
};

struct TreeData {
  std::string text;
  std::vector<Token> tokens;
  std::vector<NodeRecord> nodes;
  std::uint32_t root = 0;
  std::vector<Diagnostic> diagnostics;

  [[nodiscard]] std::string_view text_of(Range range) const {
    return std::string_view(text).substr(range.begin, range.size());
  }
  [[nodiscard]] std::string_view text_of(const Token& token) const { return text_of(token.range); }

  /// Made when it is first asked for: a tree that parses well may never be asked for a position.
  [[nodiscard]] const LineTable& lines() const {
    std::call_once(lines_made_, [this] { lines_ = std::make_unique<LineTable>(text); });
    return *lines_;
  }

 private:
  mutable std::once_flag lines_made_;
  mutable std::unique_ptr<LineTable> lines_;
};

}  // namespace avmdoc::bicep

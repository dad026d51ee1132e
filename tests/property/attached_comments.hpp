#pragma once

#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"

/// The comments and directives of a file by the token that they belong to, and the line breaks
/// that they need.
struct AttachedComments {
  struct Token {
    /// On lines of their own before the token, one for each line.
    std::vector<std::string_view> lines;
    /// Before the token on its line.
    std::vector<std::string_view> before;
    /// After the token up to the end of its line, with the blanks before them.
    std::string_view after;
    bool blanks_before = false;  ///< whether anything parts it from the token before
  };
  std::vector<Token> tokens;  ///< by index in `Tree::tokens()`; those of line breaks are empty

  explicit AttachedComments(const avmdoc::bicep::Tree& tree);

  /// Whether a line must end somewhere between the first and the last token of a node.
  [[nodiscard]] bool break_lines_in(avmdoc::bicep::Node node) const;
};

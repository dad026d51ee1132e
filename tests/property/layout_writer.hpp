#pragma once

#include <optional>
#include <random>
#include <string>

#include "attached_comments.hpp"
#include "layout.hpp"

/// The text of a file in another layout, token by token: what stands between tokens.
class LayoutWriter {
 public:
  enum class Gap : std::uint8_t { none, blank, line };

  LayoutWriter(const avmdoc::bicep::Tree& tree, const Layout& layout);

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] const AttachedComments& comments() const { return comments_; }

  /// Whether to do in this place what the layout asks for.
  bool choose(bool option) { return option && (layout_.seed == 0 || random_() % 2 == 0); }

  /// What stands before the next token, unless its comments need more. By default a blank where one
  /// stood.
  void gap(Gap gap) { gap_ = gap; }
  void indent(int levels) { levels_ += levels; }

  /// A token of the file with its comments.
  void token(std::uint32_t index);
  /// A token that the file does not have, before token `next`, whose comments come first.
  void token_before(std::string_view text, std::uint32_t next);
  /// A token that the file does not have, after one that no comment may follow.
  void token_after(std::string_view text);
  /// Whether a comment follows the token on its line.
  [[nodiscard]] bool has_comment_after(std::uint32_t index) const {
    return !comments_.tokens[index].after.empty();
  }
  /// No comment of ours may follow the token on its line.
  void keep_bare(std::uint32_t index) { bare_[index] = true; }

  /// How many line breaks have been written.
  [[nodiscard]] std::size_t line_breaks() const { return line_breaks_; }
  std::string take() { return std::move(text_); }

 private:
  void begin(std::uint32_t index);
  void end_line();
  void begin_line();
  void blanks();

  const avmdoc::bicep::Tree& tree_;
  Layout layout_;
  AttachedComments comments_;
  std::vector<bool> bare_;
  std::mt19937 random_;
  std::string text_;
  std::optional<Gap> gap_;
  std::optional<std::uint32_t> last_;   ///< the token written last
  std::optional<std::uint32_t> begun_;  ///< the token whose comments are written
  int levels_ = 0;
  std::size_t line_breaks_ = 0;
};

#include "attached_comments.hpp"

using avmdoc::bicep::Node;
using avmdoc::bicep::TokenKind;
using avmdoc::bicep::Tree;
using avmdoc::bicep::Trivia;
using avmdoc::bicep::TriviaKind;

AttachedComments::AttachedComments(const Tree& tree) : tokens(tree.tokens().size()) {
  std::vector<std::string_view> lines;  // seen since the last token, each on a line of its own
  std::uint32_t last = 0;
  bool has_last = false;
  bool on_line_of_last = true;
  for (std::uint32_t index = 0; index < tree.tokens().size(); ++index) {
    const bool is_line_break = tree.tokens()[index].kind == TokenKind::newline;
    std::vector<std::string_view> comments;
    std::uint32_t end_of_comments = 0;
    const std::vector<Trivia> trivia = tree.trivia_before(index);
    for (const Trivia& one : trivia) {
      if (one.kind == TriviaKind::whitespace) continue;
      comments.push_back(tree.text().substr(one.range.begin, one.range.size()));
      end_of_comments = one.range.end;
    }
    if (!is_line_break) {
      tokens[index].lines = std::move(lines);
      tokens[index].before = std::move(comments);
      tokens[index].blanks_before = !trivia.empty() || !on_line_of_last;
      lines.clear();
      last = index;
      has_last = true;
      on_line_of_last = true;
    } else {
      if (on_line_of_last && has_last && end_of_comments != 0) {
        const std::uint32_t end = tree.tokens()[last].range.end;
        tokens[last].after = tree.text().substr(end, end_of_comments - end);
      } else {
        lines.insert(lines.end(), comments.begin(), comments.end());
      }
      on_line_of_last = false;
    }
  }
}

bool AttachedComments::break_lines_in(Node node) const {
  for (std::uint32_t index = node.first_token(); index < node.end_token(); ++index) {
    if (index > node.first_token() && !tokens[index].lines.empty()) return true;
    if (index + 1 < node.end_token() && !tokens[index].after.empty()) return true;
    for (const std::string_view comment : tokens[index].before) {
      if (index > node.first_token() && comment.find_first_of("\r\n") != std::string_view::npos) {
        return true;
      }
    }
  }
  return false;
}

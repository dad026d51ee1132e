#include "layout_writer.hpp"

using avmdoc::bicep::Tree;

LayoutWriter::LayoutWriter(const Tree& tree, const Layout& layout)
    : tree_(tree),
      layout_(layout),
      comments_(tree),
      bare_(tree.tokens().size()),
      random_(layout.seed),
      text_(layout.byte_order_mark ? "\xEF\xBB\xBF" : "") {}

void LayoutWriter::token(std::uint32_t index) {
  begin(index);
  const avmdoc::Range range = tree_.tokens()[index].range;
  text_ += tree_.text().substr(range.begin, range.size());
  last_ = index;
}

void LayoutWriter::token_before(std::string_view text, std::uint32_t next) {
  begin(next);
  text_ += text;
  last_.reset();
  begun_ = next;
  gap_ = Gap::none;
}

void LayoutWriter::token_after(std::string_view text) {
  if (gap_ == Gap::line) {
    end_line();
    begin_line();
  } else if (gap_ == Gap::blank) {
    blanks();
  }
  gap_.reset();
  text_ += text;
}

/// Everything between the last token and this one.
void LayoutWriter::begin(std::uint32_t index) {
  const bool has_begun = begun_ == index;
  const AttachedComments::Token nothing;
  const AttachedComments::Token& comments = has_begun ? nothing : comments_.tokens[index];
  Gap gap = gap_.value_or(comments.blanks_before ? Gap::blank : Gap::none);
  gap_.reset();
  if (!comments.lines.empty() || (last_ && has_comment_after(*last_))) gap = Gap::line;

  const bool first = !last_ && line_breaks_ == 0 && !begun_;
  if (gap == Gap::line) {
    if (!first) end_line();
    bool after_directive = false;
    for (const std::string_view line : comments.lines) {
      begin_line();
      text_.append(line).append(layout_.line_break);
      ++line_breaks_;
      after_directive = line.starts_with('#');
    }
    if (!after_directive && choose(layout_.line_comments)) {
      begin_line();
      text_.append("// a line of its own").append(layout_.line_break);
      ++line_breaks_;
    }
    begin_line();
    if (!after_directive && choose(layout_.block_comments)) text_ += "/* first */ ";
  } else if (gap == Gap::blank) {
    blanks();
    if (choose(layout_.block_comments)) text_ += "/* between */ ";
  } else if (last_ && choose(layout_.block_comments)) {
    text_ += "/*within*/";
  }
  for (const std::string_view comment : comments.before) text_.append(comment) += ' ';
}

void LayoutWriter::end_line() {
  if (last_ && has_comment_after(*last_)) {
    text_ += comments_.tokens[*last_].after;
  } else if (last_ && !bare_[*last_] && choose(layout_.line_comments)) {
    text_ += layout_.wide ? "\t//after it" : " // after it";
  }
  text_ += layout_.line_break;
  ++line_breaks_;
  for (std::uint32_t i = 0; i < layout_.blank_lines && choose(true); ++i) {
    if (layout_.wide) text_ += " \t";
    text_ += layout_.line_break;
    ++line_breaks_;
  }
}

void LayoutWriter::begin_line() {
  for (int i = 0; i < levels_; ++i) text_ += layout_.indent;
  if (choose(layout_.wide)) text_ += " ";
}

void LayoutWriter::blanks() { text_ += choose(layout_.wide) ? " \t  " : " "; }

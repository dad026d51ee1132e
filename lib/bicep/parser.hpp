#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bicep/lexer.hpp"
#include "bicep/statement_keyword.hpp"
#include "bicep/tree_data.hpp"

namespace avmdoc::bicep {

inline constexpr std::uint32_t no_token = 0xFFFFFFFF;

/// A syntax error as the parser finds it: bytes and words, no lines yet.
struct Problem {
  Range range;
  std::string_view code;
  std::string message;
};

/// Tokens into nodes by recursive descent. No member throws: what is missing is reported and left
/// out; what does not fit is skipped up to where the list, object or line continues.
///
/// Two rules keep the reports to one for each mistake. After a report nothing more is reported
/// until the parser is in step with the file again: at the next statement or item of a list, at the
/// bracket that closes a list, at an operator, `=` or `:` in its place. And a token that the lexer
/// has already reported is not reported again.
class Parser {
 public:
  /// How the parser looks at a file. `by_layout` is for files with errors: a line without
  /// indentation that begins like a statement then ends everything that is still open, so that one
  /// missing bracket does not swallow the rest of the file.
  enum class Mode : std::uint8_t { by_tokens, by_layout };

  /// Parses into `tree.nodes` and `tree.root`; `tree.tokens` must be there.
  Parser(TreeData& tree, const std::vector<LexError>& lex_errors, FileKind file, Limits limits,
         Mode mode);

  void run();

  /// What `run` found, in the order of the file.
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  /// How many there are, also those beyond `Limits::diagnostics`.
  [[nodiscard]] std::uint32_t count() const { return count_; }
  /// Whether every bracket of the file has its partner.
  [[nodiscard]] bool balanced();

 private:
  using Index = std::uint32_t;

  /// Where a node begins: its first token, and the children on the stack that are not its own.
  struct Mark {
    std::uint32_t token;
    std::uint32_t children;
    std::uint32_t errors;
  };

  /// What an expression may be in its place.
  enum class Complex : std::uint8_t { allowed, forbidden };  ///< objects and arrays
  enum class Body : std::uint8_t { any, object_or_if };      ///< of a loop
  enum class Nested : std::uint8_t { none, resources };      ///< in an object

  // --- tokens
  [[nodiscard]] TokenKind kind() const { return tokens_[at_].kind; }
  [[nodiscard]] bool at(TokenKind wanted) const { return kind() == wanted; }
  [[nodiscard]] bool at_end() const { return at(TokenKind::end_of_file); }
  [[nodiscard]] bool at_end_of_line() const { return at(TokenKind::newline) || at_end(); }
  [[nodiscard]] bool at_string() const {
    return at(TokenKind::string) || at(TokenKind::string_left) || at(TokenKind::multiline_string);
  }
  [[nodiscard]] std::string_view text(std::uint32_t token) const {
    return tree_.text_of(tokens_[token]);
  }
  [[nodiscard]] bool is_keyword(std::uint32_t token, std::string_view word) const {
    return tokens_[token].kind == TokenKind::identifier && text(token) == word;
  }
  [[nodiscard]] bool at_keyword(std::string_view word) const { return is_keyword(at_, word); }
  [[nodiscard]] std::uint32_t after_newlines(std::uint32_t token) {
    return tokens_[token].kind == TokenKind::newline ? end_of_newlines(token) : token;
  }
  [[nodiscard]] std::uint32_t end_of_newlines(std::uint32_t token);
  void advance() { ++at_; }
  bool take(TokenKind wanted) {
    if (!at(wanted)) return false;
    advance();
    return true;
  }
  void skip_newlines() { at_ = after_newlines(at_); }
  /// Takes the token or reports that `what` is expected.
  bool expect(TokenKind wanted, std::string_view what) {
    if (!at(wanted)) {
      expected(what);
      return false;
    }
    advance();
    resume();
    return true;
  }
  bool expect_keyword(std::string_view word);

  // --- nodes
  [[nodiscard]] Mark mark() const {
    return {at_, static_cast<std::uint32_t>(children_.size()), errors_};
  }
  /// A mark that takes a finished node in: the base of an access, the left side of an operator.
  [[nodiscard]] Mark mark_before(Index node) const;
  void add(Field field, Index child) {
    if (child == 0) return;
    tree_.nodes[child].field = field;
    children_.push_back(child);
  }
  Index finish(NodeKind kind, Mark from) { return finish(kind, from, at_); }
  Index finish(NodeKind kind, Mark from, std::uint32_t end_token);
  Index leaf(NodeKind kind);
  [[nodiscard]] bool too_long(Index chain) const;

  // --- errors (recovery.cpp)
  void expected(std::string_view what, std::string_view code = "unexpected-token");
  void report(std::string_view code, Range range, std::string message);
  void report_token(std::string_view code, std::string message);
  void unclosed(std::uint32_t open, std::string_view closer);
  /// The parser is in step with the file again: what it finds from here on is another mistake.
  void resume() { silent_ = false; }
  [[nodiscard]] std::string found() const;
  [[nodiscard]] Range error_range() const;
  [[nodiscard]] bool has_lex_error(std::uint32_t token) const {
    return !lex_errors_.empty() && find_lex_error(token);
  }
  [[nodiscard]] bool find_lex_error(std::uint32_t token) const;
  [[nodiscard]] bool explained();
  [[nodiscard]] std::uint32_t partner(std::uint32_t token);
  void match_brackets();
  [[nodiscard]] bool begins_statement_line(std::uint32_t token) const;
  [[nodiscard]] bool looks_like_statement(std::uint32_t token) const;
  bool list_ends();
  [[nodiscard]] bool at_closer() const {
    return at(TokenKind::right_brace) || at(TokenKind::right_paren) || at(TokenKind::right_square);
  }
  void take_closer() {
    advance();
    resume();
  }
  void skip_stray_closer();
  enum class End : std::uint8_t { item, line };
  void pass_over(End end);
  void skip(End end);
  void skip_to(std::uint32_t token);
  void close(TokenKind closer, std::string_view closer_text, std::uint32_t open);
  Index too_deep();
  Index chain_too_long(Index chain);
  Index chain_too_long(Index chain, Mark from);

  // --- statements (statements.cpp)
  Index file();
  Index statement(Nested nested);
  Index declaration(Mark from, StatementKeyword keyword);
  Index missing_declaration(Mark from, Nested nested);
  void decorators(bool in_list);
  Index decorator();
  void assignment(std::string_view what);
  Index assigned(Mark from, NodeKind result, std::string_view name_of_it);
  Index target_scope(Mark from);
  Index parameter(Mark from);
  Index variable(Mark from);
  Index output(Mark from);
  Index type_declaration(Mark from);
  Index function(Mark from);
  Index deployment(Mark from, NodeKind result);
  Index path(std::string_view what);
  Index import(Mark from);
  Index import_item();
  Index extension(Mark from);
  Index extension_config(Mark from);
  Index config();
  Index using_declaration(Mark from);
  Index extends_declaration(Mark from);

  // --- expressions (expressions.cpp)
  Index expression(Complex complex);
  Index binary(Complex complex, int precedence);
  Index unary(Complex complex);
  Index member(Complex complex);
  Index primary(Complex complex);
  Index name_or_call(Complex complex);
  Index access(Index base, Complex complex);
  Index index_access(Index base, Complex complex);
  Index lambda();
  Index parenthesized_or_lambda(Complex complex);
  void arguments(Complex complex);
  Index string();
  Index name(std::string_view what);
  Index number();
  Index literal();
  Index typed_lambda();
  void lambda_body();

  // --- objects, arrays, loops and conditions (collections.cpp)
  Index object(Nested nested);
  Index object_item(Nested nested);
  Index spread();
  Index array();
  Index for_loop(Body body, Nested nested);
  Index if_condition(Nested nested);

  // --- types (types.cpp)
  Index type();
  Index type_expression();
  Index type_postfix();
  Index type_member();
  Index type_primary();
  Index type_object();
  Index type_property();
  Index type_tuple();
  Index type_parenthesized();
  Index type_dot(Index base);
  Index type_square(Index base);
  void type_arguments();
  [[nodiscard]] bool at_union_separator();
  [[nodiscard]] bool at_type() const;

  /// The items of `{…}` and `[…]`: separated by commas or line breaks. `item` parses one and gives
  /// 0 when there is none.
  template <typename Item>
  void items(std::string_view closer_text, TokenKind closer, Item item);
  /// A list in `(…)` or `<…>`: its items are separated by commas, with line breaks around them.
  struct CommaList {
    TokenKind closer;
    std::string_view closer_text;
    std::string_view item;  ///< what is expected after a comma
    /// Variables and values, other than arguments, may have a comma after the last one, and a line
    /// break before a comma.
    bool loose;
  };
  template <typename Item>
  void comma_list(const CommaList& list, Item item);

  TreeData& tree_;
  const std::vector<LexError>& lex_errors_;
  const Token* tokens_;
  FileKind file_;
  Limits limits_;
  Mode mode_;
  std::uint32_t at_ = 0;
  std::uint32_t nesting_ = 0;
  std::uint32_t errors_ = 0;  ///< also those not reported
  bool silent_ = false;
  bool reported_depth_ = false;  ///< of the statement; all within is too deep as well
  std::vector<Index> children_;
  std::vector<Mark> ternaries_;  ///< those whose last branch is not yet parsed
  std::vector<Problem> problems_;
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> partners_;  ///< made with the first error
  Range newlines_{};                     ///< the last run of newline tokens that was looked over
};

template <typename Item>
void Parser::items(std::string_view closer_text, TokenKind closer, Item item) {
  const std::uint32_t open = at_;
  advance();
  for (bool separated = true;;) {
    const std::uint32_t end_of_items = at_;
    skip_newlines();
    separated = separated || at_ != end_of_items;
    if (at(closer)) return take_closer();
    if (list_ends()) {
      at_ = end_of_items;
      return unclosed(open, closer_text);
    }
    if (at_closer()) {
      skip_stray_closer();
      continue;
    }
    if (!separated) {
      expected("`,` or a line break");
      skip(End::item);
      separated = take(TokenKind::comma);
      continue;
    }
    resume();
    const std::uint32_t before = at_;
    add(Field::item, item());
    if (at_ == before && at(TokenKind::comma)) {
      // No item before the comma, and none between it and the next.
      while (take(TokenKind::comma)) {
      }
      separated = true;
      continue;
    }
    if (at_ == before) skip(End::item);
    separated = take(TokenKind::comma);
    if (separated && at(TokenKind::newline)) {
      resume();
      report("unexpected-line-break", tokens_[at_ - 1].range,
             "expected an item after `,`, found the end of the line: at the end of a line an item "
             "needs no `,`");
    }
  }
}

template <typename Item>
void Parser::comma_list(const CommaList& list, Item item) {
  const std::uint32_t open = at_;
  advance();
  bool first = true;
  for (bool separated = true;;) {
    const std::uint32_t end_of_items = at_;
    skip_newlines();
    const bool on_next_line = at_ != end_of_items;
    if (at(list.closer)) {
      if (separated && !first && !list.loose) {
        resume();
        expected(list.item);
      }
      return take_closer();
    }
    // Where a comma is missing, the list goes on only if it is closed somewhere.
    if (list_ends() ||
        (!separated && !(list.loose && at(TokenKind::comma)) && partner(open) == no_token)) {
      at_ = end_of_items;
      return unclosed(open, list.closer_text);
    }
    if (at_closer()) {
      skip_stray_closer();
      continue;
    }
    if (!separated && list.loose && take(TokenKind::comma)) {
      separated = true;
      continue;
    }
    if (!separated) {
      expected("`,` or " + std::string(list.closer_text),
               on_next_line ? "missing-comma" : "unexpected-token");
      if (!on_next_line) skip(End::item);
      separated = take(TokenKind::comma) || on_next_line;
      continue;
    }
    resume();
    const std::uint32_t before = at_;
    item();
    if (at_ == before && !at(TokenKind::comma)) skip(End::item);
    separated = take(TokenKind::comma);
    first = false;
  }
}

}  // namespace avmdoc::bicep

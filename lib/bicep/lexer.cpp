#include "bicep/lexer.hpp"

#include <algorithm>
#include <cstring>

#include "bicep/characters.hpp"
#include "bicep/string_literal.hpp"
#include "text/byte_order_mark.hpp"

namespace avmdoc::bicep {
namespace {

constexpr std::string_view directives[] = {"#disable-next-line", "#disable-diagnostics",
                                           "#restore-diagnostics"};

// Runs of characters. A text ends with a NUL, which none of these goes beyond.

const char* after_blanks(const char* at) {
  while (is(*at, blank)) ++at;
  return at;
}

const char* after_word(const char* at) {
  while (is(*at, name_start | digit)) ++at;
  return at;
}

/// The end of the line that `at` is in. `end` is the place of the NUL behind the text, which may
/// have others in it.
const char* line_end(const char* at, const char* end) {
  while (at < end && !is(*at, line_break)) ++at;
  return at;
}

/// The next character that a one-line string must look at.
const char* next_in_string(const char* at) {
  while (!is(*at, string_stop)) ++at;
  return at;
}

/// The end of the block comment that begins at `at`; `end` when it is not closed.
const char* block_comment_end(const char* at, const char* end, bool& closed) {
  const char* star = at + 2;
  while (star < end) {
    star = static_cast<const char*>(std::memchr(star, '*', static_cast<std::size_t>(end - star)));
    if (star == nullptr) break;
    if (star + 1 < end && star[1] == '/') {
      closed = true;
      return star + 2;
    }
    ++star;
  }
  closed = false;
  return end;
}

/// The end of the directive at `at` with the codes after it, or `at` when there is none.
const char* directive_end(const char* at, const char* end, bool& has_codes) {
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  const auto* name = std::find_if(std::begin(directives), std::end(directives),
                                  [rest](auto one) { return rest.substr(0, one.size()) == one; });
  if (name == std::end(directives)) return at;
  const char* last = at + name->size();
  has_codes = false;
  for (const char* next = last;;) {
    next = after_blanks(next);
    const char* const code = next;
    while (is(*next, name_start | digit) || *next == '-') ++next;
    if (next == code) return last;
    has_codes = true;
    last = next;
    if (!is(*next, blank)) return last;
  }
}

class Lexer {
 public:
  explicit Lexer(const std::string& text)
      : begin_(text.data()), end_(begin_ + text.size()), at_(begin_) {
    // Real files have a token every five to six bytes.
    lexed_.tokens.reserve(text.size() / 5 + 8);
  }

  Lexed run() {
    at_ = without_byte_order_mark({begin_, static_cast<std::size_t>(end_ - begin_)}).data();
    TokenKind kind = TokenKind::newline;
    while (kind != TokenKind::end_of_file) {
      skip_trivia();
      if (!holes_.empty() && (is(*at_, line_break) || at_ == end_)) close_holes();
      const char* const begin = at_;
      kind = token();
      lexed_.tokens.push_back({kind, {offset(begin), offset(at_)}});
    }
    return std::move(lexed_);
  }

 private:
  /// An interpolation that is open, or a brace that is open in one.
  struct Hole {
    std::uint32_t token;    ///< its `string_left`
    std::uint32_t dollars;  ///< 0 for a one-line string
    bool brace;
    bool multiline;
  };

  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - begin_);
  }
  [[nodiscard]] std::uint32_t next_token() const {
    return static_cast<std::uint32_t>(lexed_.tokens.size());
  }
  /// Goes to the end of the token that is read.
  TokenKind finish(TokenKind kind, const char* end) {
    at_ = end;
    return kind;
  }
  void error(LexProblem problem, const char* begin, const char* end) {
    lexed_.errors.push_back({next_token(), {offset(begin), offset(end)}, problem});
  }

  void skip_trivia() {
    bool only_blanks = true;
    for (;;) {
      at_ = after_blanks(at_);
      if (*at_ == '/' && at_[1] == '/') {
        at_ = line_end(at_, end_);
        only_blanks = false;
      } else if (*at_ == '/' && at_[1] == '*') {
        bool closed = false;
        const char* const end = block_comment_end(at_, end_, closed);
        if (!closed) error(LexProblem::unfinished_comment, at_, at_ + 2);
        at_ = end;
        only_blanks = false;
      } else if (*at_ == '#' && only_blanks && on_new_line()) {
        bool has_codes = false;
        const char* const end = directive_end(at_, end_, has_codes);
        if (end == at_) return;
        if (!has_codes) error(LexProblem::missing_directive_code, at_, end);
        at_ = end;
        only_blanks = false;
      } else {
        return;
      }
    }
  }

  [[nodiscard]] bool on_new_line() const {
    return lexed_.tokens.empty() || lexed_.tokens.back().kind == TokenKind::newline;
  }

  TokenKind token() {
    using enum TokenKind;
    const char next = *at_ == '\0' ? '\0' : at_[1];
    switch (*at_) {
      case '@':
        return finish(at, at_ + 1);
      case '(':
        return finish(left_paren, at_ + 1);
      case ')':
        return finish(right_paren, at_ + 1);
      case '[':
        return finish(left_square, at_ + 1);
      case ']':
        return finish(right_square, at_ + 1);
      case ',':
        return finish(comma, at_ + 1);
      case ';':
        return finish(semicolon, at_ + 1);
      case '+':
        return finish(plus, at_ + 1);
      case '-':
        return finish(minus, at_ + 1);
      case '*':
        return finish(star, at_ + 1);
      case '/':
        return finish(slash, at_ + 1);
      case '%':
        return finish(percent, at_ + 1);
      case '^':
        return finish(caret, at_ + 1);
      case '.':
        return next == '.' && at_[2] == '.' ? finish(ellipsis, at_ + 3) : finish(dot, at_ + 1);
      case '?':
        return next == '?' ? finish(double_question, at_ + 2) : finish(question, at_ + 1);
      case ':':
        return next == ':' ? finish(double_colon, at_ + 2) : finish(colon, at_ + 1);
      case '|':
        return next == '|' ? finish(or_or, at_ + 2) : finish(pipe, at_ + 1);
      case '&':
        return next == '&' ? finish(and_and, at_ + 2) : unknown_token(at_ + 1);
      case '<':
        return next == '=' ? finish(less_equal, at_ + 2) : finish(less, at_ + 1);
      case '>':
        return next == '=' ? finish(greater_equal, at_ + 2) : finish(greater, at_ + 1);
      case '!':
        return next == '='   ? finish(not_equal, at_ + 2)
               : next == '~' ? finish(not_tilde, at_ + 2)
                             : finish(exclamation, at_ + 1);
      case '=':
        return next == '='   ? finish(equal_equal, at_ + 2)
               : next == '~' ? finish(equal_tilde, at_ + 2)
               : next == '>' ? finish(arrow, at_ + 2)
                             : finish(equals, at_ + 1);
      case '{':
        if (!holes_.empty()) holes_.push_back({0, 0, true, false});
        return finish(left_brace, at_ + 1);
      case '}':
        return close_brace();
      case '\'':
        return next == '\'' && at_[2] == '\'' ? multiline_piece(at_ + 3, 0, true)
                                              : one_line_string(at_ + 1, true);
      case '$':
        return dollars();
      case '"':
        return double_quoted();
      case '#':
        error(LexProblem::unknown_directive, at_, at_ + 1);
        return finish(hash, at_ + 1);
      case '\r':
      case '\n':
        return new_line();
      case '\0':
        if (at_ < end_) return unknown_run();
        return finish(end_of_file, at_);
      default:
        if (is(*at_, name_start)) return name();
        if (is(*at_, digit)) return number_token();
        return unknown_run();
    }
  }

  TokenKind name() {
    const char* const last = after_word(at_ + 1);
    const std::string_view text(at_, static_cast<std::size_t>(last - at_));
    if (text.size() > longest_identifier) error(LexProblem::identifier_too_long, at_, last);
    if (text.size() == 4 && text == "true") return finish(TokenKind::true_keyword, last);
    if (text.size() == 5 && text == "false") return finish(TokenKind::false_keyword, last);
    if (text.size() == 4 && text == "null") return finish(TokenKind::null_keyword, last);
    return finish(TokenKind::identifier, last);
  }

  TokenKind number_token() {
    const char* last = at_ + 1;
    while (is(*last, digit)) ++last;
    return finish(TokenKind::number, last);
  }

  TokenKind new_line() {
    const char* last = at_ + 1;
    while (is(*last, line_break)) ++last;
    return finish(TokenKind::newline, last);
  }

  TokenKind unknown_token(const char* last) {
    error(LexProblem::unknown_character, at_, last);
    return finish(TokenKind::unknown, last);
  }

  /// A run of bytes that mean nothing is one token and one error, not one for each byte.
  TokenKind unknown_run() {
    const char* last = at_ + 1;
    while (last < end_ && !is(*last, known)) ++last;
    return unknown_token(last);
  }

  /// A string in double quotes is one token, so that its words cause no more errors.
  TokenKind double_quoted() {
    const char* quote = at_ + 1;
    while (quote < end_ && *quote != '"' && !is(*quote, line_break)) ++quote;
    const char* const last = quote < end_ && *quote == '"' ? quote + 1 : at_ + 1;
    error(LexProblem::double_quoted, at_, last);
    return finish(TokenKind::unknown, last);
  }

  TokenKind dollars() {
    const char* quote = at_;
    while (*quote == '$') ++quote;
    if (quote[0] == '\'' && quote[1] == '\'' && quote[2] == '\'') {
      return multiline_piece(quote + 3, static_cast<std::uint32_t>(quote - at_), true);
    }
    return unknown_token(quote);
  }

  TokenKind close_brace() {
    if (holes_.empty()) return finish(TokenKind::right_brace, at_ + 1);
    const Hole hole = holes_.back();
    if (hole.brace) {
      holes_.pop_back();
      return finish(TokenKind::right_brace, at_ + 1);
    }
    if (hole.multiline) return multiline_piece(at_ + 1, hole.dollars, false);
    return one_line_string(at_ + 1, false);
  }

  /// The rest of a one-line string from `next` on: up to its quote, or to the next interpolation.
  TokenKind one_line_string(const char* next, bool first) {
    for (;; ++next) {
      next = next_in_string(next);
      if (*next == '\'') return end_piece(next + 1, TokenKind::string, first);
      if (*next == '$' && next[1] == '{') return open_hole(next + 2, {0, 0, false, false}, first);
      if (*next == '\\') {
        const Escape escape = escape_at(next, end_);
        if (!escape.valid) error(LexProblem::invalid_escape, next, next + escape.length);
        next += escape.length - 1;
      } else if (is(*next, line_break) || (*next == '\0' && next >= end_)) {
        error(LexProblem::unfinished_string, at_, next);
        return end_piece(next, TokenKind::string, first);
      }
    }
  }

  TokenKind multiline_piece(const char* next, std::uint32_t dollar_count, bool first) {
    for (;;) {
      while (!is(*next, comment_stop)) ++next;
      const char* run = next;
      if (*next == '\'') {
        while (*run == '\'') ++run;
        if (run - next >= 3) return end_piece(run, TokenKind::multiline_string, first);
        next = run;
      } else if (*next == '$') {
        while (*run == '$') ++run;
        if (dollar_count > 0 && run - next >= dollar_count && *run == '{') {
          return open_hole(run + 1, {0, dollar_count, false, true}, first);
        }
        next = run;
      } else if (*next == '\0' && next >= end_) {
        error(LexProblem::unfinished_multiline_string, at_,
              first ? at_ + dollar_count + 3 : at_ + 1);
        return end_piece(next, TokenKind::multiline_string, first);
      } else {
        ++next;
      }
    }
  }

  TokenKind end_piece(const char* last, TokenKind whole, bool first) {
    if (!first) holes_.pop_back();
    return finish(first ? whole : TokenKind::string_right, last);
  }

  TokenKind open_hole(const char* last, Hole hole, bool first) {
    if (first) {
      hole.token = next_token();
      holes_.push_back(hole);
    }
    return finish(first ? TokenKind::string_left : TokenKind::string_middle, last);
  }

  /// At the end of a line no interpolation may be open. Those that are get an empty last piece
  /// each, so that the parser sees whole strings, and one error for the innermost of them.
  void close_holes() {
    if (holes_.empty()) return;
    bool first = !ends_unfinished();
    for (; !holes_.empty(); holes_.pop_back()) {
      if (holes_.back().brace) continue;
      const Range left = lexed_.tokens[holes_.back().token].range;
      error(first ? LexProblem::unfinished_interpolation : LexProblem::none, begin_ + left.begin,
            at_);
      first = false;
      lexed_.tokens.push_back({TokenKind::string_right, {offset(at_), offset(at_)}});
    }
  }

  /// Whether the last token is an unterminated string: one error is enough for both.
  [[nodiscard]] bool ends_unfinished() const {
    return !lexed_.errors.empty() && lexed_.errors.back().token + 1 == next_token() &&
           (lexed_.errors.back().problem == LexProblem::unfinished_string ||
            lexed_.errors.back().problem == LexProblem::unfinished_multiline_string);
  }

  const char* begin_;
  const char* end_;
  const char* at_;
  std::vector<Hole> holes_;
  Lexed lexed_;
};

}  // namespace

Lexed lex(const std::string& text) { return Lexer(text).run(); }

std::vector<Trivia> trivia_in(std::string_view text, Range gap) {
  std::vector<Trivia> all;
  const char* const begin = text.data();
  const char* const end = begin + gap.end;
  const char* at = begin + gap.begin;
  while (at < end) {
    TriviaKind kind = TriviaKind::whitespace;
    const char* next = at;
    bool whole = false;
    if (*at == '/' && at[1] == '/') {
      kind = TriviaKind::line_comment;
      next = line_end(at, end);
    } else if (*at == '/') {
      kind = TriviaKind::block_comment;
      next = block_comment_end(at, end, whole);
    } else if (*at == '#') {
      kind = TriviaKind::directive;
      next = directive_end(at, end, whole);
    } else {
      while (next < end && *next != '/' && *next != '#') ++next;
    }
    all.push_back(
        {kind, {static_cast<std::uint32_t>(at - begin), static_cast<std::uint32_t>(next - begin)}});
    at = next;
  }
  return all;
}

}  // namespace avmdoc::bicep

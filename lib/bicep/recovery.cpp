#include <algorithm>
#include <array>

#include "bicep/parser.hpp"
#include "bicep/statement_keyword.hpp"

namespace avmdoc::bicep {
namespace {

/// Whether the parser does not report the token, because its error follows from this problem.
bool explains(LexProblem problem) {
  switch (problem) {
    case LexProblem::missing_directive_code:
    case LexProblem::invalid_escape:
    case LexProblem::identifier_too_long:
      return false;
    default:
      return true;
  }
}

bool is_unfinished(LexProblem problem) {
  return problem == LexProblem::none || problem == LexProblem::unfinished_string ||
         problem == LexProblem::unfinished_interpolation ||
         problem == LexProblem::unfinished_multiline_string;
}

template <typename Test>
bool any_of(const std::vector<LexError>& errors, std::uint32_t token, Test test) {
  auto error = std::lower_bound(
      errors.begin(), errors.end(), token,
      [](const LexError& one, std::uint32_t wanted) { return one.token < wanted; });
  for (; error != errors.end() && error->token == token; ++error) {
    if (test(error->problem)) return true;
  }
  return false;
}

/// The text as a message shows it: shortened, on one line.
std::string excerpt(std::string_view text) {
  constexpr std::size_t longest = 40;
  const std::size_t line = std::min(text.find_first_of("\r\n"), text.size());
  std::size_t size = std::min(line, longest);
  while (size > 0 && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  return std::string(text.substr(0, size)) + (size < text.size() ? "…" : "");
}

}  // namespace

bool Parser::find_lex_error(std::uint32_t token) const {
  return any_of(lex_errors_, token, [](LexProblem) { return true; });
}

/// Whether the lexer has already reported what is wrong here.
bool Parser::explained() {
  if (lex_errors_.empty()) return false;
  const std::uint32_t next = after_newlines(at_);
  return any_of(lex_errors_, at_, explains) ||
         (at_ > 0 && any_of(lex_errors_, at_ - 1, is_unfinished)) ||
         // An unterminated comment has taken the rest of the file.
         (tokens_[next].kind == TokenKind::end_of_file && any_of(lex_errors_, next, explains));
}

void Parser::report(std::string_view code, Range range, std::string message) {
  ++errors_;
  if (silent_) return;
  silent_ = true;
  if (explained()) return;
  ++count_;
  if (count_ <= limits_.diagnostics) problems_.push_back({range, code, std::move(message)});
}

void Parser::report_token(std::string_view code, std::string message) {
  report(code, error_range(), std::move(message));
}

void Parser::expected(std::string_view what, std::string_view code) {
  if (silent_) {
    ++errors_;
    return;
  }
  report_token(code, "expected " + std::string(what) + ", found " + found());
}

void Parser::unclosed(std::uint32_t open, std::string_view closer) {
  if (silent_) {
    ++errors_;
    return;
  }
  const Position position = tree_.lines().position(tokens_[open].range.begin);
  expected(std::string(closer) + " for the `" + std::string(text(open)) + "` of line " +
           std::to_string(position.line) + ", column " + std::to_string(position.column));
}

std::string Parser::found() const {
  switch (kind()) {
    case TokenKind::end_of_file:
      return "the end of the file";
    case TokenKind::newline:
      return "the end of the line";
    case TokenKind::string:
    case TokenKind::string_left:
    case TokenKind::multiline_string:
      return "the string " + excerpt(text(at_));
    case TokenKind::string_middle:
    case TokenKind::string_right:
      return "`}`";
    default:
      return '`' + excerpt(text(at_)) + '`';
  }
}

/// What is missing at the end of a line belongs right after the last token, before any comment.
Range Parser::error_range() const {
  std::uint32_t token = at_;
  while (token > 0 && (tokens_[token].kind == TokenKind::newline ||
                       tokens_[token].kind == TokenKind::end_of_file)) {
    --token;
  }
  if (token == at_) {
    const Range range = tokens_[token].range;
    return at(TokenKind::string_middle) || at(TokenKind::string_right)
               ? Range{range.begin, std::min(range.begin + 1, range.end)}
               : range;
  }
  const std::uint32_t end = tokens_[token].range.end;
  return {end, std::min(end + 1, static_cast<std::uint32_t>(tree_.text.size()))};
}

std::uint32_t Parser::partner(std::uint32_t token) {
  if (partners_.empty()) match_brackets();
  return partners_[token];
}

/// Finds the partner of each bracket of the whole file: a closing one belongs to the last open one
/// of its kind, those opened after that stay unclosed; one that closes nothing is a stray. Brackets
/// in an interpolation have their partners in it.
void Parser::match_brackets() {
  using enum TokenKind;
  struct Open {
    std::uint32_t token;
    TokenKind closer;
    std::array<std::uint32_t, 3> outer;
  };
  constexpr TokenKind closers[] = {right_brace, right_paren, right_square};
  const auto count = static_cast<std::uint32_t>(tree_.tokens.size());
  partners_.assign(count, no_token);
  std::vector<Open> open;
  std::array<std::uint32_t, 3> open_of_kind{};
  const auto pop = [&](std::uint32_t token) {
    partners_[token] = open.back().token;
    partners_[open.back().token] = token;
    open.pop_back();
  };
  for (std::uint32_t token = 0; token < count; ++token) {
    const TokenKind now = tokens_[token].kind;
    if (mode_ == Mode::by_layout && begins_statement_line(token)) {
      open.clear();
      open_of_kind = {};
    }
    for (std::size_t i = 0; i < 3; ++i) {
      if (now == closers[i] && open_of_kind[i] > 0) {
        for (; open.back().closer != now; open.pop_back()) {
          --open_of_kind[static_cast<std::size_t>(
              std::find(std::begin(closers), std::end(closers), open.back().closer) -
              std::begin(closers))];
        }
        --open_of_kind[i];
        pop(token);
        break;
      }
    }
    if ((now == string_middle || now == string_right)) {
      while (!open.empty() && open.back().closer != string_right) open.pop_back();
      if (!open.empty()) {
        open_of_kind = open.back().outer;
        pop(token);
      }
    }
    if (now == left_brace || now == left_paren || now == left_square) {
      const std::size_t i = now == left_brace ? 0 : now == left_paren ? 1 : 2;
      ++open_of_kind[i];
      open.push_back({token, closers[i], {}});
    } else if (now == string_left || now == string_middle) {
      open.push_back({token, string_right, open_of_kind});
      open_of_kind = {};
    }
  }
}

bool Parser::balanced() {
  if (partners_.empty()) match_brackets();
  for (std::uint32_t token = 0; token < tree_.tokens.size(); ++token) {
    switch (tokens_[token].kind) {
      case TokenKind::left_brace:
      case TokenKind::left_paren:
      case TokenKind::left_square:
      case TokenKind::right_brace:
      case TokenKind::right_paren:
      case TokenKind::right_square:
        if (partners_[token] == no_token) return false;
        break;
      default:
        break;
    }
  }
  return true;
}

bool Parser::looks_like_statement(std::uint32_t token) const {
  const TokenKind next = tokens_[token].kind == TokenKind::end_of_file ? TokenKind::end_of_file
                                                                       : tokens_[token + 1].kind;
  if (tokens_[token].kind == TokenKind::at) return next == TokenKind::identifier;
  if (tokens_[token].kind != TokenKind::identifier) return false;
  switch (statement_keyword(text(token))) {
    case StatementKeyword::none:
      return false;
    case StatementKeyword::target_scope:
      return next == TokenKind::equals;
    case StatementKeyword::import:
      return next == TokenKind::left_brace || next == TokenKind::star || next == TokenKind::string;
    case StatementKeyword::extension:
    case StatementKeyword::using_declaration:
    case StatementKeyword::extends:
      return next == TokenKind::string || next == TokenKind::identifier;
    default:
      return next == TokenKind::identifier;
  }
}

bool Parser::begins_statement_line(std::uint32_t token) const {
  return token > 0 && tokens_[token - 1].kind == TokenKind::newline &&
         tokens_[token - 1].range.end == tokens_[token].range.begin && looks_like_statement(token);
}

/// Whether a list must end here though its closing bracket is not there.
bool Parser::list_ends() {
  switch (kind()) {
    case TokenKind::end_of_file:
    case TokenKind::string_middle:
    case TokenKind::string_right:
      return true;
    case TokenKind::right_brace:
    case TokenKind::right_paren:
    case TokenKind::right_square:
      return partner(at_) != no_token;
    case TokenKind::at:
    case TokenKind::identifier:
      return mode_ == Mode::by_layout && begins_statement_line(at_);
    default:
      return false;
  }
}

void Parser::skip_stray_closer() {
  resume();
  report_token("unexpected-token", "expected a value or the end of the list, found " + found() +
                                       ", which closes nothing");
  const Mark from = mark();
  advance();
  children_.push_back(finish(NodeKind::skipped, from));
}

void Parser::skip_to(std::uint32_t token) {
  if (at_ >= token) return;
  const Mark from = mark();
  at_ = token;
  ++errors_;
  children_.push_back(finish(NodeKind::skipped, from));
}

/// Takes the closing bracket; if there is one further on, skips what is before it.
void Parser::close(TokenKind closer, std::string_view closer_text, std::uint32_t open) {
  if (!at(closer)) {
    unclosed(open, closer_text);
    if (partner(open) == no_token || partner(open) < at_) return;
    skip_to(partner(open));
  }
  take_closer();
}

/// Skips what does not fit, whole brackets at once, up to the end of the item or of the line.
void Parser::pass_over(End end) {
  for (; !at_end_of_line(); advance()) {
    const std::uint32_t other = partner(at_);
    switch (kind()) {
      case TokenKind::comma:
        if (end == End::item) return;
        break;
      case TokenKind::right_brace:
      case TokenKind::right_paren:
      case TokenKind::right_square:
      case TokenKind::string_middle:
      case TokenKind::string_right:
        if (end == End::item && other != no_token) return;
        break;
      case TokenKind::left_brace:
      case TokenKind::left_paren:
      case TokenKind::left_square:
        if (other != no_token) at_ = other;
        break;
      case TokenKind::string_left:
        while (!at(TokenKind::string_right)) at_ = partner(at_);
        break;
      default:
        break;
    }
  }
}

void Parser::skip(End end) {
  const Mark from = mark();
  pass_over(end);
  if (at_ == from.token) return;
  ++errors_;
  children_.push_back(finish(NodeKind::skipped, from));
}

Parser::Index Parser::chain_too_long(Index chain) {
  return chain_too_long(chain, mark_before(chain));
}

/// The whole chain and the rest of it become one node that no rule takes.
Parser::Index Parser::chain_too_long(Index chain, Mark from) {
  report("chain-limit", tokens_[at_].range,
         "expected at most " + std::to_string(limits_.chain) +
             " operators, members or conditions in one chain, found more");
  add(Field::value, chain);
  pass_over(End::item);
  ++errors_;
  return finish(NodeKind::skipped, from);
}

Parser::Index Parser::too_deep() {
  if (reported_depth_) silent_ = true;
  reported_depth_ = true;
  report("nesting-limit", tokens_[at_].range,
         "expected at most " + std::to_string(limits_.nesting) + " nested levels, found more");
  skip(End::item);
  return 0;
}

}  // namespace avmdoc::bicep

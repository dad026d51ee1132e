#include <algorithm>

#include "bicep/parser.hpp"

namespace avmdoc::bicep {
namespace {

int precedence_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::star:
    case TokenKind::slash:
    case TokenKind::percent:
      return 7;
    case TokenKind::plus:
    case TokenKind::minus:
      return 6;
    case TokenKind::less:
    case TokenKind::less_equal:
    case TokenKind::greater:
    case TokenKind::greater_equal:
      return 5;
    case TokenKind::equal_equal:
    case TokenKind::not_equal:
    case TokenKind::equal_tilde:
    case TokenKind::not_tilde:
      return 4;
    case TokenKind::and_and:
      return 3;
    case TokenKind::or_or:
      return 2;
    case TokenKind::double_question:
      return 1;
    default:
      return 0;
  }
}

bool is_unary(TokenKind kind) {
  return kind == TokenKind::exclamation || kind == TokenKind::minus || kind == TokenKind::plus;
}

}  // namespace

/// A chain of conditions is parsed in a loop: `a ? b : c ? d : e` may be arbitrarily long.
Parser::Index Parser::expression(Complex complex) {
  if (nesting_ >= limits_.nesting) return too_deep();
  ++nesting_;
  const std::size_t first = ternaries_.size();
  Index current = 0;
  for (;;) {
    const Mark from = mark();
    current = binary(complex, 0);
    if (current == 0 || tokens_[after_newlines(at_)].kind != TokenKind::question) break;
    if (ternaries_.size() - first >= limits_.chain) {
      current = chain_too_long(current);
      break;
    }
    skip_newlines();
    advance();
    resume();
    add(Field::condition, current);
    add(Field::left, expression(complex));
    if (tokens_[after_newlines(at_)].kind == TokenKind::colon) skip_newlines();
    if (!expect(TokenKind::colon, "`:` and the value for a false condition")) {
      current = finish(NodeKind::ternary, from);
      break;
    }
    ternaries_.push_back(from);
  }
  for (; ternaries_.size() > first; ternaries_.pop_back()) {
    add(Field::right, current);
    current = finish(NodeKind::ternary, ternaries_.back());
  }
  --nesting_;
  return current;
}

Parser::Index Parser::binary(Complex complex, int precedence) {
  Index current = unary(complex);
  while (current != 0) {
    const int next = precedence_of(kind());
    if (next <= precedence) break;
    if (too_long(current)) return chain_too_long(current);
    const Mark from = mark_before(current);
    add(Field::left, current);
    advance();
    resume();
    ++nesting_;
    add(Field::right, binary(complex, next));
    --nesting_;
    current = finish(NodeKind::binary, from);
  }
  return current;
}

Parser::Index Parser::unary(Complex complex) {
  if (!is_unary(kind())) return member(complex);
  const Mark from = mark();
  advance();
  if (is_unary(kind())) {
    report_token("repeated-sign", "expected a value after `" + std::string(text(from.token)) +
                                      "`, found " + found() +
                                      ": put the value with its own sign in parentheses");
    while (is_unary(kind())) advance();
  }
  const std::uint32_t operators_end = at_;
  Index current = member(complex);
  if (operators_end - from.token + tree_.nodes[current].height > limits_.chain) {
    return chain_too_long(current, from);  // there may be no more than the signs
  }
  for (std::uint32_t token = operators_end; token > from.token; --token) {
    add(Field::operand, current);
    current = finish(NodeKind::unary, {token - 1, from.children, from.errors});
  }
  return current;
}

Parser::Index Parser::member(Complex complex) {
  Index current = primary(complex);
  while (current != 0) {
    switch (kind()) {
      case TokenKind::left_square:
      case TokenKind::dot:
      case TokenKind::double_colon:
      case TokenKind::exclamation:
        break;
      default:
        return current;
    }
    if (too_long(current)) return chain_too_long(current);
    current = access(current, complex);
  }
  return current;
}

Parser::Index Parser::access(Index base, Complex complex) {
  if (at(TokenKind::left_square)) return index_access(base, complex);
  const Mark from = mark_before(base);
  add(Field::base, base);
  if (take(TokenKind::exclamation)) return finish(NodeKind::non_null, from);
  if (take(TokenKind::double_colon)) {
    add(Field::name, name("the name of a nested resource"));
    return finish(NodeKind::resource_access, from);
  }
  advance();
  const bool safe = take(TokenKind::question);
  add(Field::name, name("the name of a property or function"));
  if (!at(TokenKind::left_paren)) return finish(NodeKind::member_access, from);
  if (safe) {
    report_token("safe-call", "expected a property after `.?`, found a function call");
  }
  arguments(complex);
  return finish(NodeKind::member_call, from);
}

Parser::Index Parser::index_access(Index base, Complex complex) {
  const Mark from = mark_before(base);
  const std::uint32_t open = at_;
  add(Field::base, base);
  advance();
  take(TokenKind::question);
  take(TokenKind::caret);
  if (at(TokenKind::right_square)) {
    expected("an index");
  } else {
    add(Field::index, expression(complex));
  }
  close(TokenKind::right_square, "`]`", open);
  return finish(NodeKind::index_access, from);
}

/// A string, number, boolean or `null`; 0 when there is none.
Parser::Index Parser::literal() {
  switch (kind()) {
    case TokenKind::string:
    case TokenKind::multiline_string:
    case TokenKind::string_left:
      return string();
    case TokenKind::number:
      return number();
    case TokenKind::true_keyword:
    case TokenKind::false_keyword:
      return leaf(NodeKind::boolean);
    case TokenKind::null_keyword:
      return leaf(NodeKind::null);
    default:
      return 0;
  }
}

Parser::Index Parser::primary(Complex complex) {
  if (const Index value = literal(); value != 0) return value;
  switch (kind()) {
    case TokenKind::identifier:
      return name_or_call(complex);
    case TokenKind::left_paren:
      return parenthesized_or_lambda(complex);
    case TokenKind::left_brace:
    case TokenKind::left_square:
      if (complex == Complex::forbidden) {
        report_token("complex-interpolation",
                     "expected a simple value in the interpolation, found " + found() +
                         ": declare a variable for it");
      }
      return at(TokenKind::left_brace)                    ? object(Nested::none)
             : is_keyword(after_newlines(at_ + 1), "for") ? for_loop(Body::any, Nested::none)
                                                          : array();
    case TokenKind::unknown:
      // A text in double quotes is meant as a value.
      if (text(at_).front() == '"') {
        expected("a value");
        return leaf(NodeKind::skipped);
      }
      [[fallthrough]];
    default:
      expected("a value");
      return 0;
  }
}

/// The largest number that Bicep takes has 64 bits.
Parser::Index Parser::number() {
  constexpr std::string_view largest = "18446744073709551615";
  std::string_view digits = text(at_);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  const Mark from = mark();
  if (digits.size() > largest.size() || (digits.size() == largest.size() && digits > largest)) {
    report_token("number-too-large", "expected a number of at most 64 bits, found " + found());
  }
  advance();
  return finish(NodeKind::number, from);
}

Parser::Index Parser::name(std::string_view what) {
  if (at(TokenKind::identifier)) return leaf(NodeKind::identifier);
  expected(what);
  return 0;
}

Parser::Index Parser::name_or_call(Complex complex) {
  const TokenKind next = tokens_[at_ + 1].kind;
  if (next == TokenKind::arrow) return lambda();
  if (next != TokenKind::left_paren) return leaf(NodeKind::identifier);
  const Mark from = mark();
  add(Field::name, leaf(NodeKind::identifier));
  arguments(complex);
  return finish(NodeKind::call, from);
}

void Parser::arguments(Complex complex) {
  comma_list({TokenKind::right_paren, "`)`", "an argument after `,`", false},
             [&] { add(Field::argument, expression(complex)); });
}

Parser::Index Parser::lambda() {
  const Mark from = mark();
  add(Field::name, leaf(NodeKind::identifier));
  add(Field::variable, finish(NodeKind::lambda_variable, from));
  lambda_body();
  return finish(NodeKind::lambda, from);
}

/// The body may begin on the next line, unless a statement begins there.
void Parser::lambda_body() {
  advance();
  const std::uint32_t next = after_newlines(at_);
  if (!looks_like_statement(next)) at_ = next;
  add(Field::body, expression(Complex::allowed));
}

/// Only the arrow behind them distinguishes the variables of a lambda from a parenthesized value.
Parser::Index Parser::parenthesized_or_lambda(Complex complex) {
  const Mark from = mark();
  const std::uint32_t open = at_;
  comma_list({TokenKind::right_paren, "`)`", "a value after `,`", true},
             [&] { add(Field::value, expression(complex)); });
  const auto values = static_cast<std::ptrdiff_t>(from.children);
  if (!at(TokenKind::arrow)) {
    const auto count =
        std::count_if(children_.begin() + values, children_.end(),
                      [this](Index one) { return tree_.nodes[one].field == Field::value; });
    if (count != 1) {
      report("parentheses", {tokens_[open].range.begin, tokens_[at_ - 1].range.end},
             "expected one value in the parentheses, found " +
                 (count == 0 ? "none" : std::to_string(count)));
    }
    return finish(NodeKind::parenthesized, from);
  }
  const std::vector<Index> variables(children_.begin() + values, children_.end());
  children_.resize(from.children);
  for (const Index one : variables) {
    const NodeRecord& node = tree_.nodes[one];
    if (node.kind != NodeKind::identifier) {
      if (!node.has_error) {
        report("unexpected-token", tokens_[node.first_token].range,
               "expected the name of a variable of the lambda, found `" +
                   std::string(text(node.first_token)) + '`');
      }
      children_.push_back(one);
      continue;
    }
    const Mark before = mark_before(one);
    const std::uint32_t end_token = node.end_token;
    add(Field::name, one);
    add(Field::variable, finish(NodeKind::lambda_variable, before, end_token));
  }
  lambda_body();
  return finish(NodeKind::lambda, from);
}

Parser::Index Parser::string() {
  if (!at(TokenKind::string_left)) return leaf(NodeKind::string);
  const Mark from = mark();
  do {
    if (has_lex_error(at_)) ++errors_;
    const std::uint32_t piece = at_;
    advance();
    resume();
    if (at(TokenKind::string_middle) || at(TokenKind::string_right)) {
      expected("a value in the interpolation");
    } else {
      add(Field::interpolation, expression(Complex::forbidden));
    }
    if (!at(TokenKind::string_middle) && !at(TokenKind::string_right)) {
      expected("`}` for the `${` before it");
      skip_to(partner(piece));
    }
  } while (at(TokenKind::string_middle));
  if (has_lex_error(at_)) ++errors_;
  advance();
  return finish(NodeKind::string, from);
}

Parser::Index Parser::typed_lambda() {
  const Mark from = mark();
  if (!at(TokenKind::left_paren)) {
    expected("`(` and the arguments of the function");
    return 0;
  }
  comma_list({TokenKind::right_paren, "`)`", "an argument after `,`", true}, [&] {
    const Mark variable = mark();
    add(Field::name, name("the name of an argument"));
    if (at_ == variable.token) return;
    add(Field::type, type());
    add(Field::variable, finish(NodeKind::lambda_variable, variable));
  });
  add(Field::type, type());
  if (at(TokenKind::arrow)) {
    lambda_body();
  } else {
    expected("`=>` and the result of the function");
  }
  return finish(NodeKind::typed_lambda, from);
}

}  // namespace avmdoc::bicep

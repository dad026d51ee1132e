#include "bicep/parser.hpp"

namespace avmdoc::bicep {

Parser::Index Parser::object(Nested nested) {
  const Mark from = mark();
  items("`}`", TokenKind::right_brace, [&] { return object_item(nested); });
  return finish(NodeKind::object, from);
}

Parser::Index Parser::object_item(Nested nested) {
  if (nested == Nested::resources &&
      (at(TokenKind::at) ||
       (at_keyword("resource") && tokens_[at_ + 1].kind == TokenKind::identifier))) {
    return statement(nested);
  }
  if (at(TokenKind::ellipsis)) return spread();
  const Mark from = mark();
  if (at(TokenKind::identifier)) {
    add(Field::key, leaf(NodeKind::identifier));
  } else if (at_string()) {
    add(Field::key, string());
  } else {
    expected("a property");
    return 0;
  }
  if (expect(TokenKind::colon, "`:` after the name of the property")) {
    add(Field::value, expression(Complex::allowed));
  }
  return finish(NodeKind::property, from);
}

Parser::Index Parser::spread() {
  const Mark from = mark();
  advance();
  add(Field::value, expression(Complex::allowed));
  return finish(NodeKind::spread, from);
}

Parser::Index Parser::array() {
  const Mark from = mark();
  items("`]`", TokenKind::right_square,
        [&] { return at(TokenKind::ellipsis) ? spread() : expression(Complex::allowed); });
  return finish(NodeKind::array, from);
}

Parser::Index Parser::for_loop(Body body, Nested nested) {
  const Mark from = mark();
  const std::uint32_t open = at_;
  advance();
  skip_newlines();
  expect_keyword("for");
  if (take(TokenKind::left_paren)) {
    add(Field::name, name("the name of the loop's item"));
    expect(TokenKind::comma, "`,` and the name of the loop's index");
    add(Field::index, name("the name of the loop's index"));
    expect(TokenKind::right_paren, "`)`");
  } else {
    add(Field::name, name("the name of the loop's item, or `(item, index)`"));
  }
  expect_keyword("in");
  add(Field::collection, expression(Complex::allowed));
  expect(TokenKind::colon, "`:` and the body of the loop");
  if (at_keyword("if") && tokens_[at_ + 1].kind == TokenKind::left_paren) {
    if (body == Body::any) {
      report_token("misplaced-condition",
                   "expected a value, found `if`: only loops of resources and modules take one");
    }
    add(Field::body, if_condition(nested));
  } else if (body == Body::any) {
    add(Field::body, expression(Complex::allowed));
  } else if (at(TokenKind::left_brace)) {
    add(Field::body, object(nested));
  } else {
    expected("`{` or `if`");
  }
  if (tokens_[after_newlines(at_)].kind == TokenKind::right_square) skip_newlines();
  close(TokenKind::right_square, "`]`", open);
  return finish(NodeKind::for_loop, from);
}

Parser::Index Parser::if_condition(Nested nested) {
  const Mark from = mark();
  advance();
  if (at(TokenKind::left_paren)) {
    add(Field::condition, parenthesized_or_lambda(Complex::allowed));
  } else {
    expected("`(` and the condition");
  }
  if (at(TokenKind::left_brace)) {
    add(Field::body, object(nested));
  } else {
    expected("`{`");
  }
  return finish(NodeKind::if_condition, from);
}

}  // namespace avmdoc::bicep

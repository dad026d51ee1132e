#include "bicep/parser.hpp"

namespace avmdoc::bicep {

Parser::Index Parser::type() {
  if (!at_keyword("resource") || tokens_[at_ + 1].kind == TokenKind::less) return type_expression();
  const Mark from = mark();
  advance();
  // Outputs may leave the resource's type to their value.
  if (at_string()) {
    add(Field::path, string());
  } else if (!at(TokenKind::equals)) {
    expected("the type of the resource: `'<type>@<version>'`");
  }
  return finish(NodeKind::type_resource, from);
}

/// Whether the token can begin a type.
bool Parser::at_type() const {
  switch (kind()) {
    case TokenKind::identifier:
    case TokenKind::true_keyword:
    case TokenKind::false_keyword:
    case TokenKind::null_keyword:
    case TokenKind::number:
    case TokenKind::string:
    case TokenKind::string_left:
    case TokenKind::multiline_string:
    case TokenKind::left_brace:
    case TokenKind::left_square:
    case TokenKind::left_paren:
    case TokenKind::minus:
    case TokenKind::plus:
    case TokenKind::exclamation:
    case TokenKind::pipe:
      return true;
    default:
      return false;
  }
}

bool Parser::at_union_separator() { return tokens_[after_newlines(at_)].kind == TokenKind::pipe; }

Parser::Index Parser::type_expression() {
  if (nesting_ >= limits_.nesting) return too_deep();
  ++nesting_;
  const Mark from = mark();
  Index current = 0;
  const bool has_first_separator = at_union_separator();
  if (!has_first_separator) current = type_postfix();
  if (at_union_separator()) {
    if (!has_first_separator) add(Field::item, current);
    while (at_union_separator()) {
      skip_newlines();
      advance();
      add(Field::item, type_postfix());
    }
    current = finish(NodeKind::type_union, from);
  }
  --nesting_;
  return current;
}

Parser::Index Parser::type_postfix() {
  Index current = type_member();
  while (current != 0 && (at(TokenKind::question) || at(TokenKind::exclamation))) {
    if (too_long(current)) return chain_too_long(current);
    const Mark from = mark_before(current);
    const NodeKind kind =
        at(TokenKind::question) ? NodeKind::type_nullable : NodeKind::type_non_null;
    add(Field::base, current);
    advance();
    current = finish(kind, from);
  }
  return current;
}

Parser::Index Parser::type_member() {
  if (at(TokenKind::minus) || at(TokenKind::plus) || at(TokenKind::exclamation)) {
    const Mark from = mark();
    advance();
    add(Field::operand, type_primary());
    return finish(NodeKind::unary, from);
  }
  Index current = type_primary();
  while (current != 0 && (at(TokenKind::left_square) || at(TokenKind::dot))) {
    if (too_long(current)) return chain_too_long(current);
    current = at(TokenKind::dot) ? type_dot(current) : type_square(current);
  }
  return current;
}

Parser::Index Parser::type_dot(Index base) {
  const Mark from = mark_before(base);
  add(Field::base, base);
  advance();
  if (take(TokenKind::star)) return finish(NodeKind::type_member, from);
  add(Field::name, name("the name of a type or property"));
  if (!at(TokenKind::less)) return finish(NodeKind::type_member, from);
  type_arguments();
  return finish(NodeKind::type_generic, from);
}

Parser::Index Parser::type_square(Index base) {
  const Mark from = mark_before(base);
  const std::uint32_t open = at_;
  add(Field::base, base);
  advance();
  if (take(TokenKind::right_square)) return finish(NodeKind::type_array, from);
  if (!take(TokenKind::star)) add(Field::index, expression(Complex::forbidden));
  close(TokenKind::right_square, "`]`", open);
  return finish(NodeKind::type_index, from);
}

Parser::Index Parser::type_primary() {
  if (const Index value = literal(); value != 0) return value;
  switch (kind()) {
    case TokenKind::identifier: {
      const Mark from = mark();
      add(Field::name, leaf(NodeKind::identifier));
      if (!at(TokenKind::less)) return finish(NodeKind::type_name, from);
      type_arguments();
      return finish(NodeKind::type_generic, from);
    }
    case TokenKind::left_brace:
      return type_object();
    case TokenKind::left_square:
      return type_tuple();
    case TokenKind::left_paren:
      return type_parenthesized();
    default:
      expected("a type");
      return 0;
  }
}

void Parser::type_arguments() {
  comma_list({TokenKind::greater, "`>`", "a type after `,`", false},
             [&] { add(Field::argument, type_expression()); });
}

Parser::Index Parser::type_object() {
  const Mark from = mark();
  items("`}`", TokenKind::right_brace, [&] { return type_property(); });
  return finish(NodeKind::type_object, from);
}

Parser::Index Parser::type_property() {
  const Mark from = mark();
  decorators(true);
  NodeKind result = NodeKind::type_property;
  if (at(TokenKind::identifier)) {
    add(Field::key, leaf(NodeKind::identifier));
  } else if (at_string()) {
    add(Field::key, string());
  } else if (take(TokenKind::star)) {
    result = NodeKind::type_any_property;
  } else {
    expected("a property or `*`");
    return at_ == from.token ? 0 : finish(NodeKind::missing_declaration, from);
  }
  if (expect(TokenKind::colon, "`:` and the type of the property")) {
    add(Field::value, type_expression());
  }
  return finish(result, from);
}

Parser::Index Parser::type_tuple() {
  const Mark from = mark();
  items("`]`", TokenKind::right_square, [&] {
    const Mark item = mark();
    decorators(true);
    add(Field::value, type_expression());
    return at_ == item.token ? 0 : finish(NodeKind::type_tuple_item, item);
  });
  return finish(NodeKind::type_tuple, from);
}

Parser::Index Parser::type_parenthesized() {
  const Mark from = mark();
  const std::uint32_t open = at_;
  advance();
  if (!at_union_separator()) skip_newlines();
  if (at(TokenKind::right_paren)) {
    expected("a type");
  } else {
    add(Field::value, type_expression());
  }
  if (tokens_[after_newlines(at_)].kind == TokenKind::right_paren) skip_newlines();
  close(TokenKind::right_paren, "`)`", open);
  return finish(NodeKind::type_parenthesized, from);
}

}  // namespace avmdoc::bicep

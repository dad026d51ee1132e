#include "bicep/parser.hpp"
#include "bicep/statement_keyword.hpp"

namespace avmdoc::bicep {

Parser::Index Parser::file() {
  const Mark from = mark();
  for (skip_newlines(); !at_end(); skip_newlines()) {
    resume();
    reported_depth_ = false;
    add(Field::statement, statement(Nested::none));
    if (at_end_of_line()) continue;
    expected("the end of the line");
    skip(End::line);
  }
  // An unterminated comment is an error of the file alone.
  if (has_lex_error(at_)) ++errors_;
  advance();
  return finish(NodeKind::file, from);
}

Parser::Index Parser::statement(Nested nested) {
  if (nesting_ >= limits_.nesting) return too_deep();
  ++nesting_;
  const Mark from = mark();
  decorators(nested != Nested::none);
  const StatementKeyword keyword =
      at(TokenKind::identifier) ? statement_keyword(text(at_)) : StatementKeyword::none;
  Index result = 0;
  if (keyword != StatementKeyword::none &&
      (nested == Nested::none || keyword == StatementKeyword::resource)) {
    result = declaration(from, keyword);
  } else if (at_ == from.token) {
    report_token(
        "unknown-statement",
        "expected a statement such as `param`, `var`, `resource` or `module`, found " + found());
  } else {
    result = missing_declaration(from, nested);
  }
  --nesting_;
  return result;
}

/// Decorators without a statement that they could belong to.
Parser::Index Parser::missing_declaration(Mark from, Nested nested) {
  const std::string_view what = "a statement after the decorator";
  if (!silent_)
    report_token("missing-statement", "expected " + std::string(what) + ", found " + found());
  ++errors_;
  if (at_end()) {
    while (tokens_[at_ - 1].kind == TokenKind::newline) --at_;
  } else {
    // A nested one must not take the brackets around it.
    skip(nested == Nested::none ? End::line : End::item);
  }
  return finish(NodeKind::missing_declaration, from);
}

Parser::Index Parser::declaration(Mark from, StatementKeyword keyword) {
  const bool in_place =
      file_ == FileKind::bicep ? stands_in_bicep(keyword) : stands_in_bicepparam(keyword);
  if (!in_place) {
    report_token("misplaced-statement",
                 "expected a statement of a " +
                     std::string(file_ == FileKind::bicep ? ".bicep" : ".bicepparam") +
                     " file, found " + found());
  }
  advance();
  switch (keyword) {
    case StatementKeyword::none:
      break;
    case StatementKeyword::target_scope:
      return target_scope(from);
    case StatementKeyword::metadata:
      return assigned(from, NodeKind::metadata, "the name of the metadata");
    case StatementKeyword::parameter:
      return file_ == FileKind::bicep
                 ? parameter(from)
                 : assigned(from, NodeKind::parameter, "the name of the parameter");
    case StatementKeyword::variable:
      return variable(from);
    case StatementKeyword::resource:
      return deployment(from, NodeKind::resource);
    case StatementKeyword::module:
      return deployment(from, NodeKind::module);
    case StatementKeyword::output:
      return output(from);
    case StatementKeyword::function:
      return function(from);
    case StatementKeyword::type:
      return type_declaration(from);
    case StatementKeyword::import:
      return import(from);
    case StatementKeyword::extension:
      return extension(from);
    case StatementKeyword::extension_config:
      return extension_config(from);
    case StatementKeyword::assertion:
      return assigned(from, NodeKind::assertion, "the name of the assertion");
    case StatementKeyword::test:
      return deployment(from, NodeKind::test);
    case StatementKeyword::using_declaration:
      return using_declaration(from);
    case StatementKeyword::extends:
      return extends_declaration(from);
  }
  return finish(NodeKind::skipped, from);
}

/// Each decorator has a line of its own.
void Parser::decorators(bool in_list) {
  while (at(TokenKind::at)) {
    resume();
    add(Field::decorator, decorator());
    if (at_end()) return;
    if (!at(TokenKind::newline)) {
      expected("the end of the line after the decorator");
      if (!at(TokenKind::at) && !at(TokenKind::identifier) && !at_string() &&
          !at(TokenKind::star)) {
        skip(in_list ? End::item : End::line);
      }
    }
    skip_newlines();
  }
}

Parser::Index Parser::decorator() {
  const Mark from = mark();
  advance();
  Index value = 0;
  if (!at(TokenKind::identifier)) {
    expected("the name of a decorator");
  } else if (tokens_[at_ + 1].kind == TokenKind::left_paren) {
    value = name_or_call(Complex::allowed);
  } else {
    value = leaf(NodeKind::identifier);
  }
  while (value != 0 && at(TokenKind::dot)) {
    if (too_long(value)) {
      value = chain_too_long(value);
      break;
    }
    value = access(value, Complex::allowed);
  }
  if (value != 0 && tree_.nodes[value].kind != NodeKind::call &&
      tree_.nodes[value].kind != NodeKind::member_call) {
    expected("`(` after the name of the decorator");
  }
  add(Field::value, value);
  return finish(NodeKind::decorator, from);
}

Parser::Index Parser::target_scope(Mark from) {
  assignment("`=` after `targetScope`");
  return finish(NodeKind::target_scope, from);
}

void Parser::assignment(std::string_view what) {
  expect(TokenKind::equals, what);
  add(Field::value, expression(Complex::allowed));
}

/// `<keyword> <name> = <value>`
Parser::Index Parser::assigned(Mark from, NodeKind result, std::string_view name_of_it) {
  add(Field::name, name(name_of_it));
  assignment("`=` and a value");
  return finish(result, from);
}

Parser::Index Parser::parameter(Mark from) {
  add(Field::name, name("the name of the parameter"));
  add(Field::type, type());
  if (at(TokenKind::equals)) {
    assignment("`=`");
  } else if (!at_end_of_line()) {
    expected("`=` and a default value, or the end of the line");
  }
  return finish(NodeKind::parameter, from);
}

Parser::Index Parser::variable(Mark from) {
  add(Field::name, name("the name of the variable"));
  if (at_type()) add(Field::type, type());
  assignment("`=` and a value");
  return finish(NodeKind::variable, from);
}

Parser::Index Parser::output(Mark from) {
  add(Field::name, name("the name of the output"));
  add(Field::type, type());
  assignment("`=` and a value");
  return finish(NodeKind::output, from);
}

Parser::Index Parser::type_declaration(Mark from) {
  add(Field::name, name("the name of the type"));
  expect(TokenKind::equals, "`=` and a type");
  add(Field::value, type());
  return finish(NodeKind::type_declaration, from);
}

Parser::Index Parser::function(Mark from) {
  add(Field::name, name("the name of the function"));
  add(Field::body, typed_lambda());
  return finish(NodeKind::function, from);
}

/// A resource, module or test: `<keyword> <name> <path> = <body>`.
Parser::Index Parser::deployment(Mark from, NodeKind result) {
  const bool is_resource = result == NodeKind::resource;
  add(Field::name, name(is_resource                  ? "the symbolic name of the resource"
                        : result == NodeKind::module ? "the symbolic name of the module"
                                                     : "the name of the test"));
  add(Field::path, path(is_resource ? "the type of the resource: `'<type>@<version>'`"
                                    : "the path of the file, in quotes"));
  if (is_resource && at_keyword("existing")) advance();
  expect(TokenKind::equals, "`=` and the body");
  if (result != NodeKind::test && is_keyword(after_newlines(at_), "if")) skip_newlines();
  const Nested nested = is_resource ? Nested::resources : Nested::none;
  if (at(TokenKind::left_brace)) {
    add(Field::body, object(nested));
  } else if (result != NodeKind::test && at(TokenKind::left_square)) {
    add(Field::body, for_loop(Body::object_or_if, nested));
  } else if (result != NodeKind::test && at_keyword("if")) {
    add(Field::body, if_condition(nested));
  } else {
    expected(result == NodeKind::test ? "`{`" : "`{`, `[for …]` or `if (…)`");
  }
  return finish(result, from);
}

Parser::Index Parser::path(std::string_view what) {
  if (at_string()) return string();
  expected(what);
  return 0;
}

/// Before `import` came to mean symbols of another file it meant an extension.
Parser::Index Parser::import(Mark from) {
  if (at_string()) return extension(from);
  const Mark target = mark();
  if (at(TokenKind::left_brace)) {
    items("`}`", TokenKind::right_brace, [&] { return import_item(); });
    add(Field::target, finish(NodeKind::import_list, target));
  } else if (take(TokenKind::star)) {
    expect_keyword("as");
    add(Field::alias, name("a name for the imported symbols"));
    add(Field::target, finish(NodeKind::import_wildcard, target));
  } else {
    expected("`{` and the symbols to import, or `* as <name>`");
  }
  expect_keyword("from");
  add(Field::path, path("the path of the file to import from, in quotes"));
  return finish(NodeKind::import, from);
}

Parser::Index Parser::import_item() {
  const Mark from = mark();
  const bool needs_alias = at_string();
  if (needs_alias) {
    add(Field::name, string());
  } else if (at(TokenKind::identifier)) {
    add(Field::name, leaf(NodeKind::identifier));
  } else {
    expected("the name of an exported symbol");
    return 0;
  }
  if (at_keyword("as")) {
    advance();
    add(Field::alias, name("another name for the symbol"));
  } else if (needs_alias) {
    expected("`as` and a name for the symbol");
  }
  return finish(NodeKind::import_item, from);
}

Parser::Index Parser::extension(Mark from) {
  if (at(TokenKind::identifier)) {
    add(Field::path, leaf(NodeKind::identifier));
  } else {
    add(Field::path, path("the name of the extension"));
  }
  if (at_keyword("with")) add(Field::config, config());
  if (at_keyword("as")) {
    advance();
    add(Field::alias, name("a name for the extension"));
  } else if (!at_end_of_line()) {
    expected("`with`, `as` or the end of the line");
  }
  return finish(NodeKind::extension, from);
}

Parser::Index Parser::config() {
  expect_keyword("with");
  if (at(TokenKind::left_brace)) return object(Nested::none);
  expected("`{` and the configuration");
  return 0;
}

Parser::Index Parser::extension_config(Mark from) {
  add(Field::name, name("the name of the extension"));
  add(Field::config, config());
  return finish(NodeKind::extension_config, from);
}

Parser::Index Parser::using_declaration(Mark from) {
  if (at_keyword("none")) {
    add(Field::path, leaf(NodeKind::identifier));
  } else {
    add(Field::path, path("the path of the template in quotes, or `none`"));
  }
  if (!at_end_of_line()) add(Field::config, config());
  return finish(NodeKind::using_declaration, from);
}

Parser::Index Parser::extends_declaration(Mark from) {
  add(Field::path, path("the path of the parameter file to extend, in quotes"));
  return finish(NodeKind::extends_declaration, from);
}

}  // namespace avmdoc::bicep

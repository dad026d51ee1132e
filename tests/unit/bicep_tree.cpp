#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "avmdoc/bicep.hpp"
#include "bicep/line_table.hpp"

using namespace avmdoc::bicep;
using avmdoc::Position;
using avmdoc::Range;

TEST_CASE("a node spans its tokens without the trivia around them") {
  const std::string text = "  // c\n  param a string // d\n\nvar b = { c: 1 }\n";
  const Tree tree = parse(text);
  const Node parameter = *tree.root().children().begin();
  CHECK(parameter.text() == "param a string");
  CHECK(parameter.range() == Range{9, 23});
  CHECK(parameter.position() == Position{2, 3});
  CHECK(parameter.field() == Field::statement);
  CHECK(tree.root().first_token() == 0);
  CHECK(tree.root().end_token() == tree.tokens().size());
  CHECK(tree.tokens()[parameter.first_token()].range.begin == 9);
  CHECK(tree.tokens()[parameter.end_token()].kind == TokenKind::newline);
}

TEST_CASE("children, parents and own tokens") {
  const Tree tree = parse("var a = [1, b]");
  const Node variable = *tree.root().children().begin();
  const Node array = variable.child(Field::value).value();
  CHECK(array.parent() == variable);
  CHECK(variable.parent() == tree.root());
  CHECK_FALSE(tree.root().parent().has_value());
  CHECK_FALSE(variable.child(Field::type).has_value());
  CHECK(array.child(Field::item)->text() == "1");
  std::string own;
  for (const std::uint32_t token : array.own_tokens()) {
    own += to_string(tree.tokens()[token].kind);
    own += ' ';
  }
  CHECK(own == "left_square comma right_square ");
  CHECK(array.has_token(TokenKind::comma));
  CHECK_FALSE(array.has_token(TokenKind::number));
  CHECK_FALSE(variable.has_token(TokenKind::comma));
  auto child = array.children().begin();
  CHECK((*child++).text() == "1");
  CHECK((*child).text() == "b");
  CHECK(++child == array.children().end());
}

TEST_CASE("operators of unary and binary nodes") {
  const Tree tree = parse("var a = -b !~ c");
  const Node binary = tree.root().child(Field::statement)->child(Field::value).value();
  CHECK(binary.operation() == TokenKind::not_tilde);
  CHECK(binary.child(Field::left)->operation() == TokenKind::minus);
  CHECK_FALSE(binary.child(Field::right)->operation().has_value());
}

TEST_CASE("a node is on one line when it has no line break") {
  const Tree tree = parse("var a = { b: [1, 2]\n c: 1 /* \n */ + 2 \n d: '''\n''' }");
  const Node object = tree.root().child(Field::statement)->child(Field::value).value();
  CHECK_FALSE(object.on_one_line());
  auto item = object.children().begin();
  CHECK((*item).on_one_line());
  CHECK_FALSE((*++item).on_one_line());
  CHECK_FALSE((*++item).on_one_line());
}

TEST_CASE("positions count lines of any kind and code points") {
  const Tree tree = parse("var é = 1\r\nvar b = 2\rvar c = 3\n\nvar d = 'ü€😀' + e");
  CHECK(tree.position(0) == Position{1, 1});
  CHECK(tree.position(4) == Position{1, 5});
  CHECK(tree.position(6) == Position{1, 6});
  Position last;
  for (const Node statement : tree.root().children()) last = statement.position();
  CHECK(last == Position{5, 1});
  const std::uint32_t end = static_cast<std::uint32_t>(tree.text().size());
  CHECK(tree.position(end) == Position{5, 18});
  CHECK(tree.position(end + 100) == Position{5, 18});
}

TEST_CASE("a position far out in a long line is right") {
  std::string text = "var a = '";
  for (int i = 0; i < 5000; ++i) text += "aé";
  text += "'\nvar b = 1";
  const Tree tree = parse(text);
  CHECK(tree.position(9 + 3 * 4321) == Position{1, 10 + 2 * 4321});
  CHECK(tree.position(static_cast<std::uint32_t>(text.size())) == Position{2, 10});
}

TEST_CASE("a table of lines reads nothing behind its text") {
  const std::string_view text = "a\r\n";
  CHECK(LineTable(text.substr(0, 2)).position(2) == Position{2, 1});
  CHECK(LineTable(text).position(2) == Position{1, 3});
}

TEST_CASE("a node outlives a move of its tree") {
  Tree tree = parse("var a = 1");
  const Node variable = *tree.root().children().begin();
  const Tree moved = std::move(tree);
  CHECK(variable.text() == "var a = 1");
  CHECK(variable == *moved.root().children().begin());
}

TEST_CASE("only nodes that hold an error say so") {
  const Tree tree = parse("var a = [1 2]\nvar b = { c: 'd\n}\nvar e = 1");
  std::string flags;
  for (const Node statement : tree.root().children()) flags += statement.has_error() ? '!' : '.';
  CHECK(flags == "!!.");
  CHECK(tree.root().has_error());
  const Node array = tree.root().child(Field::statement)->child(Field::value).value();
  CHECK(array.has_error());
  CHECK_FALSE(array.child(Field::item)->has_error());
  CHECK_FALSE(parse("var a = 1").root().has_error());
}

TEST_CASE("tokens and trivia tile the text") {
  const std::string text =
      "\xEF\xBB\xBF// a\r\n@secure( )\nparam\tb string = 'c${ /* d */ e }f' // "
      "g\n#disable-next-line h\n";
  const Tree tree = parse(text);
  std::uint32_t at = 0;
  for (std::uint32_t token = 0; token < tree.tokens().size(); ++token) {
    for (const Trivia& trivia : tree.trivia_before(token)) {
      CHECK(trivia.range.begin == at);
      CHECK(trivia.range.size() > 0);
      at = trivia.range.end;
    }
    CHECK(tree.tokens()[token].range.begin == at);
    at = tree.tokens()[token].range.end;
  }
  CHECK(at == text.size());
}

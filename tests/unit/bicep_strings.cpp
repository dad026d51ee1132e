#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"

using namespace avmdoc::bicep;

namespace {

/// The value of the string that stands in `var x = <text>`; `<none>` when it has none.
std::string value(const std::string& text) {
  const Tree tree = parse("var x = " + text);
  const auto node = tree.root().child(Field::statement)->child(Field::value);
  REQUIRE(node.has_value());
  REQUIRE(node->kind() == NodeKind::string);
  return string_value(*node).value_or("<none>");
}

/// Its parts: texts in quotes, expressions in braces.
std::string parts(const std::string& text) {
  const Tree tree = parse("var x = " + text);
  std::string all;
  for (const StringPart& part :
       string_parts(tree.root().child(Field::statement)->child(Field::value).value())) {
    all +=
        part.expression ? '{' + std::string(part.expression->text()) + '}' : '"' + part.text + '"';
    CHECK(part.text.empty() == part.expression.has_value());
  }
  return all;
}

}  // namespace

TEST_CASE("escapes of a one-line string are decoded") {
  CHECK(value("'a b'") == "a b");
  CHECK(value("''") == "");
  CHECK(value(R"('\n\r\t\\\'\$')") == "\n\r\t\\'$");
  CHECK(value(R"('\${a}$b$')") == "${a}$b$");
  CHECK(value(R"('\\${1}')") == "<none>");
  CHECK(value("'\"'") == "\"");
  CHECK(value("'é'") == "é");
  CHECK(value("'\xff'") == "\xff");
}

TEST_CASE("code points by number") {
  CHECK(value(R"('\u{41}')") == "A");
  CHECK(value(R"('\u{E9}\u{20ac}\u{1F600}\u{10ffff}')") == "é€😀\xF4\x8F\xBF\xBF");
  CHECK(value(R"('\u{0000000000041}')") == "A");
  CHECK(value(R"('\u{0}')") == std::string(1, '\0'));
  // Bicep joins the halves of a pair as UTF-16 does; half a pair is no character.
  CHECK(value(R"('\u{D83D}\u{DE00}')") == "😀");
  CHECK(value(R"('\u{D83D}')") == "\xEF\xBF\xBD");
  CHECK(value(R"('\u{DE00}\u{D83D}')") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("a string with an escape that is none has no value") {
  CHECK(value(R"('a\q')") == "<none>");
  CHECK(value(R"('\u{110000}')") == "<none>");
  CHECK(value(R"('\u{ffffffffffffffff41}')") == "<none>");
  CHECK(value(R"('\u{}')") == "<none>");
  CHECK(value(R"('\u41')") == "<none>");
  CHECK(value(R"('\u{4g}')") == "<none>");
}

TEST_CASE("a string without its end has no value") {
  CHECK(value("'a") == "<none>");
  CHECK(value("'") == "<none>");
  CHECK(value("'a\\'") == "<none>");
  CHECK(value("'a\\") == "<none>");
  CHECK(value("'''a''") == "<none>");
  CHECK(value("'''") == "<none>");
}

TEST_CASE("a multi-line string keeps all but its first line break") {
  CHECK(value("'''a'''") == "a");
  CHECK(value("''''''") == "");
  CHECK(value("'''\na\n'''") == "a\n");
  CHECK(value("'''\r\na\r\n'''") == "a\r\n");
  CHECK(value("'''\n\na'''") == "\na");
  CHECK(value("''' \na'''") == " \na");
  CHECK(value(R"('''\n${a}\u{41}''')") == R"(\n${a}\u{41})");
  CHECK(value("'''it's ''fine'' '''''") == "it's ''fine'' ''");
  CHECK(value("$'''a$b$'''") == "a$b$");
  CHECK(value("$$'''${a}'''") == "${a}");
  CHECK(value("$''''a''''") == "'a'");
}

TEST_CASE("a string with an interpolation has parts and no value") {
  CHECK(value("'a${b}'") == "<none>");
  CHECK(parts("'a${b}c${d.e}'") == "\"a\"{b}\"c\"{d.e}");
  CHECK(parts("'${a}${b}'") == "{a}{b}");
  CHECK(parts(R"('\n${'x${y}'}\'')") == "\"\n\"{'x${y}'}\"'\"");
  CHECK(parts("'plain'") == "\"plain\"");
  CHECK(parts("''") == "");
  CHECK(parts("'a ${ b ? 'c' : 'd' } e'") == "\"a \"{b ? 'c' : 'd'}\" e\"");
}

TEST_CASE("a multi-line string has interpolations with as many dollars as it begins with") {
  CHECK(parts("$'''\na\n${b}\nc'''") == "\"a\n\"{b}\"\nc\"");
  CHECK(parts("$$'''${a}$${b}$$${c}'''") == "\"${a}\"{b}\"$\"{c}");
  CHECK(parts("$'''a${b}\n${c}'''") == "\"a\"{b}\"\n\"{c}");
  CHECK(parts("'''${a}'''") == "\"${a}\"");
  CHECK(parts("$'''$${a}'''") == "\"$\"{a}");
}

TEST_CASE("names are identifiers or strings") {
  const Tree tree = parse("var a = {\n  b: 1\n  'c d': 2\n  '${e}': 3\n  '\\u{41}': 4\n}\n");
  const Node variable = *tree.root().children().begin();
  CHECK(name_of(variable) == "a");
  std::string names;
  for (const Node property : variable.child(Field::value)->children()) {
    names += name_of(property).value_or("<none>") + ',';
  }
  CHECK(names == "b,c d,<none>,A,");
  CHECK_FALSE(name_of(variable.child(Field::value).value()).has_value());
  CHECK_FALSE(name_of(tree.root()).has_value());
}

#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"
#include "bicep/utf8.hpp"

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
  // The first and the last of each length in UTF-8.
  CHECK(value(R"('\u{7f}\u{80}\u{7ff}')") == "\x7F\xC2\x80\xDF\xBF");
  CHECK(value(R"('\u{800}\u{ffff}\u{10000}')") == "\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80");
  CHECK(value(R"('\u{0}')") == std::string(1, '\0'));
  // Bicep joins the halves of a pair as UTF-16 does; half a pair is no character.
  CHECK(value(R"('\u{D83D}\u{DE00}')") == "😀");
  CHECK(value(R"('\u{D83D}')") == "\xEF\xBF\xBD");
  CHECK(value(R"('\u{DE00}\u{D83D}')") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("the first code point of a text, or its first byte") {
  const auto is = [](std::string_view text, std::uint32_t code_point, std::uint32_t size) {
    const CodePoint first = first_code_point(text);
    return first.valid && first.value == code_point && first.size == size;
  };
  CHECK(is("\x7F", 0x7F, 1));
  CHECK(is("\xC2\x80", 0x80, 2));
  CHECK(is("\xDF\xBF\xBF", 0x7FF, 2));
  CHECK(is("\xE0\xA0\x80", 0x800, 3));
  CHECK(is("\xED\x9F\xBF", 0xD7FF, 3));
  CHECK(is("\xEE\x80\x80", 0xE000, 3));
  CHECK(is("\xEF\xBF\xBF", 0xFFFF, 3));
  CHECK(is("\xF0\x90\x80\x80", 0x10000, 4));
  CHECK(is("\xF4\x8F\xBF\xBF", 0x10FFFF, 4));
  for (const std::string_view text :
       {"\x80", "\xBF\x80", "\xC1\xBF", "\xC2", "\xC2\x7F", "\xC2\xC0", "\xE0\x9F\xBF", "\xE0\xA0",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80"}) {
    const CodePoint first = first_code_point(text);
    INFO(text);
    CHECK_FALSE(first.valid);
    CHECK(first.value == static_cast<unsigned char>(text[0]));
    CHECK(first.size == 1);
  }
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

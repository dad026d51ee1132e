#include <catch2/catch.hpp>

#include "readme/value_text.hpp"

using avmdoc::Value;
using avmdoc::VerbatimText;

namespace {

std::string bicep(const Value& value, std::size_t indent = 0) {
  std::string text;
  avmdoc::write_bicep(value, indent, text);
  return text;
}

std::string json(const Value& value, std::size_t indent = 0) {
  std::string text;
  avmdoc::write_json(value, indent, text);
  return text;
}

std::string key(const std::string& name) {
  std::string text;
  avmdoc::write_bicep_member({name, true}, 0, text);
  return text.substr(0, text.rfind(": true"));
}

const Value nested = Value::Object{
    {"list", Value::Array{"a", Value::Object{{"b", std::int64_t(1)}}, Value::Array{true}}},
    {"none", Value::Object{}},
    {"nothing", Value::Array{}}};

}  // namespace

TEST_CASE("objects and arrays are written one element a line", "[readme]") {
  CHECK(bicep(nested) ==
        "{\n  list: [\n    'a'\n    {\n      b: 1\n    }\n    [\n      true\n    ]\n  ]\n"
        "  none: {}\n  nothing: []\n}");
  CHECK(json(nested) ==
        "{\n  \"list\": [\n    \"a\",\n    {\n      \"b\": 1\n    },\n    [\n      true\n    ]\n"
        "  ],\n  \"none\": {},\n  \"nothing\": []\n}");
}

TEST_CASE("lines after the first begin with the indentation", "[readme]") {
  const Value value = Value::Object{{"a", Value::Array{"x"}}};
  CHECK(bicep(value, 4) == "{\n      a: [\n        'x'\n      ]\n    }");
  CHECK(json(value, 4) == "{\n      \"a\": [\n        \"x\"\n      ]\n    }");
}

TEST_CASE("quotes and backslashes are escaped as the reference does", "[readme]") {
  CHECK(bicep("it's") == R"('it\'s')");
  CHECK(bicep("say \"x\"") == R"('say \'x\'')");
  CHECK(json("it's") == R"("it's")");
  CHECK(json("say \"x\"") == R"("say \"x\"")");
  CHECK(bicep("a\\b") == R"('a\\b')");
  CHECK(json("a\\b") == R"("a\\b")");
  // A backslash before a dollar is an escape already.
  CHECK(bicep("\\${x}") == R"('\${x}')");
  CHECK(json("\\${x}") == R"("\\${x}")");
}

TEST_CASE("control characters and line separators are escaped, other text is not", "[readme]") {
  CHECK(json("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(bicep("\n") == R"('\n')");
  CHECK(json(std::string("\0\x1F", 2)) == R"("\u0000\u001f")");
  CHECK(json("\x7F") == "\"\x7F\"");
  CHECK(json("a\xC2\x85"
             "b\xE2\x80\xA8"
             "c\xE2\x80\xA9"
             "d") == R"("a\u0085b\u2028c\u2029d")");
  CHECK(json("\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xC2\xA0") ==
        "\"\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80 \xC2\xA0\"");
  CHECK(json("</script>&") == "\"</script>&\"");
  // Text that ends in the middle of a character is no reason to read on.
  CHECK(json("\xE2\x80") == "\"\xE2\x80\"");
}

TEST_CASE("numbers, truth values and null", "[readme]") {
  CHECK(bicep(std::int64_t(-5)) == "-5");
  CHECK(bicep(1.5) == "1.5");
  CHECK(bicep(2.0) == "2.0");
  CHECK(json(1e300) == "1e+300");
  CHECK(bicep(true) == "true");
  CHECK(json(false) == "false");
  CHECK(bicep(nullptr) == "null");
  CHECK(json(nullptr) == "null");
}

TEST_CASE("a date loses what its fraction of a second does not need", "[readme]") {
  CHECK(json("2028-12-30T13:00:00.000Z") == "\"2028-12-30T13:00:00Z\"");
  CHECK(json("2028-12-31T23:59:59.000Z") == "\"2028-12-31T23:59:59Z\"");
  CHECK(json("2028-01-01T00:00:00.000Z") == "\"2028-01-01T00:00:00Z\"");
  CHECK(json("2028-12-30T13:00:00.120Z") == "\"2028-12-30T13:00:00.12Z\"");
  CHECK(json("2028-12-30T13:00:00.100") == "\"2028-12-30T13:00:00.1\"");
  CHECK(json("2028-12-30T13:00:00.1234560Z") == "\"2028-12-30T13:00:00.123456Z\"");
  CHECK(bicep("2028-12-30T13:00:00.000Z") == "'2028-12-30T13:00:00Z'");
  for (const std::string text :
       {"2028-12-30T13:00:00Z", "2028-12-30T13:00:00.123Z", "2028-12-30", "2028-12-30 13:00:00.0Z",
        "2028-13-30T13:00:00.000Z", "2028-00-30T13:00:00.000Z", "2028-12-32T13:00:00.000Z",
        "2028-12-30T24:00:00.000Z", "2028-12-30T13:60:00.000Z", "2028-12-30T13:00:60.000Z",
        "2028-12-30T13:00:00.", "2028-12-30T13:00:00.Z", "2028-12-30T13:00:00.00000000Z",
        "2028-12-30T13:00:00.0 Z", "x2028-12-30T13:00:00.0Z", "2028-12-30T13:00:00.000ZZ"}) {
    CAPTURE(text);
    CHECK(json(text) == "\"" + text + "\"");
  }
}

TEST_CASE("keys have quotes unless they are plain names", "[readme]") {
  CHECK(key("name") == "name");
  CHECK(key("_a1") == "_a1");
  CHECK(key("\xC3\xA9t\xC3\xA9") == "\xC3\xA9t\xC3\xA9");
  CHECK(key("1a") == "'1a'");
  CHECK(key("a-b") == "'a-b'");
  CHECK(key("a.b") == "'a.b'");
  CHECK(key("a b") == "'a b'");
  CHECK(key("") == "''");
  CHECK(key("it's") == R"('it\'s')");
  CHECK(key("\xE2\x82\xAC") == "'\xE2\x82\xAC'");  // a currency sign is no letter
}

TEST_CASE("the text of a multi-line string keeps its quotes", "[readme]") {
  CHECK(json(VerbatimText{"x${y}"}) == R"("x${y}")");
  CHECK(bicep(VerbatimText{"x${y}$z$"}) == R"('x\${y}$z$')");
  CHECK(json(VerbatimText{R"(it's "q" \ back)"}) == R"("it's \"q\" \\ back")");
  CHECK(bicep(VerbatimText{R"(it's "q" \ back)"}) == R"('it\'s "q" \\ back')");
  CHECK(bicep(VerbatimText{R"(\${x}\$)"}) == R"('\\\${x}\\$')");
  CHECK(json(VerbatimText{"a\n\tb"}) == R"("a\n\tb")");
  CHECK(bicep(VerbatimText{"a\r\n\tb"}) == R"('a\r\n\tb')");
  CHECK(json(VerbatimText{"2028-12-30T13:00:00.000Z"}) == R"("2028-12-30T13:00:00.000Z")");
}

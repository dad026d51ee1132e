#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"

using namespace avmdoc::bicep;

namespace {

std::string repeat(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string codes(const Tree& tree) {
  std::string all;
  for (const avmdoc::Diagnostic& one : tree.diagnostics()) all += one.code + ' ';
  return all;
}

/// The levels of a tree, without recursion: what the tests show must not need it.
std::size_t depth(const Tree& tree) {
  std::vector<std::pair<Node, std::size_t>> open{{tree.root(), 1}};
  std::size_t deepest = 0;
  while (!open.empty()) {
    const auto [node, level] = open.back();
    open.pop_back();
    deepest = std::max(deepest, level);
    for (const Node child : node.children()) open.emplace_back(child, level + 1);
  }
  return deepest;
}

}  // namespace

TEST_CASE("nesting up to the limit is fine, beyond it is one error") {
  Limits limits;
  limits.nesting = 10;
  // The statement is the first level.
  CHECK(codes(parse("var a = " + repeat("[", 9) + repeat("]", 9), "", FileKind::bicep, limits)) ==
        "");
  CHECK(codes(parse("type a = " + repeat("[", 8) + "b" + repeat("]", 8), "", FileKind::bicep,
                    limits)) == "");
  CHECK(codes(parse("type a = " + repeat("[", 9) + "b" + repeat("]", 9), "", FileKind::bicep,
                    limits)) == "nesting-limit ");
  const std::string deep = "var a = " + repeat("[", 10) + "\n1\n" + repeat("]", 10) + "\nvar b = =";
  const Tree tree = parse(deep, "", FileKind::bicep, limits);
  CHECK(codes(tree) == "nesting-limit unexpected-token ");
  CHECK(tree.diagnostics()[0].location.position == avmdoc::Position{1, 18});
  CHECK(tree.diagnostics()[0].message == "expected at most 10 nested levels, found more");
  CHECK(print(tree) == deep);
}

TEST_CASE("no nesting of any kind overflows the stack") {
  const char* const openings[] = {
      "[",    "(",          "{a:",           "a(",     "a[",       "'${", "$'''${",
      "a ? ", "!(",         "a=>",           "(a)=>(", "a ? b : ", "-",   "a + (",
      "{a:[", "[for a in ", "[for a in b: ", "a.b(",   "a ?? (",   "...", "if ("};
  const Limits limits;
  for (const std::string opening : openings) {
    const std::string text = "var x = " + repeat(opening, 20'000);
    const Tree tree = parse(text);
    INFO(opening);
    CHECK(print(tree) == text);
    CHECK_FALSE(tree.diagnostics().empty());
    CHECK(depth(tree) <= 6 * limits.nesting + limits.chain);
  }
}

TEST_CASE("no nesting of types and statements overflows the stack") {
  const std::string opening[] = {"type x = " + repeat("[", 20'000),
                                 "type x = " + repeat("(", 20'000),
                                 "type x = " + repeat("{\na:", 20'000),
                                 "type x = " + repeat("a<", 20'000),
                                 "type x = " + repeat("{@a(", 20'000),
                                 repeat("resource a 'b' = {\n", 20'000),
                                 repeat("@a(", 20'000),
                                 "func f(" + repeat("a (", 20'000)};
  const Limits limits;
  for (const std::string& text : opening) {
    const Tree tree = parse(text);
    INFO(text.substr(0, 20));
    CHECK(print(tree) == text);
    CHECK_FALSE(tree.diagnostics().empty());
    CHECK(depth(tree) <= 6 * limits.nesting + limits.chain);
  }
}

TEST_CASE("chains up to the limit are fine, beyond it they are one error") {
  const std::pair<std::string, std::string> chains[] = {{"a", " + a"}, {"a", ".b"},  {"a", "[0]"},
                                                        {"a", "!"},    {"a", "::b"}, {"a", ".b()"},
                                                        {"a", " || a"}};
  Limits limits;
  limits.chain = 20;
  for (const auto& [first, link] : chains) {
    INFO(link);
    const std::string fits = "var x = " + first + repeat(link, 20);
    CHECK(codes(parse(fits, "", FileKind::bicep, limits)) == "");
    const Tree tree =
        parse(fits + repeat(link, 30'000) + "\nvar y = ]", "", FileKind::bicep, limits);
    CHECK(codes(tree) == "chain-limit unexpected-token ");
    CHECK(tree.root().child(Field::statement)->child(Field::value)->kind() == NodeKind::skipped);
    CHECK(depth(tree) <= 6 * limits.nesting + limits.chain);
  }
  const std::string conditions = repeat("a ? b : ", 20) + "c";
  CHECK(codes(parse("var x = " + conditions, "", FileKind::bicep, limits)) == "");
  CHECK(codes(parse("var x = a ? b : " + conditions, "", FileKind::bicep, limits)) ==
        "chain-limit ");
  CHECK(codes(parse("type x = a" + repeat("[]", 19), "", FileKind::bicep, limits)) == "");
  CHECK(codes(parse("type x = a" + repeat("[]", 20), "", FileKind::bicep, limits)) ==
        "chain-limit ");
}

TEST_CASE("by default a chain may be long and nesting deep") {
  CHECK(codes(parse("var x = a" + repeat(" + a", 500))) == "");
  CHECK(codes(parse("var x = " + repeat("[", 199) + repeat("]", 199))) == "");
  CHECK(codes(parse("type x = " + repeat("'a' | ", 10'000) + "'b'")) == "");
  CHECK(codes(parse("var x = [" + repeat("1, ", 10'000) + "]")) == "");
}

TEST_CASE("a file larger than the limit is one error and prints back") {
  Limits limits;
  limits.bytes = 10;
  CHECK(codes(parse("var a = 10", "", FileKind::bicep, limits)) == "");
  const Tree tree = parse("var a = 100", "big.bicep", FileKind::bicep, limits);
  CHECK(codes(tree) == "size-limit ");
  CHECK(format(tree.diagnostics()[0]) ==
        "big.bicep:1:1: expected a file of at most 10 bytes, found 11");
  CHECK(print(tree) == "var a = 100");
  CHECK(tree.root().has_error());
  REQUIRE(tree.root().children().begin() != tree.root().children().end());
  const Node whole = *tree.root().children().begin();
  CHECK(whole.has_error());
  CHECK(whole.text() == "var a = 100");
}

TEST_CASE("only so many errors are listed, and the last says so") {
  Limits limits;
  limits.diagnostics = 3;
  const std::string four = "a\n\xff\nb\nc\n";
  const Tree tree = parse(four, "", FileKind::bicep, limits);
  REQUIRE(tree.diagnostics().size() == 4);
  CHECK(tree.diagnostics()[2].location.position.line == 3);
  CHECK(tree.diagnostics()[3].code == "too-many-errors");
  CHECK(tree.diagnostics()[3].message ==
        "expected at most 3 errors, found 4: only the first are listed");
  limits.diagnostics = 4;
  CHECK(parse(four, "", FileKind::bicep, limits).diagnostics().size() == 4);
}

TEST_CASE("names of up to 255 characters") {
  CHECK(codes(parse("var " + std::string(255, 'a') + " = 1")) == "");
  CHECK(codes(parse("var " + std::string(256, 'a') + " = 1")) == "identifier-too-long ");
}

#include <catch2/catch.hpp>

#include "layout.hpp"

namespace bicep = avmdoc::bicep;

namespace {

constexpr std::string_view test = R"(targetScope = 'subscription'

metadata name = 'A test'

// Parameters
@description('Optional. A name.')
param serviceShort string = 'abc'

#disable-next-line no-hardcoded-location
var enforcedLocation = 'westeurope'

module testDeployment '../../../main.bicep' = [
  for iteration in ['init', 'idem']: {
    name: 'test-${iteration}'
    params: {
      // The name
      name: 'a' // as of today
      sizes: [
        1
        { b: true }
      ]
      ids: [nested.outputs.id]
      lock: { kind: 'None' }
      tags: union(common, { c: null })
      scope: a ? b : c
    }
  }
]
)";

std::string printed(const Layout& layout, std::string_view text = test) {
  const bicep::Tree before = bicep::parse(std::string(text));
  REQUIRE(before.diagnostics().empty());
  const std::string result = relayout(before, layout);
  const bicep::Tree after = bicep::parse(result);
  INFO(result);
  CHECK(after.diagnostics().empty());
  CHECK(meaning(before) == meaning(after));
  return result;
}

/// The text of the file from one line to another.
std::string part(const std::string& text, std::string_view from, std::string_view to) {
  const std::size_t begin = text.find(from);
  REQUIRE(begin != std::string::npos);
  return text.substr(begin, text.find(to, begin) - begin);
}

}  // namespace

TEST_CASE("a layout that asks for nothing changes nothing but blank lines") {
  std::string expected(test);
  for (std::size_t at = expected.find("\n\n"); at != std::string::npos;
       at = expected.find("\n\n")) {
    expected.erase(at, 1);
  }
  CHECK(printed({}) == expected);
}

TEST_CASE("literals on one line or on several, others as they are") {
  Layout layout;
  layout.literal_lists = Layout::Lists::one_line;
  CHECK(part(printed(layout), "sizes:", "tags:") ==
        "sizes: [1, { b: true }]\n      ids: [nested.outputs.id]\n      lock: { kind: 'None' }\n   "
        "   ");
  layout.literal_lists = Layout::Lists::several_lines;
  CHECK(part(printed(layout), "sizes:", "scope:") ==
        "sizes: [\n        1\n        {\n          b: true\n        }\n      ]\n      ids: "
        "[nested.outputs.id]\n      lock: {\n        kind: 'None'\n      }\n      tags: "
        "union(common, {\n          c: null\n        })\n      ");
  CHECK(part(printed(layout), "  for", "    name") ==
        "  for iteration in [\n    'init'\n    'idem'\n  ]: {\n");
}

TEST_CASE("a list on one line with a non-literal value stays on one line, with everything inside") {
  Layout layout;
  layout.literal_lists = Layout::Lists::several_lines;
  layout.broken_calls = true;
  layout.line_comments = true;
  layout.parentheses = true;
  CHECK(printed(layout, "var a = { b: [1, 2], c: d(e, {}) }\n") ==
        "// a line of its own\nvar a = (\n// a line of its own\n"
        "{ b: ([(1), (2)]), c: (d((e), ({}))) } // after it\n"
        ") // after it\n// a line of its own\n");
  layout.parentheses = false;
  layout.line_comments = false;
  CHECK(printed(layout, "var a = [\n  { b: c, d: [1] }\n]\n") ==
        "var a = [\n  { b: c, d: [1] }\n]\n");
}

TEST_CASE("a list on several lines with a non-literal value stays on several") {
  Layout layout;
  layout.literal_lists = Layout::Lists::one_line;
  layout.opening_with_first = true;
  layout.closing_with_last = true;
  layout.commas = true;
  CHECK(printed(layout, "var a = {\n  b: c\n  d: 1\n}\n") == "var a = { b: c, d: 1\n}\n");
  layout.tight = true;
  CHECK(printed(layout, "var a = {\n  b: [\n    c\n  ]\n}\n") == "var a = {b:[c\n  ]}\n");
}

TEST_CASE("comments and directives stay with what they are about") {
  Layout layout;
  layout.commas = true;
  layout.literal_lists = Layout::Lists::one_line;
  CHECK(part(printed(layout), "params:", "1") ==
        "params: {\n      // The name\n      name: 'a' // as of today\n      sizes: [");
  CHECK(part(printed(layout), "#disable", "module") ==
        "#disable-next-line no-hardcoded-location\nvar enforcedLocation = 'westeurope'\n");
  CHECK(printed(layout, "var a = [\n  1 // one\n  /* two */ 2\n]\n") ==
        "var a = [\n  1 // one\n  /* two */ 2\n]\n");
}

TEST_CASE("comments are inserted everywhere except where they would matter") {
  Layout layout;
  layout.line_comments = true;
  CHECK(printed(layout, "var a = [\n  b.c\n  'd${e}'\n]\n") ==
        "// a line of its own\nvar a = [ // after it\n  // a line of its own\n  b.c\n"
        "  // a line of its own\n  'd${e}' // after it\n// a line of its own\n] // after it\n"
        "// a line of its own\n");
  layout.line_comments = false;
  layout.block_comments = true;
  CHECK(printed(layout, "@a.b(1)\nparam c string = '${d.e}f'") ==
        "/* first */ @/*within*/a/*within*/./*within*/b/*within*/(/*within*/1/*within*/)\n"
        "/* first */ param /* between */ c /* between */ string /* between */ = /* between */ "
        "'${/*within*/d/*within*/./*within*/e/*within*/}f'\n/* first */ ");
}

TEST_CASE("the deployment alone or in a loop, with params first or last") {
  Layout layout;
  layout.deployment = Layout::Deployment::alone;
  layout.order = Layout::Order::params_first;
  const std::string alone = printed(layout);
  CHECK(part(alone, "module", "    //") ==
        "module testDeployment '../../../main.bicep' = {\n  params: {\n");
  CHECK(alone.ends_with("  }\n  name: 'test-${iteration}'\n}\n"));
  layout.deployment = Layout::Deployment::in_a_loop;
  layout.order = Layout::Order::params_last;
  layout.decorator = true;
  const std::string loop = printed(layout, alone);
  CHECK(
      part(loop, "@description('D", "    //") ==
      "@description('Deploys it')\nmodule testDeployment '../../../main.bicep' = [for iteration in "
      "['init', 'idem']: {\n  name: 'test-${iteration}'\n  params: {\n");
  CHECK(loop.ends_with("  }\n}]\n"));
}

TEST_CASE("parentheses around values, calls over several lines") {
  Layout layout;
  layout.parentheses = true;
  CHECK(part(printed(layout), "      tags:", "    }") ==
        "      tags: (union((common), ({ c: (null) })))\n      scope: ((a) ? (b) : (c))\n");
  CHECK(part(printed(layout), "    name: (", "\n") == "    name: ('test-${(iteration)}')");
  layout.parentheses = false;
  layout.broken_calls = true;
  CHECK(
      part(printed(layout), "      tags:", "    }") ==
      "      tags: union(\n        common,\n        { c: null }\n      )\n      scope: a\n      ? "
      "b\n      : c\n");
}

TEST_CASE("line breaks, indentation, blanks and a byte order mark") {
  Layout layout;
  layout.line_break = "\r\n";
  layout.indent = "\t";
  layout.blank_lines = 1;
  layout.byte_order_mark = true;
  CHECK(printed(layout, "var a = {\n  b: c\n}\n") ==
        "\xEF\xBB\xBFvar a = {\r\n\r\n\tb: c\r\n\r\n}\r\n\r\n");
  layout = {};
  layout.wide = true;
  CHECK(printed(layout, "var a = 1\n") == " var \t  a \t  = \t  1\n ");
}

TEST_CASE("random layouts are the same for the same seed, and many") {
  std::size_t different = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const std::string text = printed(random_layout(seed));
    CHECK(text == printed(random_layout(seed)));
    if (text != printed(random_layout(seed + 1))) ++different;
  }
  CHECK(different == 40);
}

TEST_CASE("meaning is more than layout") {
  const auto meaning_of = [](std::string text) { return meaning(bicep::parse(std::move(text))); };
  CHECK(meaning_of("var a = [1, 2]") == meaning_of("var a = [\n (1) // one\n 2\n]\n"));
  CHECK(meaning_of("var a = [1, 2]") != meaning_of("var a = [2, 1]"));
  CHECK(meaning_of("var a = 1") != meaning_of("var b = 1"));
  CHECK(meaning_of("var a = b + c") != meaning_of("var a = b - c"));
  CHECK(meaning_of("var a = 'b${c}'") != meaning_of("var a = 'b${d}'"));
  CHECK(meaning_of("module m 'a' = { name: 1, params: 2 }") !=
        meaning_of("module m 'a' = { params: 2, name: 1 }"));
  CHECK(meaning_of("module testDeployment 'a' = { name: 1, params: 2 }") ==
        meaning_of("module testDeployment 'a' = [for b in c: { params: 2, name: 1 }]"));
}

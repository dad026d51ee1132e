#include <catch2/catch.hpp>

#include "module/example_values.hpp"

using avmdoc::Diagnostic;
using avmdoc::Value;
using avmdoc::VerbatimText;
namespace bicep = avmdoc::bicep;

namespace {

/// What an example shows of `params: { … }` with these lines inside.
Value::Object parameters_of(const std::string& lines,
                            const std::optional<std::string>& service_short = "nhmin",
                            const avmdoc::Rules& rules = avmdoc::rules_of({})) {
  const bicep::Tree tree = bicep::parse("var params = {\n" + lines + "\n}\n");
  for (const auto& diagnostic : tree.diagnostics()) UNSCOPED_INFO(avmdoc::format(diagnostic));
  REQUIRE(tree.diagnostics().empty());
  for (const bicep::Node statement : tree.root().children()) {
    if (const auto value = statement.child(bicep::Field::value)) {
      std::vector<Diagnostic> warnings;
      return avmdoc::example_parameters(tree, *value, service_short, rules, "main.test.bicep",
                                        warnings);
    }
  }
  FAIL("no value");
  return {};
}

/// What an example shows of `params: …`, and the places that it warns of.
struct Shown {
  Value::Object parameters;
  std::vector<std::string> warnings;
};

Shown shown_of_params(const std::string& params) {
  const bicep::Tree tree = bicep::parse("var params = " + params + "\n");
  REQUIRE(tree.diagnostics().empty());
  std::vector<Diagnostic> warnings;
  Shown result;
  for (const bicep::Node statement : tree.root().children()) {
    const auto value = statement.child(bicep::Field::value);
    if (!value) continue;
    result.parameters = avmdoc::example_parameters(tree, *value, std::nullopt, avmdoc::rules_of({}),
                                                   "main.test.bicep", warnings);
  }
  for (const Diagnostic& warning : warnings) {
    CHECK(warning.severity == avmdoc::Severity::warning);
    CHECK(warning.location.file == "main.test.bicep");
    const auto [line, column] = warning.location.position;
    result.warnings.push_back(std::to_string(line) + ":" + std::to_string(column));
  }
  return result;
}

/// What it shows of the parameter `name` with this value.
Value shown(const std::string& value) {
  const Value::Object parameters = parameters_of("name: " + value);
  REQUIRE(parameters.size() == 1);
  CHECK(parameters[0].first == "name");
  return parameters[0].second;
}

/// What it shows of this element of an array over several lines.
Value element(const std::string& value) {
  const Value array = shown("[\n" + value + "\n]");
  REQUIRE(array.array() != nullptr);
  REQUIRE(array.array()->size() == 1);
  return array.array()->front();
}

const Value placeholder = "<name>";

}  // namespace

TEST_CASE("literal values are shown as they are", "[module]") {
  CHECK(shown("'text'") == Value("text"));
  CHECK(shown("''") == Value(""));
  CHECK(shown("'''\ntext'''") == Value(VerbatimText{"text"}));
  CHECK(shown("'''\r\na\r\nb'''") == Value(VerbatimText{"a\nb"}));
  CHECK(shown("12") == Value(std::int64_t(12)));
  CHECK(shown("-12") == Value(std::int64_t(-12)));
  CHECK(shown("true") == Value(true));
  CHECK(shown("false") == Value(false));
  CHECK(shown("{}") == Value(Value::Object{}));
  CHECK(shown("[]") == Value(Value::Array{}));
  CHECK(shown("('text')") == Value("text"));
}

TEST_CASE("what has no literal value is a placeholder named after its property", "[module]") {
  for (const char* value : {"null",
                            "x",
                            "x.y",
                            "x.?y",
                            "x!.y",
                            "x[0]",
                            "x::y",
                            "f()",
                            "x.f(1)",
                            "sys.f()",
                            "'a${x}b'",
                            "a ? b : c",
                            "!x",
                            "-x",
                            "a == b",
                            "a ?? b",
                            "a + 1",
                            "(a)",
                            "[for i in x: i]",
                            "[for i in x: {\n  a: i\n}]",
                            "'''\n  ${'$'}'''",
                            "kv.getSecret('literal')",
                            "a\n  ? b\n  : c",
                            "map(x, i => i)"}) {
    CAPTURE(value);
    if (std::string_view(value).find("'''") == std::string_view::npos) {
      CHECK(shown(value) == placeholder);
    }
  }
  // In a plain multi-line string, ${ begins no interpolation.
  CHECK(shown("'''a${x}'''") == Value(VerbatimText{"a${x}"}));
}

TEST_CASE("the location of a test is shown as such", "[module]") {
  CHECK(shown("location") == Value("<location>"));
  CHECK(shown("resourceLocation") == placeholder);
  CHECK(shown("'${location}'") == placeholder);
}

TEST_CASE("the short name of the service is put in, the prefix of names left out", "[module]") {
  CHECK(shown("'a-${serviceShort}-b'") == Value("a-nhmin-b"));
  CHECK(shown("'${namePrefix}${serviceShort}001'") == Value("nhmin001"));
  CHECK(shown("'dep-${namePrefix}-vnet-${serviceShort}'") == Value("dep-vnet-nhmin"));
  CHECK(shown("'${namePrefix}.a'") == Value("a"));
  CHECK(shown("'${namePrefix}_a'") == Value("a"));
  CHECK(shown("'${namePrefix}|a'") == Value("a"));
  CHECK(shown("'${namePrefix}--a'") == Value("-a"));
  CHECK(shown("'${namePrefix}/a'") == Value("/a"));
  CHECK(shown("'${namePrefix}'") == Value(""));
  CHECK(shown("'${serviceShort}-${other}'") == placeholder);
  // A test that declares no short name cannot say what it is.
  CHECK(parameters_of("name: '${serviceShort}'", std::nullopt) ==
        Value::Object{{"name", placeholder}});
}

TEST_CASE("escapes of a string come out as the reference writes them", "[module]") {
  CHECK(shown(R"('it\'s "so"')") == Value("it\"s \"so\""));
  CHECK(shown(R"('a\\b\n\u{41}')") == Value("a\\b\nA"));
  CHECK(shown(R"('\${x}')") == Value("\\${x}"));
  CHECK(shown("'https://a.b/c'") == Value("https://a.b/c"));
}

TEST_CASE("elements without a literal value are named after the last name in them", "[module]") {
  CHECK(element("x.outputs.id") == Value("<id>"));
  CHECK(element("x.outputs.?id") == Value("<id>"));
  CHECK(element("x") == Value("<x>"));
  CHECK(element("x[0].id") == Value("<id>"));
  CHECK(element("x.y[0]") == Value("<y[0]>"));
  CHECK(element("x.y[ 0 ]") == Value("<y[0]>"));
  CHECK(element("x[0]") == Value("<x>"));
  CHECK(element("x.y[?0]") == Value("<y>"));
  CHECK(element("subnets['a'].id") == Value("<id>"));
  CHECK(element("resourceId('a', b.c)") == Value("<c>"));
  CHECK(element("'a-${x.y}-b'") == Value("a-<value>-b"));
  CHECK(element("'a-${x}-b-${y}-c'") == Value("a-<value>-c"));
  CHECK(element("'${x}'") == Value("<value>"));
  CHECK(element("!x.y") == Value("<y>"));
  CHECK(element("a == b") == Value("<b>"));
  CHECK(element("f()") == Value("<f>"));
  CHECK(element("1 + 2") == Value("<value>"));
}

TEST_CASE("booleans and null in an array are what they are", "[module]") {
  CHECK(element("true") == Value(true));
  CHECK(element("false") == Value(false));
  CHECK(element("null") == Value(nullptr));
  CHECK(element("-1") == Value(std::int64_t(-1)));
  CHECK(element("'text'") == Value("text"));
  CHECK(element("[\n1\n]") == Value(Value::Array{std::int64_t(1)}));
}

TEST_CASE("a comment after a property access in an array belongs to its name", "[module]") {
  CHECK(element("x.outputs.id // the id") == Value("<id // the id>"));
  // But not when it has a quote, nor when it is a block comment.
  CHECK(element("x.outputs.id // the 'id'") == Value("<id>"));
}

TEST_CASE("an object or array on one line is a whole", "[module]") {
  CHECK(shown("{ a: 'x', b: [1, true] }") ==
        Value(Value::Object{{"a", "x"}, {"b", Value::Array{std::int64_t(1), true}}}));
  CHECK(shown("{ a: 'x', b: y }") == placeholder);
  CHECK(shown("{ a: { b: y } }") == placeholder);
  CHECK(shown("['x', y]") == placeholder);
  CHECK(shown("['x', '${y}']") == placeholder);
  CHECK(shown("['x', '${serviceShort}']") == Value(Value::Array{"x", "nhmin"}));
  CHECK(element("{ a: x.y }") == Value("<y>"));
  CHECK(element("[x, 'a']") == Value("<x>"));
  CHECK(shown("{\n  a: 'x'\n  b: y\n}") == Value(Value::Object{{"a", "x"}, {"b", "<b>"}}));
  CHECK(shown("{\n  a: { b: y }\n}") == Value(Value::Object{{"a", "<a>"}}));
}

TEST_CASE("an object on one line whose key is an expression is a placeholder", "[module]") {
  CHECK(shown("{ 'a-b': 'x' }") == Value(Value::Object{{"a-b", "x"}}));
  CHECK(shown("{ 'a${b}': 'x' }") == placeholder);
}

TEST_CASE("null as the value of a property is a placeholder at any level", "[module]") {
  CHECK(shown("null") == placeholder);
  CHECK(shown("{\n  a: null\n}") == Value(Value::Object{{"a", "<a>"}}));
  CHECK(shown("[\n  {\n    a: null\n  }\n]") == Value(Value::Array{Value::Object{{"a", "<a>"}}}));
}

TEST_CASE("keys are names, strings or expressions", "[module]") {
  CHECK(parameters_of("a: 1\n'b-c': 2\n'd.e': 3\nf1: 4\n'5': 5") ==
        Value::Object{{"a", std::int64_t(1)},
                      {"b-c", std::int64_t(2)},
                      {"d.e", std::int64_t(3)},
                      {"f1", std::int64_t(4)},
                      {"5", std::int64_t(5)}});
  CHECK(parameters_of("'${namePrefix}-a-${serviceShort}': 'x'") == Value::Object{{"a-nhmin", "x"}});
  CHECK(shown("{\n  '${dependencies.outputs.id}': {}\n}") ==
        Value(Value::Object{{"<id>", Value::Object{}}}));
  CHECK(shown("{\n  '${dependencies.outputs.id}': 'x'\n}") ==
        Value(Value::Object{{"${dependencies.outputs.id}", "x"}}));
  CHECK(shown("{\n  'a-${dependencies.outputs.id}-b': 'x'\n}") ==
        Value(Value::Object{{"a-${dependencies.outputs.id}-b", "x"}}));
  CHECK(shown("{\n  '${serviceShort}-${x}': 'y'\n}") == Value(Value::Object{{"nhmin-${x}", "y"}}));
  CHECK(shown("{\n  'a-${ x  ?? /* z */ y }': 'z'\n}") ==
        Value(Value::Object{{"a-${x  ??  y}", "z"}}));
  CHECK(shown("{\n  '${x}': {}\n}") == Value(Value::Object{{"${x}", Value::Object{}}}));
}

TEST_CASE("a trailing comment with a dot makes a string a placeholder", "[module]") {
  CHECK(shown("'20_04-lts-gen2' // Note: 22.04 does not work") == placeholder);
  CHECK(shown("'20_04-lts-gen2' // Note. Blank") == Value("20_04-lts-gen2"));
  CHECK(shown("'x' // a.b 'c'") == Value("x"));
  CHECK(shown("'x' /* a.b */") == Value("x"));
  CHECK(shown("1 // a.b") == Value(std::int64_t(1)));
  CHECK(element("'x' // a.b") == Value("x"));
  CHECK(parameters_of("a: 'x'\n// b.c\nd: 'y'") == Value::Object{{"a", "x"}, {"d", "y"}});
}

TEST_CASE("comments and directives do not count", "[module]") {
  CHECK(parameters_of("// one\na: 'x' // two\n/* three\n four: 'no' */\n#disable-next-line x\n"
                      "b: 'y'") == Value::Object{{"a", "x"}, {"b", "y"}});
}

TEST_CASE("what is spread is put in when it is literal, else the whole is a placeholder",
          "[module]") {
  CHECK(shown("{\n  ...{\n    a: 1\n  }\n  b: 2\n}") ==
        Value(Value::Object{{"a", std::int64_t(1)}, {"b", std::int64_t(2)}}));
  CHECK(shown("{\n  a: 1\n  ...{\n    a: 2\n  }\n}") ==
        Value(Value::Object{{"a", std::int64_t(2)}}));
  CHECK(shown("{\n  ...common\n  b: 2\n}") == placeholder);
  CHECK(shown("[\n  ...[\n    1\n  ]\n  2\n]") ==
        Value(Value::Array{std::int64_t(1), std::int64_t(2)}));
  CHECK(shown("[\n  ...x.items\n  2\n]") == Value(Value::Array{"<items>", std::int64_t(2)}));
  CHECK(parameters_of("...common\na: 1") == Value::Object{{"a", std::int64_t(1)}});
}

TEST_CASE("parameters of an expression are not shown, with a warning at its place", "[module]") {
  for (const std::string params :
       {"p", "union(p, {\n  name: 'y'\n})", "(p)", "cond ? { a: 1 } : { a: 2 }", "a.b", "null"}) {
    CAPTURE(params);
    const Shown result = shown_of_params(params);
    CHECK(result.parameters.empty());
    CHECK(result.warnings == std::vector<std::string>{"1:14"});
  }
  CHECK(shown_of_params("{}").warnings.empty());
  CHECK(shown_of_params("({\n  a: 1\n})").parameters == Value::Object{{"a", std::int64_t(1)}});
}

TEST_CASE("what a spread may replace is a placeholder, what follows it is shown", "[module]") {
  const Shown after = shown_of_params("{\n  ...p\n  name: 'y'\n}");
  CHECK(after.parameters == Value::Object{{"name", "y"}});
  CHECK(after.warnings == std::vector<std::string>{"2:3"});
  const Shown before = shown_of_params("{\n  name: 'y'\n  ...union(p, q)\n}");
  CHECK(before.parameters == Value::Object{{"name", "<name>"}});
  CHECK(before.warnings == std::vector<std::string>{"3:3"});
  const Shown inside = shown_of_params("{\n  a: 1\n  ...{\n    b: 2\n    ...p\n    c: 3\n  }\n}");
  CHECK(inside.parameters == Value::Object{{"a", "<a>"}, {"b", "<b>"}, {"c", std::int64_t(3)}});
  CHECK(inside.warnings == std::vector<std::string>{"5:5"});
  // Below a parameter the whole object is a placeholder, which hides nothing.
  const Shown nested = shown_of_params("{\n  tags: {\n    ...{\n      ...p\n    }\n  }\n}");
  CHECK(nested.parameters == Value::Object{{"tags", "<tags>"}});
  CHECK(nested.warnings.empty());
}

TEST_CASE("a multi-line string is the text that is written in it", "[module]") {
  CHECK(shown("'''x${y}'''") == Value(VerbatimText{"x${y}"}));
  CHECK(shown("'''it's \"q\" \\ back'''") == Value(VerbatimText{"it's \"q\" \\ back"}));
  CHECK(shown("'''\n  one\n  two\n'''") == Value(VerbatimText{"  one\n  two\n"}));
  CHECK(shown("''''''") == Value(VerbatimText{""}));
  CHECK(shown("'''a''' // b.c") == Value(VerbatimText{"a"}));
  CHECK(element("'''a'b'''") == Value(VerbatimText{"a'b"}));
  CHECK(shown("$'''a${serviceShort}''''") == Value(VerbatimText{"anhmin'"}));
  CHECK(shown("$'''a${x}'''") == placeholder);
  CHECK(element("$'''a'${x}b'''") == Value(VerbatimText{"a'<value>b"}));
  CHECK(shown("''") == Value(""));
}

TEST_CASE("by the current rules a comment changes no literal", "[module]") {
  const avmdoc::Rules& current = avmdoc::rules_of(avmdoc::RuleSet::current);
  CHECK(parameters_of("a: '20_04' // 22.04 does not work\nb: null // none\nc: [\n  x.id // it\n]",
                      "s", current) ==
        Value::Object{{"a", "20_04"}, {"b", nullptr}, {"c", Value::Array{"<id // it>"}}});
}

TEST_CASE("null before a comment is null", "[module]") {
  CHECK(shown("null // none") == Value());
  CHECK(shown("null //") == Value());
  CHECK(shown("null // a.b") == placeholder);
  CHECK(shown("null /* none */") == placeholder);
}

TEST_CASE("an escaped dollar keeps its backslash, others have none", "[module]") {
  CHECK(shown(R"('\$a')") == Value(R"(\$a)"));
  CHECK(shown(R"('a\$')") == Value(R"(a\$)"));
  CHECK(shown("'$a$'") == Value("$a$"));
  CHECK(shown(R"('\${x}')") == Value(R"(\${x})"));
  CHECK(shown(R"('\$a${serviceShort}\$')") == Value(R"(\$anhmin\$)"));
}

#include <catch2/catch.hpp>

#include "registry.hpp"

using avmdoc::Error;
using avmdoc::Example;
using avmdoc::Module;
using avmdoc::Value;

using Names = std::vector<std::string>;

namespace {

/// A test of these lines.
Example example_of(const std::string& source) {
  const Module module = Registry().put("tests/e2e/waf-aligned/main.test.bicep", source).load();
  REQUIRE(module.examples.size() == 1);
  return module.examples.front();
}

Names titles(const Module& module) {
  Names result;
  for (const Example& example : module.examples) result.push_back(example.title);
  return result;
}

Names keys(const Example& example) {
  Names result;
  for (const auto& [name, value] : example.parameters.value()) result.push_back(name);
  return result;
}

const std::string body = "{\n  name: 'x'\n  params: {\n    a: 1\n  }\n}";
const Value::Object one = {{"a", std::int64_t(1)}};

}  // namespace

TEST_CASE("an example is named by its metadata or its folder", "[module]") {
  CHECK(example_of("").title == "Waf-Aligned");
  CHECK(example_of("metadata name = 'My own'\n").title == "My own");
  CHECK(example_of("metadata name = 'Own ${1}'\n").title == "Waf-Aligned");
  CHECK(example_of("metadata description = 'Some text.'\n").description == "Some text.");
  CHECK(example_of("metadata description = '''\nTwo\nlines.\n'''\n").description ==
        "Two\nlines.\n");
  CHECK_FALSE(example_of("").description);
  CHECK(example_of("").folder == "waf-aligned");
}

TEST_CASE("the parameters are those of the deployment of the module", "[module]") {
  CHECK(example_of("module testDeployment '../../../main.bicep' = " + body).parameters == one);
  CHECK(example_of("module TESTDEPLOYMENT '../main.bicep' = " + body).parameters == one);
  CHECK(example_of("module testDeployment '../../../main.bicep' = if (x) " + body).parameters ==
        one);
  CHECK(example_of("@batchSize(1)\nmodule testDeployment '../../../main.bicep' = [\n"
                   "  for iteration in ['init', 'idem']: " +
                   body + "\n]")
            .parameters == one);
  CHECK(example_of("module testDeployment '../../../main.bicep' = [for i in range(0, 2): if (x) " +
                   body + "]")
            .parameters == one);
  CHECK(example_of("module dependencies 'dependencies.bicep' = {\n  params: {\n    b: 2\n  }\n}\n"
                   "module testDeployment '../../../main.bicep' = " +
                   body)
            .parameters == one);
}

TEST_CASE("parameters on one line, empty or absent are read all the same", "[module]") {
  const std::string begin = "module testDeployment '../../../main.bicep' = {\n  name: 'x'\n";
  CHECK(example_of(begin + "  params: { a: 1 }\n}\n").parameters == one);
  CHECK(example_of(begin + "  params: {}\n}\n").parameters->empty());
  CHECK(example_of(begin + "  params: {\n  }\n}\n").parameters->empty());
  CHECK(example_of(begin + "}\n").parameters->empty());
}

TEST_CASE("a test that does not deploy the module is shown whole", "[module]") {
  for (const char* source :
       {"targetScope = 'subscription'\n", "module other '../../../main.bicep' = {\n}\n",
        "module testDeployment 'main.bicep' = {\n}\n",
        "module testDeployment '../../../other.bicep' = {\n}\n",
        "module testDeployment 'br/public:avm/res/a/b:1.0.0' = {\n}\n", ""}) {
    CAPTURE(source);
    const Example example = example_of(source);
    CHECK_FALSE(example.parameters);
    CHECK(example.source == source);
  }
}

TEST_CASE("required parameters come first, each group in order", "[module]") {
  const Module module = Registry()
                            .put("main.json", compiled(R"("parameters": {
              "z": {"type": "string", "metadata": {"description": "Required. x"}},
              "y": {"type": "string", "metadata": {"description": "Required. x"}},
              "a": {"type": "string", "defaultValue": "", "metadata":
                    {"description": "Optional. x"}}})"))
                            .put_test("b: 1\nz: 2\na: 3\ny: 4")
                            .load();
  CHECK(module.required_parameters == Names{"y", "z"});
  CHECK(keys(module.examples.at(0)) == Names{"y", "z", "a", "b"});
}

TEST_CASE("values are sorted at every level", "[module]") {
  const Example example = example_of(
      "module testDeployment '../../../main.bicep' = {\n  params: {\n    a: {\n      z: ['b', "
      "'a']\n"
      "      b: [\n        'x'\n        {\n          d: 1\n          c: 2\n        }\n      ]\n"
      "    }\n  }\n}\n");
  CHECK(example.parameters ==
        Value::Object{{"a", Value::Object{{"b", Value::Array{Value::Object{{"c", std::int64_t(2)},
                                                                           {"d", std::int64_t(1)}},
                                                             "x"}},
                                          {"z", Value::Array{"a", "b"}}}}});
}

TEST_CASE("the short name of the service is its parameter's default value", "[module]") {
  const std::string rest =
      "module testDeployment '../../../main.bicep' = {\n  params: {\n    a: '${serviceShort}'\n"
      "  }\n}\n";
  CHECK(example_of("param serviceShort string = 'nhx'\n" + rest).parameters ==
        Value::Object{{"a", "nhx"}});
  CHECK(example_of(rest).parameters == Value::Object{{"a", "<a>"}});
  CHECK(example_of("param serviceShort string\n" + rest).parameters == Value::Object{{"a", "<a>"}});
}

TEST_CASE("examples come in the order of their paths, also those of children", "[module]") {
  const Module module = Registry()
                            .put_test("", "max")
                            .put_test("", "Defaults")
                            .put_test("", "a-b")
                            .put("child/tests/e2e/inner/main.test.bicep", "")
                            .put("tests/e2e/other/other.test.bicep", "")
                            .load();
  CHECK(titles(module) == Names{"Inner", "A-B", "Defaults", "Max"});
}

TEST_CASE("folders of one name are examples of their own", "[module]") {
  const Module module = Registry()
                            .put("tests/e2e/a/main.test.bicep", "metadata name = 'One'\n")
                            .put("tests/unit/a/main.test.bicep", "metadata name = 'Two'\n")
                            .load();
  CHECK(titles(module) == Names{"One", "Two"});
}

TEST_CASE("the reason for skipping a test is read without surrounding blanks", "[module]") {
  Registry registry;
  registry.put_test("a: 1");
  CHECK_FALSE(registry.load().examples[0].skip_reason);
  registry.put("tests/e2e/defaults/.e2eignore", "\r\n  Too dear.\r\nAnd slow.  \r\n\r\n");
  CHECK(registry.load().examples[0].skip_reason == "Too dear.\nAnd slow.");
}

TEST_CASE("a test with CRLF and byte order mark gives the same values", "[module]") {
  CHECK(example_of("\xEF\xBB\xBF"
                   "module testDeployment '../../../main.bicep' = {\r\n  params: {\r\n"
                   "    a: 'x'\r\n    b: [\r\n      'y'\r\n    ]\r\n  }\r\n}\r\n")
            .parameters == Value::Object{{"a", "x"}, {"b", Value::Array{"y"}}});
}

TEST_CASE("syntax errors of a test are errors with their place", "[module]") {
  Registry registry;
  registry.put("tests/e2e/defaults/main.test.bicep", "module = {\n  params: {\n");
  try {
    static_cast<void>(registry.load());
    FAIL("expected an error");
  } catch (const Error& error) {
    CHECK(error.diagnostics().front().location.file ==
          "avm/ptn/some/thing/tests/e2e/defaults/main.test.bicep");
    CHECK(error.diagnostics().front().location.position.line == 1);
  }
}

TEST_CASE("a missing comma between lines loses no value and is but a warning", "[module]") {
  const Module module = Registry().put_test("a: f(\n'x'\n'y'\n)\nb: 1").load();
  CHECK(module.examples.at(0).parameters == Value::Object{{"a", "<a>"}, {"b", std::int64_t(1)}});
  REQUIRE(module.diagnostics.size() == 1);
  CHECK(module.diagnostics[0].code == "missing-comma");
  CHECK(module.diagnostics[0].severity == avmdoc::Severity::warning);
}

TEST_CASE("a scoped child shows its parent's tests whose path names it", "[module]") {
  const auto put_tests = [](Registry& registry, const std::string& parent) {
    registry.put_at(parent + "/tests/e2e/rg-scope.defaults/main.test.bicep", "");
    registry.put_at(parent + "/tests/e2e/rg-scope.max/main.test.bicep", "");
    registry.put_at(parent + "/tests/e2e/sub-scope.defaults/main.test.bicep", "");
    registry.put_at(parent + "/tests/e2e/other/main.test.bicep", "");
  };
  const std::string parent = "avm/res/policy/assignment";
  Registry child(parent + "/rg-scope");
  put_tests(child, parent);
  const Module scoped = child.load();
  CHECK(titles(scoped) == Names{"Rg-Scope.Defaults", "Rg-Scope.Max"});
  CHECK(scoped.has_tests);
  CHECK(scoped.scoped_children.empty());

  Registry registry(parent);
  put_tests(registry, parent);
  registry.put("sub-scope/main.json", "").put("rg-scope/main.json", "").put("deep/x", "");
  registry.put("odd-scope/main.json", "").put("mg-scope.md", "");
  const Module whole = registry.load();
  CHECK(whole.scoped_children == Names{"odd-scope", "rg-scope", "sub-scope"});
  CHECK(whole.has_tests);
  CHECK(whole.examples.empty());
}

TEST_CASE("a folder that only ends in -scope makes no multi-scope module", "[module]") {
  const Module module = Registry().put("micro-scope/main.json", "").put_test("").load();
  CHECK(module.scoped_children.empty());
  CHECK(module.examples.size() == 1);
}

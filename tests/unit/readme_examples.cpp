#include <catch2/catch.hpp>

#include "readme/sections.hpp"

using namespace avmdoc;

namespace {

Module with_example(const Value::Object& parameters,
                    const std::vector<std::string>& required = {}) {
  Module module;
  module.identity = *identity_of("avm/res/network/route-table");
  module.reference = "br/public:avm/res/network/route-table:<version>";
  module.has_tests = true;
  module.required_parameters = required;
  module.examples = {{"Defaults", std::nullopt, "defaults", "", std::nullopt, parameters, ""}};
  return module;
}

std::string section(const Module& module) {
  Page page{avmdoc::avm_convention(), {}, nullptr};
  write_usage_examples(module, page);
  return page.text;
}

/// What stands in the fence of a language.
std::string fenced(const std::string& text, const std::string& language) {
  const std::string open = "```" + language + "\n";
  const std::size_t begin = text.find(open);
  REQUIRE(begin != std::string::npos);
  return text.substr(begin + open.size(), text.find("```\n", begin + 3) - begin - open.size());
}

const Value::Object two = {{"b", "x"}, {"a", std::int64_t(1)}};

}  // namespace

TEST_CASE("without tests there are no examples", "[readme]") { CHECK(section(Module()).empty()); }

TEST_CASE("an example has three forms", "[readme]") {
  const std::string text = section(with_example(two, {"b"}));
  CHECK(text.find("using the following") == std::string::npos);
  CHECK(fenced(text, "bicep") ==
        "module routeTable 'br/public:avm/res/network/route-table:<version>' = {\n  params: {\n"
        "    // Required parameters\n    b: 'x'\n    // Non-required parameters\n    a: 1\n"
        "  }\n}\n");
  CHECK(fenced(text, "json") ==
        "{\n  \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/"
        "deploymentParameters.json#\",\n  \"contentVersion\": \"1.0.0.0\",\n  \"parameters\": {\n"
        "    // Required parameters\n    \"b\": {\n      \"value\": \"x\"\n    },\n"
        "    // Non-required parameters\n    \"a\": {\n      \"value\": 1\n    }\n  }\n}\n");
  CHECK(fenced(text, "bicep-params") ==
        "using 'br/public:avm/res/network/route-table:<version>'\n\n"
        "// Required parameters\nparam b = 'x'\n// Non-required parameters\nparam a = 1\n");
}

TEST_CASE("the comments need two parameters and a required one", "[readme]") {
  CHECK(section(with_example({{"b", "x"}}, {"b"})).find("// ") == std::string::npos);
  CHECK(section(with_example(two)).find("// ") == std::string::npos);
  const std::string all = section(with_example(two, {"a", "b"}));
  CHECK(all.find("// Required parameters") != std::string::npos);
  CHECK(all.find("// Non-required parameters") == std::string::npos);
}

TEST_CASE("an example without parameters", "[readme]") {
  const std::string text = section(with_example({}));
  CHECK(fenced(text, "bicep") ==
        "module routeTable 'br/public:avm/res/network/route-table:<version>' = {\n  params: {\n\n"
        "  }\n}\n");
  CHECK(fenced(text, "json").ends_with("  \"parameters\": {}\n}\n"));
  CHECK(fenced(text, "bicep-params") ==
        "using 'br/public:avm/res/network/route-table:<version>'\n\n\n");
}

TEST_CASE("a parameter whose name has a digit is not written as a param, as in the reference",
          "[readme]") {
  const std::string text = section(with_example({{"enableHttp2", true}, {"a_2", true}}));
  CHECK(fenced(text, "bicep-params").ends_with("\n\nenableHttp2: true\nparam a_2 = true\n"));
}

TEST_CASE("a parameter named keys takes the comments from the JSON form alone", "[readme]") {
  const std::string text = section(with_example({{"a", "x"}, {"Keys", "y"}}, {"a"}));
  CHECK(fenced(text, "json").find("// ") == std::string::npos);
  CHECK(fenced(text, "bicep").find("// Required parameters") != std::string::npos);
}

TEST_CASE("an example says where it comes from and why it is skipped", "[readme]") {
  Module module = with_example(two);
  module.examples[0].description = "Some text.";
  module.examples[0].skip_reason = "Too\ndear.";
  const std::string text = section(module);
  CHECK(
      text.find("### Example 1: _Defaults_\n\nSome text.\n\nYou can find the full example and the "
                "setup of its dependencies in the deployment test folder path "
                "[/tests/e2e/defaults]\n\n> **Note**: This test is skipped") != std::string::npos);
  CHECK(text.find("```text\nToo\ndear.\n```\n") != std::string::npos);
}

TEST_CASE("the source of a test that does not deploy the module is shown", "[readme]") {
  Module module = with_example({});
  module.examples[0].parameters.reset();
  module.examples[0].source = "targetScope = 'subscription'\r\n\r\nvar x = 1";
  const std::string text = section(module);
  CHECK(fenced(text, "bicep") == "targetScope = 'subscription'\n\nvar x = 1\n");
  CHECK(text.find("```json") == std::string::npos);
}

TEST_CASE("examples are listed with links to their headings", "[readme]") {
  const auto entry = [](const std::string& title) {
    Module module = with_example({});
    module.examples[0].title = title;
    const std::string text = section(module);
    const std::size_t at = text.find("\n- [") + 1;
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK(entry("Defaults") == "- [Defaults](#example-1-defaults)");
  CHECK(entry("Using only defaults") == "- [Using only defaults](#example-1-using-only-defaults)");
  CHECK(entry("WAF-aligned") == "- [WAF-aligned](#example-1-waf-aligned)");
  CHECK(entry("With `code` & more.") == "- [With `code` & more.](#example-1-with-code-more)");
}

TEST_CASE("a multi-scope module lists its children in place of examples", "[readme]") {
  Module module = with_example(two);
  module.scoped_children = {"mg-scope", "rg-scope"};
  const std::string text = section(module);
  CHECK(text.ends_with("child modules:\n- `/mg-scope/README.md`\n- `/rg-scope/README.md`\n"));
  CHECK(text.find("### ") == std::string::npos);
}

TEST_CASE("an example is called by its folder, a further one of the folder by its number too") {
  std::vector<Example> examples(3);
  examples[0].folder = examples[2].folder = "a";
  examples[1].folder = "b";
  const std::vector<std::string> keys = example_keys(examples);
  REQUIRE(keys.size() == 3);
  CHECK(keys[0] == "a");
  CHECK(keys[1] == "b");
  CHECK(keys[2].starts_with("a"));
  CHECK(keys[2].ends_with("2"));
}

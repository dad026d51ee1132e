#include <catch2/catch.hpp>

#include "readme/sections.hpp"

using namespace avmdoc;

namespace {

std::string section(const std::vector<Parameter>& parameters) {
  Module module;
  module.parameters = parameters;
  Page page{avmdoc::avm_convention(), {}, nullptr};
  write_parameters(module, page);
  return page.text;
}

Parameter parameter(const std::string& name, const std::string& category = "Required") {
  Parameter result;
  result.name = name;
  result.category = category;
  result.description = "About " + name + ".";
  result.required = category == "Required";
  result.type = "string";
  return result;
}

/// The lines of details that a parameter has beside Required and Type.
std::string details(const Parameter& of) {
  const std::string text = section({of});
  const std::string type = "- Type: " + of.type + "\n";
  const std::size_t at = text.find(type);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.ends_with("\n\n"));
  return text.substr(at + type.size(), text.size() - at - type.size() - 1);
}

std::string shown_default(const Value& value, const std::string& name = "x") {
  Parameter of = parameter(name);
  of.default_value = value;
  return details(of);
}

std::string shown_allowed(const Value& value) {
  Parameter of = parameter("x");
  of.allowed_values = value;
  return details(of);
}

}  // namespace

TEST_CASE("without parameters the section says so", "[readme]") {
  CHECK(section({}) == "\n\n## Parameters\n\n_None_\n");
}

TEST_CASE("each category has a table, then each parameter its details", "[readme]") {
  CHECK(section({parameter("a"), parameter("b"), parameter("c", "Optional")}) ==
        "\n\n## Parameters\n\n"
        "**Required parameters**\n\n| Parameter | Type | Description |\n| :-- | :-- | :-- |\n"
        "| [`a`](#parameter-a) | string | About a. |\n"
        "| [`b`](#parameter-b) | string | About b. |\n\n"
        "**Optional parameters**\n\n| Parameter | Type | Description |\n| :-- | :-- | :-- |\n"
        "| [`c`](#parameter-c) | string | About c. |\n\n"
        "### Parameter: `a`\n\nAbout a.\n\n- Required: Yes\n- Type: string\n\n"
        "### Parameter: `b`\n\nAbout b.\n\n- Required: Yes\n- Type: string\n\n"
        "### Parameter: `c`\n\nAbout c.\n\n- Required: No\n- Type: string\n\n");
}

TEST_CASE("children follow their parent with tables of their own", "[readme]") {
  Parameter parent = parameter("Parent");
  parent.properties = {{parameter("kid")}, {parameter(">Any_other_property<", "Optional")}};
  const std::string text = section({parent, parameter("z")});
  const std::size_t own = text.find("### Parameter: `Parent`");
  const std::size_t kid = text.find("| [`kid`](#parameter-parentkid) |");
  const std::size_t any =
      text.find("| [`>Any_other_property<`](#parameter-parent>any_other_property<) |");
  const std::size_t next = text.find("### Parameter: `z`");
  CHECK(text.find("### Parameter: `Parent.kid`") != std::string::npos);
  CHECK(text.find("### Parameter: `Parent.>Any_other_property<`") != std::string::npos);
  CHECK(own < kid);
  CHECK(kid < any);
  CHECK(any < next);
  CHECK(next != std::string::npos);
}

TEST_CASE("line breaks of descriptions become lists and paragraphs", "[readme]") {
  Parameter of = parameter("x");
  of.description = "One:\r\n- a\n- b\nTwo | three.";
  const std::string text = section({of});
  CHECK(text.find("| string | One:<li>a<li>b<p>Two | three. |\n") != std::string::npos);
  CHECK(text.find("\n\nOne:<li>a<li>b<p>Two | three.\n\n- Required") != std::string::npos);
}

TEST_CASE("default values print on one line or as Bicep", "[readme]") {
  CHECK(shown_default("text") == "- Default: `'text'`\n");
  CHECK(shown_default("") == "- Default: `''`\n");
  CHECK(shown_default("it's") == "- Default: `'it's'`\n");
  CHECK(shown_default(true) == "- Default: `True`\n");
  CHECK(shown_default(false) == "- Default: `False`\n");
  CHECK(shown_default(std::int64_t(5)) == "- Default: `5`\n");
  CHECK(shown_default(nullptr).empty());
  CHECK(shown_default(Value::Object{}) == "- Default: `{}`\n");
  CHECK(shown_default(Value::Array{}) == "- Default: `[]`\n");
  CHECK(shown_default(Value::Array{"b", "a"}) ==
        "- Default:\n  ```Bicep\n  [\n    'a'\n    'b'\n  ]\n  ```\n");
  CHECK(shown_default(Value::Object{{"b", "x"}, {"a", Value::Array{std::int64_t(1)}}}) ==
        "- Default:\n  ```Bicep\n  {\n      a: [\n        1\n      ]\n      b: 'x'\n  }\n  ```\n");
}

TEST_CASE("what looks like an expression prints raw", "[readme]") {
  CHECK(shown_default("[resourceGroup().location]") == "- Default: `[resourceGroup().location]`\n");
  CHECK(shown_default("[parameters('a')]") == "- Default: `[parameters('a')]`\n");
  CHECK(shown_default("[[x]") == "- Default: `'[x]'`\n");
  CHECK(shown_default("[x]") == "- Default: `'[x]'`\n");
  CHECK(shown_default("[()]") == "- Default: `'[()]'`\n");
  CHECK(shown_default("[f(") == "- Default: `'[f('`\n");
  CHECK(shown_default("[f()") == "- Default: `'[f()'`\n");
  CHECK(shown_default("[f]") == "- Default: `'[f]'`\n");
}

TEST_CASE("escaped brackets inside arrays and objects are written without", "[readme]") {
  CHECK(shown_default(Value::Array{"[[x]"}) ==
        "- Default:\n  ```Bicep\n  [\n    '[x]'\n  ]\n  ```\n");
  CHECK(shown_default(Value::Object{{"a", "[[x]"}}) ==
        "- Default:\n  ```Bicep\n  {\n      a: '[x]'\n  }\n  ```\n");
}

TEST_CASE("a name that needs quotes stays before its array", "[readme]") {
  CHECK(shown_default(Value::Array{"a"}, ">Any_other_property<") ==
        "- Default:\n  ```Bicep\n  '>Any_other_property<': [\n    'a'\n  ]\n  ```\n");
}

TEST_CASE("allowed values are a block", "[readme]") {
  CHECK(shown_allowed(Value::Array{"b", "a"}) ==
        "- Allowed:\n  ```Bicep\n  [\n    'a'\n    'b'\n  ]\n  ```\n");
  CHECK(shown_allowed(Value::Array{std::int64_t(10), std::int64_t(9)}) ==
        "- Allowed:\n  ```Bicep\n  [\n    9\n    10\n  ]\n  ```\n");
  CHECK(shown_allowed(Value::Array{}) == "- Default: `[]`\n");
}

TEST_CASE("limits, roles and discriminator are lines of the details", "[readme]") {
  Parameter of = parameter("x");
  of.min_value = std::int64_t(0);
  of.max_value = std::int64_t(10);
  of.roles = {"Owner", "It's mine"};
  of.discriminator = "kind";
  CHECK(details(of) ==
        "- MinValue: 0\n- MaxValue: 10\n- Roles configurable by name:\n  - `'Owner'`\n"
        "  - `'It's mine'`\n- Discriminator: `kind`\n");
}

TEST_CASE("an example is on one line or a block", "[readme]") {
  const auto example = [](const std::string& text) {
    Parameter of = parameter("x");
    of.example = text;
    return details(of);
  };
  CHECK(example("").empty());
  CHECK(example("uksouth") == "- Example: `uksouth`\n");
  CHECK(example("a\nb") == "- Example:\n  ```Bicep\n  a\n  b\n  ```\n");
  CHECK(example("a\n\n  b\n") == "- Example:\n  ```Bicep\n  a\n    b\n  ```\n");
  CHECK(example("    {\r\n      a: 1\r\n    }\r\n") ==
        "- Example:\n  ```Bicep\n  {\n    a: 1\n  }\n  ```\n");
}

TEST_CASE("variants are a table and sections", "[readme]") {
  Parameter of = parameter("u");
  of.discriminator = "kind";
  of.variants = {{"A.b", "The first.\nOne.", {parameter("p")}}, {"c", "", {}}};
  const std::string text = section({of});
  CHECK(text.find("<h4>The available variants are:</h4>\n\n| Variant | Description |\n"
                  "| :-- | :-- |\n"
                  "| [`A.b`](#variant-ukind-ab) | The first.<p>One. |\n"
                  "| [`c`](#variant-ukind-c) |  |\n\n"
                  "### Variant: `u.kind-A.b`\nThe first.<p>One.\n\n"
                  "To use this variant, set the property `kind` to `A.b`.\n\n"
                  "**Required parameters**\n\n") != std::string::npos);
  CHECK(text.find("| [`p`](#parameter-ukind-abp) |") != std::string::npos);
  CHECK(text.find("### Parameter: `u.kind-A.b.p`\n") != std::string::npos);
}

TEST_CASE("a second union of a list repeats the table of the first", "[readme]") {
  Parameter first = parameter("first");
  first.discriminator = "kind";
  first.variants = {{"a", "A.", {}}};
  Parameter second = parameter("second");
  second.discriminator = "kind";
  second.variants = {{"b", "B.", {}}};
  const std::string text = section({first, second});
  const std::string row = "| [`a`](#variant-firstkind-a) | A. |\n";
  const std::size_t at = text.find(row);
  REQUIRE(at != std::string::npos);
  const std::size_t again = text.find(row, at + 1);
  REQUIRE(again != std::string::npos);
  CHECK(again > text.find("### Parameter: `second`"));
  CHECK(again < text.find("### Variant: `second.kind-b`"));
}

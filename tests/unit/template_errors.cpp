#include <catch2/catch.hpp>

#include "registry.hpp"
#include "template/template.hpp"

using avmdoc::Diagnostic;
using avmdoc::Error;
using avmdoc::Position;
using avmdoc::Template;

namespace {

std::vector<Diagnostic> errors_of(std::string json) {
  std::vector<Diagnostic> warnings;
  try {
    const Template compiled = Template::parse(std::move(json), "main.json");
    static_cast<void>(
        avmdoc::read_parameters(compiled, avmdoc::avm_convention(), "main.json", warnings));
  } catch (const Error& error) {
    return error.diagnostics();
  }
  FAIL("expected an error");
  return {};
}

Diagnostic error_of(std::string json) {
  const std::vector<Diagnostic> errors = errors_of(std::move(json));
  CHECK(errors.size() == 1);
  CHECK(errors.front().location.file == "main.json");
  return errors.front();
}

}  // namespace

TEST_CASE("a template that is not JSON is an error with its place", "[template]") {
  const Diagnostic error = error_of("{\n  \"a\": 1,\n  oops\n}");
  CHECK(error.code == "template-not-json");
  CHECK(error.location.position == Position{3, 3});
  CHECK(error.message.find("not valid JSON: found '") == 0);
}

TEST_CASE("the integer that is too large is named, not a number before it", "[template]") {
  const Diagnostic error =
      error_of("{\n  \"a\": 1.5,\n  \"b\": 2e3,\n  \"c\": -7,\n  \"d\": 99999999999999999999\n}");
  CHECK(error.message.find("99999999999999999999") != std::string::npos);
  CHECK(error.location.position == Position{5, 8});
}

TEST_CASE("a truncated template ends too early", "[template]") {
  const Diagnostic error = error_of("{\n  \"$schema\": \"https://sche");
  CHECK(error.code == "template-not-json");
  CHECK(error.message == "not valid JSON: the file ends too early; run: bicep build main.bicep");
  CHECK(error.location.position == Position{2, 27});
  CHECK(error_of("{").message == error.message);
  CHECK(error_of("{\"a\":[").message == error.message);
}

TEST_CASE("an empty template is said to be empty", "[template]") {
  for (const char* text : {"", " \r\n\t ", "\xEF\xBB\xBF"}) {
    const Diagnostic error = error_of(text);
    CHECK(error.code == "template-not-json");
    CHECK(error.message.find("the file is empty") == 0);
    CHECK(error.location.position == Position{1, 1});
  }
}

TEST_CASE("a byte order mark is allowed", "[template]") {
  CHECK(Template::parse("\xEF\xBB\xBF" + compiled(), "main.json").name() == "Some Things");
  CHECK(error_of("\xEF\xBB\xBF{,}").location.position == Position{1, 2});
}

TEST_CASE("a word that is not JSON is reported where it begins", "[template]") {
  CHECK(error_of("nothing").location.position == Position{1, 1});
  CHECK(error_of("\n{\"a\": nothing}").location.position == Position{2, 7});
}

TEST_CASE("a template is an object", "[template]") {
  for (const char* text : {"[]", "1", "\"x\"", "null", "true"}) {
    CAPTURE(text);
    CHECK(error_of(text).code == "template-not-an-object");
  }
}

TEST_CASE("a template is recognized by its schema", "[template]") {
  const auto none = error_of("{}");
  CHECK(none.code == "template-schema-unknown");
  CHECK(none.location.pointer.empty());
  CHECK(none.message.find("no $schema; expected") == 0);
  for (const char* schema :
       {"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        "https://example.org/deploymentTemplate.json#", "deploymentTemplate.json", ""}) {
    CAPTURE(schema);
    const auto error = error_of("{\"$schema\":\"" + std::string(schema) + "\"}");
    CHECK(error.code == "template-schema-unknown");
    CHECK(error.location.pointer == "/$schema");
    CHECK(error.message.find("unknown schema '" + std::string(schema) + "'") == 0);
  }
  CHECK(error_of("{\"$schema\":1}").code == "template-schema-unknown");
}

TEST_CASE("templates of all scopes and with or without # are read", "[template]") {
  for (const char* name :
       {"2019-04-01/deploymentTemplate.json#", "2015-01-01/deploymentTemplate.json",
        "2018-05-01/subscriptionDeploymentTemplate.json#",
        "2019-08-01/managementGroupDeploymentTemplate.json#",
        "2019-08-01/tenantDeploymentTemplate.json#"}) {
    CAPTURE(name);
    CHECK_NOTHROW(Template::parse(
        "{\"$schema\":\"https://schema.management.azure.com/schemas/" + std::string(name) + "\"}",
        "main.json"));
  }
}

TEST_CASE("the parts of a template are what they are called", "[template]") {
  for (const char* section : {"parameters", "definitions", "outputs", "resources"}) {
    CAPTURE(section);
    const auto error = error_of(compiled("\"" + std::string(section) + "\": 1"));
    CHECK(error.code == "template-misshapen");
    CHECK(error.location.pointer == "/" + std::string(section));
    CHECK(error.location.position.line == 4);
  }
  CHECK(error_of(compiled(R"("outputs": {"a/b~c": 1})")).location.pointer == "/outputs/a~1b~0c");
  CHECK(error_of(compiled(R"("parameters": {"a": "x"})")).location.pointer == "/parameters/a");
}

TEST_CASE("all parameters without a description are reported at once", "[template]") {
  const auto errors = errors_of(compiled(R"("parameters": {
      "one": {"type": "string"},
      "two": {"type": "string", "metadata": {}},
      "good": {"type": "string", "metadata": {"description": "Required. x"}},
      "th/r~ee": {"type": "string", "metadata": {"description": 3}}})"));
  REQUIRE(errors.size() == 3);
  for (const Diagnostic& error : errors) {
    CHECK(error.code == "description-missing");
    CHECK(error.specification == "BCPNFR7");
  }
  CHECK(errors[0].location.pointer == "/parameters/one");
  CHECK(errors[0].message ==
        "parameter 'one' has no description; expected one that begins with Required., "
        "Conditional., Optional. or Generated.");
  CHECK(errors[1].location.pointer == "/parameters/two");
  CHECK(errors[2].location.pointer == "/parameters/th~1r~0ee");
}

TEST_CASE("a description without a requirement type is reported", "[template]") {
  for (const char* description : {"Some text.", "", ".", " Required. x", "Not required. x"}) {
    CAPTURE(description);
    const auto error =
        error_of(compiled(R"("parameters": {"a": {"type": "int", "metadata": {"description": ")" +
                          std::string(description) + R"("}}})"));
    CHECK(error.code == "requirement-type-missing");
    CHECK(error.location.pointer == "/parameters/a");
  }
}

TEST_CASE("a property is reported at its definition", "[template]") {
  const auto error = error_of(compiled(R"("definitions": {
      "thing": {"type": "object", "properties": {
        "inner": {"type": "object", "metadata": {"description": "Optional. x"},
                  "properties": {"bad": {"type": "string"}}}}}},
    "parameters": {"a": {"type": "array", "items": {"$ref": "#/definitions/thing"},
                         "metadata": {"description": "Required. x"}}})"));
  CHECK(error.code == "description-missing");
  CHECK(error.location.pointer == "/definitions/thing/properties/inner/properties/bad");
}

TEST_CASE("an unresolved reference is reported at its place", "[template]") {
  const auto error = error_of(compiled(R"("parameters": {
      "a": {"$ref": "#/definitions/gone", "metadata": {"description": "Required. x"}}})"));
  CHECK(error.code == "reference-unresolved");
  CHECK(error.location.pointer == "/parameters/a");
  CHECK(
      error.message ==
      "$ref '#/definitions/gone' names no definition of the template; run: bicep build main.bicep");
  CHECK(error_of(compiled(R"("parameters": {
      "a": {"type": "array", "items": {"$ref": "#/definitions/gone"},
            "metadata": {"description": "Required. x"}}})"))
            .code == "reference-unresolved");
  CHECK(error_of(compiled(R"("definitions": {"u": {"type": "object",
        "discriminator": {"propertyName": "k", "mapping": {"a": {"$ref": "#/definitions/no"}}}}},
      "parameters": {"a": {"$ref": "#/definitions/u", "metadata": {"description": "Required. x"}}})"))
            .code == "reference-unresolved");
}

TEST_CASE("a type that contains itself is unfolded once, with one warning", "[template]") {
  const Template compiled_template = Template::parse(compiled(R"("definitions": {
      "tree": {"type": "object", "properties": {
        "left": {"$ref": "#/definitions/tree", "nullable": true,
                 "metadata": {"description": "Optional. x"}},
        "right": {"type": "array", "items": {"$ref": "#/definitions/tree"},
                  "metadata": {"description": "Optional. x"}}}}},
    "parameters": {"root": {"$ref": "#/definitions/tree",
                            "metadata": {"description": "Required. x"}}})"),
                                                     "main.json");
  std::vector<Diagnostic> warnings;
  const auto parameters =
      avmdoc::read_parameters(compiled_template, avmdoc::avm_convention(), "main.json", warnings);
  REQUIRE(parameters.size() == 1);
  REQUIRE(parameters[0].properties.size() == 1);
  REQUIRE(parameters[0].properties[0].size() == 2);
  CHECK(parameters[0].properties[0][0].type == "object");
  CHECK(parameters[0].properties[0][0].properties.empty());
  CHECK(parameters[0].properties[0][1].properties.empty());
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "type-recursive");
  CHECK(warnings[0].severity == avmdoc::Severity::warning);
  CHECK(warnings[0].location.pointer == "/definitions/tree/properties/left");
}

#include <catch2/catch.hpp>

#include "registry.hpp"
#include "template/markup.hpp"
#include "template/template.hpp"

using avmdoc::Parameter;
using avmdoc::Template;
using avmdoc::Value;

using Names = std::vector<std::string>;

namespace {

std::vector<Parameter> parameters_of(const std::string& members) {
  std::vector<avmdoc::Diagnostic> warnings;
  const Template parsed = Template::parse(compiled(members), "main.json");
  std::vector<Parameter> parameters =
      avmdoc::read_parameters(parsed, avmdoc::avm_convention(), "main.json", warnings);
  CHECK(warnings.empty());
  return parameters;
}

/// A parameter `x` with a description and these members, in a template with these definitions.
Parameter parameter_of(const std::string& members, const std::string& definitions = {}) {
  const auto parameters =
      parameters_of("\"definitions\": {" + definitions + "}, \"parameters\": {\"x\": {" + members +
                    R"(, "metadata": {"description": "Optional. X."}}})");
  REQUIRE(parameters.size() == 1);
  return parameters.front();
}

std::string described(const std::string& name, const std::string& description) {
  return "\"" + name + R"(": {"type": "string", "metadata": {"description": ")" + description +
         "\"}}";
}

Names names(const std::vector<Parameter>& parameters) {
  Names result;
  for (const Parameter& parameter : parameters) result.push_back(parameter.name);
  return result;
}

const std::string child = R"("properties": {)" + described("child", "Required. C.") + "}";

}  // namespace

TEST_CASE("categories come in a fixed order, others as they first appear", "[template]") {
  const auto parameters =
      parameters_of("\"parameters\": {" + described("a", "Zoo. x") + "," +
                    described("b", "Generated. x") + "," + described("c", "Another. x") + "," +
                    described("d", "Optional. x") + "," + described("e", "Conditional. x") + "," +
                    described("f", "Required. x") + "," + described("A2", "Required. x") + "}");
  CHECK(names(parameters) == Names{"A2", "f", "e", "d", "b", "a", "c"});
  CHECK(parameters[5].category == "Zoo");
  CHECK(parameters[6].category == "Another");
}

TEST_CASE("a category is spelled in the proper way", "[template]") {
  const auto parameters = parameters_of(
      "\"parameters\": {" + described("a", "required. x") + "," + described("b", "OPTIONAL. y") +
      "," + described("c", "myOwn. z") + "," + described("d", "MYOWN. z") + "}");
  CHECK(parameters[0].category == "Required");
  CHECK(parameters[1].category == "Optional");
  CHECK(parameters[2].category == "myOwn");
  CHECK(parameters[3].category == "myOwn");
}

TEST_CASE("a description is what follows the requirement type", "[template]") {
  const auto parameters =
      parameters_of("\"parameters\": {" + described("a", "Required. Some text.") + "," +
                    described("b", "Required.Text.") + "," + described("c", "Required.") + "," +
                    described("d", "Required.  Two blanks.") + "}");
  CHECK(parameters[0].description == "Some text.");
  CHECK(parameters[1].description == "Text.");
  CHECK(parameters[2].description.empty());
  CHECK(parameters[3].description == " Two blanks.");
}

TEST_CASE("names of one category come in the order of the culture", "[template]") {
  const auto parameters =
      parameters_of("\"parameters\": {" + described("b", "Optional. x") + "," +
                    described("A_b", "Optional. x") + "," + described("aa", "Optional. x") + "," +
                    described("a10", "Optional. x") + "," + described("a2", "Optional. x") + "}");
  CHECK(names(parameters) == Names{"A_b", "a10", "a2", "aa", "b"});
}

TEST_CASE("required is what has no default value and is not nullable", "[template]") {
  CHECK(parameter_of(R"("type": "string")").required);
  CHECK_FALSE(parameter_of(R"("type": "string", "defaultValue": null)").required);
  CHECK_FALSE(parameter_of(R"("type": "string", "nullable": true)").required);
  CHECK(parameter_of(R"("type": "string", "nullable": false)").required);
  const std::string types = R"("soft": {"type": "string", "nullable": true},
                               "hard": {"type": "string"})";
  CHECK_FALSE(parameter_of(R"("$ref": "#/definitions/soft")", types).required);
  CHECK(parameter_of(R"("$ref": "#/definitions/hard")", types).required);
  CHECK_FALSE(parameter_of(R"("$ref": "#/definitions/hard", "nullable": true)", types).required);
}

TEST_CASE("the required parameters are known by name", "[template]") {
  const Template parsed = Template::parse(compiled(R"("parameters": {
      "b": {"type": "string"}, "c": {"type": "string", "defaultValue": ""},
      "A": {"type": "string"}})"),
                                          "main.json");
  CHECK(avmdoc::required_parameters(parsed) == Names{"A", "b"});
}

TEST_CASE("type and allowed values of a reference are those of the definition", "[template]") {
  const std::string types = R"("kind": {"type": "string", "allowedValues": ["b", "a"]},
                               "alias": {"$ref": "#/definitions/kind"})";
  const Parameter direct = parameter_of(R"("$ref": "#/definitions/kind")", types);
  CHECK(direct.type == "string");
  CHECK(direct.allowed_values == Value(Value::Array{"b", "a"}));
  const Parameter list =
      parameter_of(R"("type": "array", "items": {"$ref": "#/definitions/kind"})", types);
  CHECK(list.type == "array");
  CHECK(list.allowed_values == Value(Value::Array{"b", "a"}));
  // The reference does not follow a second reference.
  CHECK(parameter_of(R"("$ref": "#/definitions/alias")", types).type.empty());
}

TEST_CASE("limits count on the parameter itself alone", "[template]") {
  const Parameter own = parameter_of(R"("type": "int", "minValue": -1, "maxValue": 10)");
  CHECK(own.min_value == Value(std::int64_t(-1)));
  CHECK(own.max_value == Value(std::int64_t(10)));
  const Parameter referred = parameter_of(R"("$ref": "#/definitions/n")",
                                          R"("n": {"type": "int", "minValue": 1, "maxValue": 2})");
  CHECK_FALSE(referred.min_value);
  CHECK_FALSE(referred.max_value);
}

TEST_CASE("default values of each kind are kept", "[template]") {
  CHECK(parameter_of(R"("type": "x", "defaultValue": true)").default_value == Value(true));
  CHECK(parameter_of(R"("type": "x", "defaultValue": 1.5)").default_value == Value(1.5));
  CHECK(parameter_of(R"("type": "x", "defaultValue": null)").default_value == Value(nullptr));
  CHECK(parameter_of(R"("type": "x", "defaultValue": {"b": [1], "a": "t"})").default_value ==
        Value(Value::Object{{"b", Value::Array{std::int64_t(1)}}, {"a", "t"}}));
}

TEST_CASE("properties come from objects, arrays of objects and definitions", "[template]") {
  const std::string types = "\"t\": {\"type\": \"object\", " + child + "}";
  for (const std::string& members :
       {R"("type": "object", )" + child,
        R"("type": "array", "items": {"type": "object", )" + child + "}",
        std::string(R"("$ref": "#/definitions/t")"),
        std::string(R"("type": "array", "items": {"$ref": "#/definitions/t"})")}) {
    CAPTURE(members);
    const Parameter parameter = parameter_of(members, types);
    REQUIRE(parameter.properties.size() == 1);
    CHECK(names(parameter.properties[0]) == Names{"child"});
    CHECK(parameter.properties[0][0].required);
  }
  // An array definition of references lists none, as in the reference.
  CHECK(parameter_of(R"("$ref": "#/definitions/list")",
                     types + R"(, "list": {"type": "array", "items": {"$ref": "#/definitions/t"}})")
            .properties.empty());
}

TEST_CASE("further properties have a list of their own", "[template]") {
  const std::string any =
      R"("additionalProperties": {"type": "int", "metadata": {"description": "Required. A."}})";
  const Parameter both = parameter_of(R"("type": "object", )" + child + ", " + any);
  REQUIRE(both.properties.size() == 2);
  CHECK(names(both.properties[0]) == Names{"child"});
  CHECK(names(both.properties[1]) == Names{">Any_other_property<"});
  CHECK(both.properties[1][0].type == "int");
  CHECK(parameter_of(R"("type": "object", )" + any).properties.size() == 1);
  CHECK(parameter_of(R"("type": "object", "additionalProperties": false)").properties.empty());
}

TEST_CASE("a discriminated union has variants in the order of its mapping", "[template]") {
  const Parameter parameter = parameter_of(R"("$ref": "#/definitions/union")", R"(
      "union": {"type": "object", "discriminator": {"propertyName": "kind", "mapping": {
        "zebra": {"$ref": "#/definitions/zebra"},
        "ape": {"type": "object", "metadata": {"description": "An ape."}, )" + child +
                                                                                   R"(}}}},
      "zebra": {"type": "object", "metadata": {"description": "A zebra."},
                "properties": {)" + described("stripes", "Required. S.") + "}}");
  CHECK(parameter.discriminator == "kind");
  CHECK(parameter.properties.empty());
  REQUIRE(parameter.variants.size() == 2);
  CHECK(parameter.variants[0].name == "zebra");
  CHECK(parameter.variants[0].description == "A zebra.");
  CHECK(names(parameter.variants[0].parameters) == Names{"stripes"});
  CHECK(parameter.variants[1].name == "ape");
  CHECK(names(parameter.variants[1].parameters) == Names{"child"});
}

TEST_CASE("an array of a union names its discriminator but no variants", "[template]") {
  const Parameter parameter = parameter_of(
      R"("type": "array", "items": {"type": "object", "discriminator":
         {"propertyName": "kind", "mapping": {"a": {"$ref": "#/definitions/a"}}}},
         "discriminator": {"propertyName": "kind"})",
      R"("a": {"type": "object"})");
  CHECK(parameter.discriminator == "kind");
  CHECK(parameter.variants.empty());
}

TEST_CASE("examples are texts, or lines of an array", "[template]") {
  const auto example = [](const std::string& value) {
    const auto parameters = parameters_of(
        R"("parameters": {"x": {"type": "string", "metadata": {"description": "Optional. X.",
           "example": )" +
        value + "}}}");
    return parameters.front().example;
  };
  CHECK(example(R"("uksouth")") == "uksouth");
  CHECK(example(R"(["a", 2, true])") == "a\n2\nTrue");
  CHECK(example("false") == "False");
  CHECK(example("1") == "1");
  CHECK(example("null").empty());
  // What the reference writes: the name of a .NET type.
  CHECK(example(R"({"a": 1})") == "System.Management.Automation.OrderedHashtable");
}

TEST_CASE("roles are those of the template, or of the nested one that deploys the parent",
          "[template]") {
  const std::string roles = R"("roleAssignments": {"type": "array", "metadata":
      {"description": "Optional. R."}})";
  const std::string own = R"("variables": {"builtInRoleNames": {"Reader": "r", "Owner": "o"}})";
  const auto top = parameters_of(own + ", \"parameters\": {" + roles + "}");
  CHECK(top[0].roles == Names{"Reader", "Owner"});
  // Without a list of its own, a template has none to tell.
  CHECK(parameters_of("\"parameters\": {" + roles + "}")[0].roles.empty());

  const std::string parent = R"("endpoints": {"type": "object", "properties": {)" + roles +
                             R"(}, "metadata": {"description": "Optional. E."}})";
  const auto nested = [&](const std::string& resources) {
    const auto parameters = parameters_of(own + ", \"resources\": {" + resources +
                                          "}, \"parameters\": {" + parent + "}");
    return parameters.at(0).properties.at(0).at(0).roles;
  };
  const std::string deployment = R"(": {"type": "Microsoft.Resources/deployments",
      "properties": {"template": {"variables": {"builtInRoleNames": {"DNS": "d"}}}}})";
  CHECK(nested("\"thing_endpoints" + deployment) == Names{"DNS"});
  CHECK(nested("\"thing_Endpoints" + deployment) == Names{"DNS"});
  CHECK(nested("\"endpoints" + deployment).empty());
  CHECK(nested("\"thing_services." + deployment).empty());
  CHECK(nested("\"a_endpoints" + deployment + ", \"b_endpoints" + deployment).empty());
}

TEST_CASE("a level without roles of its own keeps those found above", "[template]") {
  const auto parameters = parameters_of(R"(
      "variables": {"builtInRoleNames": {"Owner": "o"}},
      "parameters": {
        "roleAssignments": {"type": "array", "metadata": {"description": "Optional. R."}},
        "sites": {"type": "object", "metadata": {"description": "Optional. S."}, "properties": {
          "roleAssignments": {"type": "array", "metadata": {"description": "Optional. R."}}}}})");
  REQUIRE(names(parameters) == Names{"roleAssignments", "sites"});
  CHECK(parameters[0].roles == Names{"Owner"});
  CHECK(parameters[1].properties.at(0).at(0).roles == Names{"Owner"});
}

TEST_CASE("each description with markup is a warning of its own", "[template]") {
  const Template parsed = Template::parse(
      compiled("\"parameters\": {" + described("a", "Optional. <script>.") + ", " +
               described("b", "Optional. <script>.") + ", " + described("c", "Optional. C.") + "}"),
      "main.json");
  std::vector<avmdoc::Diagnostic> warnings;
  static_cast<void>(
      avmdoc::read_parameters(parsed, avmdoc::avm_convention(), "main.json", warnings));
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0].location.pointer == "/parameters/a");
  CHECK(warnings[1].location.pointer == "/parameters/b");
}

TEST_CASE("only what the page takes for a heading is one", "[template]") {
  using avmdoc::markup_problem;
  using avmdoc::TextPlace;
  for (const char* heading : {"# A", "###### A", "#", "A\n## B"}) {
    CAPTURE(heading);
    CHECK_FALSE(markup_problem(heading, TextPlace::paragraph).empty());
  }
  for (const char* text : {"####### A", "#A", "A # B", "`# A`"}) {
    CAPTURE(text);
    CHECK(markup_problem(text, TextPlace::paragraph).empty());
  }
}

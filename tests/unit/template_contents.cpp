#include <catch2/catch.hpp>

#include "registry.hpp"
#include "template/template.hpp"

using avmdoc::Template;

using Names = std::vector<std::string>;

namespace {

Names resources_of(const std::string& members) {
  const Template parsed = Template::parse(compiled(members), "main.json");
  Names result;
  for (const avmdoc::DeployedResource& resource : parsed.resources()) {
    result.push_back(std::string(resource.identifier) + " " + std::string(resource.type) + "@" +
                     std::string(resource.api_version));
  }
  return result;
}

}  // namespace

TEST_CASE("resources are an object by symbolic name or an array", "[template]") {
  CHECK(resources_of(R"("resources": {"b": {"type": "A/x", "apiVersion": "1"},
                                      "a": {"type": "A/y", "apiVersion": "2"}})") ==
        Names{"b A/x@1", "a A/y@2"});
  CHECK(resources_of(R"("resources": [{"name": "n", "type": "A/x", "apiVersion": "1"}])") ==
        Names{"n A/x@1"});
  CHECK(resources_of(R"("resources": [])").empty());
}

TEST_CASE("existing resources are not deployed", "[template]") {
  CHECK(resources_of(R"("resources": {
      "gone": {"existing": true, "type": "A/x", "apiVersion": "1"},
      "here": {"existing": false, "type": "A/y", "apiVersion": "1"}})") == Names{"here A/y@1"});
}

TEST_CASE("resources of nested deployments and of other resources count", "[template]") {
  CHECK(resources_of(R"("resources": {
      "outer": {"type": "Microsoft.Resources/deployments", "apiVersion": "1", "properties":
        {"template": {"resources": {
          "inner": {"type": "microsoft.resources/Deployments", "apiVersion": "2", "properties":
            {"template": {"resources": [{"name": "deep", "type": "A/x", "apiVersion": "3"}]}}}}}}},
      "parent": {"type": "A/y", "apiVersion": "4",
                 "resources": [{"name": "child", "type": "A/y/z", "apiVersion": "5"}]}})") ==
        Names{"outer Microsoft.Resources/deployments@1", "inner microsoft.resources/Deployments@2",
              "deep A/x@3", "parent A/y@4", "child A/y/z@5"});
}

TEST_CASE("outputs are sorted and may lack a description", "[template]") {
  const Template parsed = Template::parse(compiled(R"("outputs": {
      "b": {"type": "string", "metadata": {"description": "B."}},
      "A": {"type": "object"}, "_c": {}})"),
                                          "main.json");
  const auto outputs = avmdoc::read_outputs(parsed);
  REQUIRE(outputs.size() == 3);
  CHECK(outputs[0].name == "_c");
  CHECK(outputs[0].type.empty());
  CHECK(outputs[1].name == "A");
  CHECK_FALSE(outputs[1].description);
  CHECK(outputs[2].description == "B.");
}

TEST_CASE("functions are listed when one of them is exported", "[template]") {
  const auto functions_of = [](const std::string& mark) {
    const Template parsed =
        Template::parse(compiled(R"("functions": [{"namespace": "__bicep", "members": {
            "b": {"metadata": {"description": "B.")" +
                                 mark + R"(}}, "a": {}}},
            {"namespace": "other", "members": {"C": {}}}])"),
                        "main.json");
    Names names;
    for (const avmdoc::Function& function : avmdoc::read_functions(parsed)) {
      names.push_back(function.name + ":" + function.description.value_or("-"));
    }
    return names;
  };
  CHECK(functions_of(R"(, "__bicep_export!": true)") == Names{"a:-", "b:B.", "C:-"});
  CHECK(functions_of("").empty());
  CHECK(functions_of(R"(, "__bicep_export!": false)").empty());
  CHECK(functions_of(R"(, "__bicep_export!": "true")").empty());
}

TEST_CASE("a template has its name, description and parameters", "[template]") {
  const Template parsed = Template::parse(
      compiled(R"("parameters": {"EnableTelemetry": {"type": "bool"}})"), "main.json");
  CHECK(parsed.name() == "Some Things");
  CHECK(parsed.description() == "This module deploys some things.");
  CHECK(parsed.has_parameter("enableTelemetry"));
  CHECK_FALSE(parsed.has_parameter("enable"));
}

TEST_CASE("a template without metadata has neither name nor description", "[template]") {
  const Template parsed = Template::parse(
      R"({"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"})",
      "main.json");
  CHECK(parsed.name().empty());
  CHECK_FALSE(parsed.description());
  CHECK(avmdoc::read_outputs(parsed).empty());
  CHECK(avmdoc::read_functions(parsed).empty());
  CHECK(parsed.resources().empty());
}

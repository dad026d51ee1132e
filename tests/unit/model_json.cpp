#include <catch2/catch.hpp>

#include "avmdoc/model.hpp"
#include "registry.hpp"

namespace {

/// The model of the module on one line.
std::string model_of(const Registry& registry) {
  return avmdoc::model_json(registry.load(), registry.files(), {-1});
}

}  // namespace

TEST_CASE("a function has its parameters, its type and its place in the model", "[model]") {
  Registry registry;
  registry.put("main.json", compiled(R"("functions": [{"namespace": "__bicep", "members": {
    "join": {
      "parameters": [{"type": "string", "name": "first"}, {"$ref": "#/definitions/t", "name": "second"}],
      "output": {"type": "int"},
      "metadata": {"description": "Joins.", "__bicep_export!": true}},
    "none": {"parameters": [], "output": {"$ref": "#/definitions/t"}}}}],
  "definitions": {"t": {"type": "string", "metadata": {"__bicep_export!": true}}},
  "resources": [])"));
  registry.put("main.bicep",
               "metadata name = 'Some Things'\n\n@export()\n@description('Joins.')\n"
               "func join(first string, second t) int => 1\nfunc none() t => 'x'\n"
               "@export()\ntype t = string\n");
  const std::string model = model_of(registry);
  CAPTURE(model);
  const auto has = [&](std::string_view part) { return model.find(part) != std::string::npos; };
  CHECK(has(R"("name":"join","description":"Joins.","exported":true,"parameters":[)"
            R"({"name":"first","type":"string"},{"name":"second","type":"string",)"
            R"("userType":"t"}],"type":"int","source":{"file":"main.bicep","line":5,"column":6})"));
  CHECK(
      has(R"("name":"none","description":null,"exported":false,"parameters":[],"type":"string")"));
}

TEST_CASE("the schema of a template names its target scope", "[model]") {
  const std::pair<std::string, std::string> scopes[] = {
      {"2019-04-01/deploymentTemplate.json", "resourceGroup"},
      {"2018-05-01/subscriptionDeploymentTemplate.json", "subscription"},
      {"2019-08-01/managementGroupDeploymentTemplate.json", "managementGroup"},
      {"2019-08-01/tenantDeploymentTemplate.json", "tenant"},
  };
  for (const auto& [schema, scope] : scopes) {
    Registry registry;
    std::string json = compiled();
    const std::string known = "2019-04-01/deploymentTemplate.json";
    registry.put("main.json", json.replace(json.find(known), known.size(), schema));
    CHECK(model_of(registry).find("\"targetScope\":\"" + scope + '"') != std::string::npos);
  }
}

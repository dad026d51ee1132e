#include <catch2/catch.hpp>
#include <string>

#include "template/marks.hpp"
#include "template/resources.hpp"

using avmdoc::JsonObject;

namespace {

/// JSON with the parser that owns it.
struct Parsed {
  explicit Parsed(const std::string& text) { object = parser.parse(text); }

  simdjson::dom::parser parser;
  JsonObject object;
};

}  // namespace

TEST_CASE("what the metadata of a declaration says") {
  const Parsed type(R"({"metadata": {"description": "A", "__bicep_export!": true}})");
  CHECK(avmdoc::description_of(type.object) == "A");
  CHECK(avmdoc::is_exported(type.object));
  const Parsed none("{}");
  CHECK_FALSE(avmdoc::description_of(none.object));
  CHECK_FALSE(avmdoc::is_exported(none.object));
}

TEST_CASE("an imported declaration has the name that its module gives it") {
  const Parsed type(R"({"metadata": {"__bicep_imported_from!": {"sourceTemplate": "a.bicep"}}})");
  CHECK(avmdoc::import_of("_1.lockType", type.object)->name == "lockType");
  CHECK(avmdoc::import_of("lockType", type.object)->module == "a.bicep");
  const Parsed renamed(
      R"({"metadata": {"__bicep_imported_from!":
          {"sourceTemplate": "a.bicep", "originalIdentifier": "old"}}})");
  CHECK(avmdoc::import_of("new", renamed.object)->name == "old");
  const Parsed own("{}");
  CHECK_FALSE(avmdoc::import_of("lockType", own.object));
}

TEST_CASE("the target scope of a template") {
  const auto scope = [](const std::string& name) {
    const Parsed root(R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)" +
                      name + R"("})");
    return std::string(avmdoc::scope_of(root.object));
  };
  CHECK(scope("deploymentTemplate.json#") == "resourceGroup");
  CHECK(scope("subscriptionDeploymentTemplate.json#") == "subscription");
  CHECK(scope("tenantDeploymentTemplate.json") == "tenant");
  CHECK(scope("otherDeploymentTemplate.json#").empty());
}

TEST_CASE("resources are visited with and without symbolic names") {
  const auto names = [](const std::string& text) {
    const Parsed root(text);
    std::string found;
    avmdoc::for_each_resource(root.object, [&](std::string_view name, JsonObject resource) {
      found.append(name).append("=").append(*avmdoc::string_member(resource, "type")).append(" ");
    });
    return found;
  };
  CHECK(names(R"({"resources": {"a": {"type": "A"}, "b": {"type": "B"}}})") == "a=A b=B ");
  CHECK(names(R"({"resources": [{"type": "A"}, 1]})") == "=A ");
  CHECK(names("{}").empty());
}

#include <catch2/catch.hpp>

#include "avmdoc/catalog.hpp"
#include "catalog/known_resources.hpp"
#include "catalog/resource_type_pattern.hpp"

using avmdoc::Catalog;
using avmdoc::ResourceTypePattern;

using Names = std::vector<std::string>;

namespace {

/// A catalog of one version of each of these types.
Catalog catalog_of(std::string_view space, const Names& types) {
  std::string json = "{\"" + std::string(space) + "\":{";
  for (const std::string& type : types) {
    json += (json.back() == '{' ? "\"" : ",\"") + type + "\":[\"2024-01-01\"]";
  }
  return Catalog::from_json(json + "}}");
}

std::string builtin_match(std::string_view identifier) {
  const Catalog::Match match = Catalog::builtin().match(identifier);
  CHECK(match.ambiguous.empty());
  return match.resource_type;
}

}  // namespace

TEST_CASE("an identifier in the singular names a resource type in the plural", "[catalog]") {
  CHECK(builtin_match("network/route-table") == "Microsoft.Network/routeTables");
  CHECK(builtin_match("network/route-table/route") == "Microsoft.Network/routeTables/routes");
  CHECK(builtin_match("data-factory/factory") == "Microsoft.DataFactory/factories");
  CHECK(builtin_match("key-vault/vault/key") == "Microsoft.KeyVault/vaults/keys");
  CHECK(builtin_match("sql/server/database") == "Microsoft.Sql/servers/databases");
  CHECK(builtin_match("storage/storage-account") == "Microsoft.Storage/storageAccounts");
  CHECK(builtin_match("NETWORK/Route-Table") == "Microsoft.Network/routeTables");
}

TEST_CASE("a segment may have any ending of a singular or a plural", "[catalog]") {
  const ResourceTypePattern policy("firewallpolicy");
  CHECK(policy.matches("firewallPolicies"));
  CHECK(policy.matches("firewallPolicy"));
  CHECK(policy.matches("FIREWALLPOLICIES"));
  CHECK_FALSE(policy.matches("firewallPolicing"));
  CHECK_FALSE(policy.matches("afirewallPolicies"));
  CHECK_FALSE(policy.matches("firewallPolicies/rules"));

  const ResourceTypePattern database("servers/database");
  CHECK(database.matches("server/databases"));
  CHECK(database.matches("servers/databas"));
  CHECK(database.matches("serverses/databasii"));
  CHECK_FALSE(database.matches("servers"));
  CHECK_FALSE(database.matches("servers/databases/x"));

  CHECK(ResourceTypePattern("key").matches("keys"));
  CHECK(ResourceTypePattern("keys").matches("key"));
  CHECK(ResourceTypePattern("factories").matches("factory"));
}

TEST_CASE("the parent of a path is the path without its last segment", "[catalog]") {
  const std::vector<std::string_view> names = {"roleDefinitions", "roleAssignments",
                                               "roleDefinitions/managementGroups"};
  CHECK(ResourceTypePattern("roledefinition/managementgroup").parents(names) ==
        Names{"roleDefinitions"});
  CHECK(ResourceTypePattern("roledefinition").parents(names).empty());
}

TEST_CASE("characters of a path have no meaning of their own", "[catalog]") {
  CHECK(ResourceTypePattern("a.b").matches("a.bs"));
  CHECK_FALSE(ResourceTypePattern("a.b").matches("axb"));
  CHECK(ResourceTypePattern("a+(b").matches("a+(b"));
  CHECK_NOTHROW(ResourceTypePattern(""));
}

TEST_CASE("the provider is the first in the order of the culture that begins so", "[catalog]") {
  // Microsoft.DataFactory alone begins with these.
  CHECK(builtin_match("data-fact/factory") == "Microsoft.DataFactory/factories");
  const Catalog catalog = Catalog::from_json(R"({
      "Microsoft.ab": {"things": ["1"]}, "Microsoft.a_b": {"things": ["1"]},
      "Microsoft.aB.Admin": {"things": ["1"]}})");
  // `_` comes before letters for a reader, after them for a computer.
  CHECK(catalog.match("a/thing").resource_type == "Microsoft.a_b/things");
  CHECK(catalog.match("ab/thing").resource_type == "Microsoft.ab/things");
}

TEST_CASE("a namespace's types are not those of a namespace that begins so", "[catalog]") {
  const Catalog catalog = Catalog::from_json(R"({
      "Microsoft.App": {"one": ["1"]}, "Microsoft.AppConfiguration": {"two": ["1"]}})");
  CHECK(catalog.match("app/two").resource_type == "Microsoft.App/two");
  CHECK(catalog.match("app-configuration/two").resource_type == "Microsoft.AppConfiguration/two");
}

TEST_CASE("a path without a match is looked up one level above, else is its own name",
          "[catalog]") {
  CHECK(builtin_match("authorization/role-definition/management-group") ==
        "Microsoft.Authorization/roleDefinitions");
  CHECK(builtin_match("authorization/role-definition/management-group/deep") ==
        "Microsoft.Authorization/roledefinition/managementgroup/deep");
  CHECK(builtin_match("network/no-such-thing") == "Microsoft.Network/nosuchthing");
  CHECK(builtin_match("no-such-provider/some-thing") == "Microsoft.nosuchprovider/something");
}

TEST_CASE("three ambiguous names are settled", "[catalog]") {
  CHECK(builtin_match("api-management/service/api/policy") ==
        "Microsoft.ApiManagement/service/apis/policies");
  CHECK(builtin_match("api-management/service/api/operation/policy") ==
        "Microsoft.ApiManagement/service/apis/operations/policies");
  CHECK(builtin_match("api-management/service/product/policy") ==
        "Microsoft.ApiManagement/service/products/policies");
}

TEST_CASE("other ambiguous names are reported with all candidates", "[catalog]") {
  const Catalog catalog = catalog_of("Microsoft.A", {"policy", "policies", "Policies/x"});
  const Catalog::Match match = catalog.match("a/policy");
  CHECK(match.resource_type.empty());
  CHECK(match.ambiguous == Names{"Microsoft.A/policies", "Microsoft.A/policy"});
}

TEST_CASE("a resource type is spelled as the compiler spells it in that version", "[catalog]") {
  using avmdoc::resource_type_spelling;
  CHECK(resource_type_spelling("Microsoft.Web/serverFarms", "2022-09-01") ==
        "Microsoft.Web/serverfarms");
  CHECK(resource_type_spelling("MICROSOFT.INSIGHTS/diagnosticsettings", "2017-05-01-preview") ==
        "microsoft.insights/diagnosticSettings");
  CHECK(resource_type_spelling("MICROSOFT.INSIGHTS/diagnosticsettings", "2021-05-01-preview") ==
        "Microsoft.Insights/diagnosticSettings");
  CHECK(resource_type_spelling("Some.one/Things", "2022-09-01") == "Some.one/Things");
}

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "avmdoc/catalog.hpp"
#include "avmdoc/file_system.hpp"

using avmdoc::Catalog;
using avmdoc::Error;
using avmdoc::Position;

namespace {

avmdoc::Diagnostic error_of(std::string_view json) {
  try {
    static_cast<void>(Catalog::from_json(json, "apis.json"));
  } catch (const Error& error) {
    return error.diagnostics().front();
  }
  FAIL("expected an error for " << json);
  return {};
}

}  // namespace

TEST_CASE("the catalog knows types and versions in any case", "[catalog]") {
  const Catalog catalog = Catalog::from_json(
      R"({"Microsoft.A": {"things": ["2024-01-01", "2025-01-01-preview"], "none": []}})");
  CHECK(catalog.has_type("Microsoft.A/things"));
  CHECK(catalog.has_type("MICROSOFT.a/Things"));
  CHECK(catalog.has_type("Microsoft.A/none"));
  CHECK_FALSE(catalog.has_type("Microsoft.A"));
  CHECK_FALSE(catalog.has_type("Microsoft.A/thing"));
  CHECK_FALSE(catalog.has_type("Microsoft.A/things/x"));
  CHECK(catalog.has_version("Microsoft.A/things", "2024-01-01"));
  CHECK(catalog.has_version("microsoft.a/THINGS", "2025-01-01-Preview"));
  CHECK_FALSE(catalog.has_version("Microsoft.A/things", "2025-01-01"));
  CHECK_FALSE(catalog.has_version("Microsoft.A/none", "2024-01-01"));
  CHECK_FALSE(catalog.has_version("Microsoft.B/things", "2024-01-01"));
}

TEST_CASE("the catalog takes a byte order mark and an empty list", "[catalog]") {
  CHECK(Catalog::from_json("\xEF\xBB\xBF{\"A\":{\"b\":[\"1\"]}}").has_version("A/b", "1"));
  CHECK_FALSE(Catalog::from_json("{}").has_type("A/b"));
  CHECK(Catalog::from_json("{}").match("a/b").resource_type == "Microsoft.a/b");
}

TEST_CASE("versions of more than one page of numbers are distinguished", "[catalog]") {
  std::string json = R"({"A": {"b": [)";
  for (int i = 0; i < 1000; ++i) json += (i == 0 ? "\"v" : ",\"v") + std::to_string(i) + "\"";
  const Catalog catalog = Catalog::from_json(json + R"(], "c": ["v65", "v999"]}})");
  for (int i = 0; i < 1000; ++i) {
    const std::string version = "v" + std::to_string(i);
    CAPTURE(version);
    REQUIRE(catalog.has_version("A/b", version));
    REQUIRE(catalog.has_version("A/c", version) == (i == 65 || i == 999));
  }
}

TEST_CASE("a catalog that is not JSON is an error with its place", "[catalog]") {
  const auto error = error_of("{\n  \"A\": {,}\n}");
  CHECK(error.code == "catalog-invalid");
  CHECK(error.location.file == "apis.json");
  CHECK(error.location.position == Position{2, 9});
  CHECK(error.message.find("not valid JSON") == 0);
  CHECK(error_of("").location.position == Position{1, 1});
  CHECK(error_of("\xEF\xBB\xBF[").code == "catalog-invalid");
}

TEST_CASE("JSON of another shape is an error that says what is expected", "[catalog]") {
  for (const char* json :
       {R"({"A": {"b": "1"}})", R"({"A": {"b": [1]}})", R"({"A": {"b": {}}})", R"(["A"])",
        R"({"A": 1})", R"("A")", "null", "[]", R"({"A": null})", R"({"A": []})",
        R"({"A": {"b": null}})", R"({"A": {"b": [[]]}})", R"({"A": {"b": [{}]}})"}) {
    CAPTURE(json);
    const auto error = error_of(json);
    CHECK(error.code == "catalog-invalid");
    CHECK(error.message.find("not an API catalog; expected") == 0);
  }
}

TEST_CASE("names that are none are an error with their place", "[catalog]") {
  const auto error = error_of("{\"A\": {\n  \"b/c~\": [\"2024-01-01\", \"\"]\n}}");
  CHECK(error.code == "catalog-invalid");
  CHECK(error.message == "not an API catalog; expected an API version such as 2024-01-01");
  CHECK(error.location.pointer == "/A/b~1c~0/1");
  CHECK(error.location.position == Position{2, 26});
  CHECK(error_of(R"({"A": {"b": ["2024 01"]}})").location.pointer == "/A/b/0");
  CHECK(error_of(R"({"A": {"b": ["2024\n01"]}})").location.pointer == "/A/b/0");
  CHECK(error_of(R"({"A": {"b\nc": []}})").message ==
        "not an API catalog; expected resource types without line breaks");
  CHECK(error_of(R"({"A\n": {"b": []}})").code == "catalog-invalid");
  CHECK(Catalog::from_json(R"({"A": {"b c": ["1"]}})").has_version("A/b c", "1"));
}

TEST_CASE("up to 4096 API versions", "[catalog]") {
  std::string versions = "\"v0\"";
  for (int i = 1; i < 4096; ++i) versions += ",\"v" + std::to_string(i) + "\"";
  const auto with = [](const std::string& all) { return R"({"A": {"b": [)" + all + "]}}"; };
  const Catalog catalog = Catalog::from_json(with(versions));
  CHECK(catalog.has_version("A/b", "v0"));
  CHECK(catalog.has_version("A/b", "v4095"));
  CHECK(error_of(with(versions + ",\"v4096\"")).message ==
        "not an API catalog; expected at most 4096 different API versions, found 4097");
}

TEST_CASE("JSON that nests deeper than a catalog is refused before it is read whole", "[catalog]") {
  const auto error = error_of("{\"A\": {\"b\": [" + std::string(10'000'000, '['));
  CHECK(error.message.find("not an API catalog; expected an object of provider namespaces") == 0);
}

TEST_CASE("the built-in catalog is that of the list that it was made of", "[catalog]") {
  const char* shared = std::getenv("AVMDOC_SHARED");
  const std::string path =
      std::string(shared == nullptr ? AVMDOC_SHARED : shared) + "/catalog/apiSpecsList.json";
  if (!std::filesystem::exists(path)) {
    WARN("there is no " << path << ": not tested");
    return;
  }
  const Catalog read = Catalog::from_json(avmdoc::DiskFileSystem().read(path), path);
  const Catalog& builtin = Catalog::builtin();
  for (const char* identifier :
       {"network/virtual-network", "key-vault/vault/key", "sql/server/database", "app/job",
        "web/site/slot/config", "db-for-postgre-sql/flexible-server", "compute/disk",
        "api-management/service/api/policy", "nothing/at-all", "insights/data-collection-rule"}) {
    CAPTURE(identifier);
    const Catalog::Match match = read.match(identifier);
    CHECK(match.resource_type == builtin.match(identifier).resource_type);
    CHECK(read.has_type(match.resource_type) == builtin.has_type(match.resource_type));
    for (int year = 2014; year <= 2026; ++year) {
      for (int month = 1; month <= 12; ++month) {
        const std::string version =
            std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-01";
        REQUIRE(read.has_version(match.resource_type, version) ==
                builtin.has_version(match.resource_type, version));
      }
    }
  }
}

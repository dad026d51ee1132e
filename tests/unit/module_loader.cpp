#include <catch2/catch.hpp>

#include "module/old_readme.hpp"
#include "registry.hpp"

using avmdoc::Catalog;
using avmdoc::Diagnostic;
using avmdoc::Error;
using avmdoc::LinkPolicy;
using avmdoc::Module;
using avmdoc::Position;

using Names = std::vector<std::string>;

namespace {

std::vector<Diagnostic> errors_of(const Registry& registry) {
  try {
    static_cast<void>(registry.load());
  } catch (const Error& error) {
    return error.diagnostics();
  }
  FAIL("expected an error");
  return {};
}

std::string deployed(const std::string& type, const std::string& version) {
  static int number = 0;
  return "\"r" + std::to_string(++number) + R"(": {"type": ")" + type + R"(", "apiVersion": ")" +
         version + "\"}";
}

std::string resources(const std::string& listed) {
  return compiled("\"resources\": {" + listed + "}");
}

}  // namespace

TEST_CASE("a module without main.json cannot be loaded", "[module]") {
  avmdoc::MemoryFileSystem files;
  files.write("avm/res/a/b/main.bicep", "");
  try {
    static_cast<void>(
        avmdoc::Loader(files).load({"avm/res/a/b", *avmdoc::identity_of("avm/res/a/b")}));
    FAIL("expected an error");
  } catch (const Error& error) {
    CHECK(error.diagnostics()[0].code == "template-missing");
    CHECK(error.diagnostics()[0].location.file == "avm/res/a/b/main.json");
  }
}

TEST_CASE("a resource module is titled by its resource type, in the template's spelling",
          "[module]") {
  Registry registry("avm/res/network/route-table");
  CHECK(registry.load().title_type == "Microsoft.Network/routeTables");
  REQUIRE(registry.load().diagnostics.size() == 1);
  CHECK(registry.load().diagnostics[0].code == "title-type-not-deployed");
  CHECK(registry.load().diagnostics[0].severity == avmdoc::Severity::note);
  registry.put("main.json", resources(deployed("microsoft.network/ROUTEtables", "2024-01-01") +
                                      "," + deployed("Microsoft.Other/x", "1")));
  CHECK(registry.load().title_type == "microsoft.network/ROUTEtables");
  CHECK(registry.load().diagnostics.empty());
}

TEST_CASE("pattern and utility modules are titled by their path", "[module]") {
  CHECK(Registry("avm/ptn/lz/sub-vending").load().title_type == "Lz/SubVending");
  CHECK(Registry("avm/utl/types/avm-common-types").load().title_type == "Types/AvmCommonTypes");
  CHECK(Registry("avm/ptn/a/b/c-2d").load().title_type == "A/BC2D");
  CHECK(Registry("avm/ptn/alone").load().title_type == "Alone/");
}

TEST_CASE("what follows -- in a path belongs to no name", "[module]") {
  CHECK(Registry("avm/ptn/some/thing--old").load().title_type == "Some/Thing");
  Registry resource("avm/res/network/route-table--old");
  CHECK(resource.load().title_type == "Microsoft.Network/routeTables");
}

TEST_CASE("a scoped child is titled as its parent", "[module]") {
  for (const char* scope : {"rg-scope", "sub-scope", "mg-scope"}) {
    CHECK(Registry("avm/res/network/route-table/" + std::string(scope)).load().title_type ==
          "Microsoft.Network/routeTables");
  }
  CHECK(Registry("avm/res/network/route-table/own-scope").load().title_type ==
        "Microsoft.Network/routeTables");  // one level less names it, as nothing matches
}

TEST_CASE("an ambiguous resource type is an error with all candidates", "[module]") {
  Registry registry("avm/res/a/policy");
  const Catalog catalog = Catalog::from_json(R"({"Microsoft.A": {"policy": [], "policies": []}})");
  avmdoc::LoadOptions options;
  options.catalog = &catalog;
  try {
    static_cast<void>(registry.load(options));
    FAIL("expected an error");
  } catch (const Error& error) {
    CHECK(error.diagnostics()[0].code == "resource-type-ambiguous");
    CHECK(error.diagnostics()[0].message.find("Microsoft.A/policies, Microsoft.A/policy") !=
          std::string::npos);
  }
}

TEST_CASE("resource types are sorted by type, each with its versions once", "[module]") {
  Registry registry;
  registry.put("main.json", resources(deployed("B/x", "2") + "," + deployed("a/y", "9") + "," +
                                      deployed("B/x", "1") + "," + deployed("B/x", "2") + "," +
                                      deployed("Microsoft.Resources/deployments", "1") + "," +
                                      deployed("microsoft.resources/Deployments", "1")));
  Names types;
  for (const auto& type : registry.load().resource_types) {
    types.push_back(type.type + "@" + type.api_version);
  }
  CHECK(types == Names{"a/y@9", "B/x@2", "B/x@1"});
}

TEST_CASE("versions of one type among more than sixteen are in the order of .NET's sort",
          "[module]") {
  std::string listed;
  for (int i = 0; i < 17; ++i) {
    listed += (i == 0 ? "" : ",") + deployed("A/x", std::to_string(i));
  }
  Registry registry;
  registry.put("main.json", resources(listed));
  Names versions;
  for (const auto& type : registry.load().resource_types) versions.push_back(type.api_version);
  // As in the test of the sort itself.
  CHECK(versions == Names{"0", "14", "13", "12", "11", "10", "9", "15", "8", "6", "5", "4", "3",
                          "2", "1", "7", "16"});
}

TEST_CASE("links follow the catalog: version, type, first segment, base", "[module]") {
  const Catalog catalog =
      Catalog::from_json(R"({"M.A": {"known": ["2024-01-01"], "known/child": ["2024-01-01"]}})");
  avmdoc::LoadOptions options;
  options.catalog = &catalog;
  options.links = LinkPolicy::catalog;
  Registry registry;
  registry.put(
      "main.json",
      resources(deployed("M.A/known", "2024-01-01") + "," + deployed("M.A/known", "2025-01-01") +
                "," + deployed("M.A/known/child", "2024-01-01") + "," +
                deployed("M.A/known/child", "2025-01-01") + "," + deployed("M.A/other", "1") + "," +
                deployed("M.A/known/other/deep", "1")));
  Names links;
  for (const auto& type : registry.load(options).resource_types) links.push_back(type.reference);
  const std::string base = "https://learn.microsoft.com/en-us/azure/templates";
  CHECK(links == Names{base + "/M.A/2024-01-01/known", base + "/M.A/known",
                       base + "/M.A/2024-01-01/known/child", base + "/M.A/known/child",
                       base + "/M.A/known", base});
}

TEST_CASE("the old README's link is kept when the reference could have written it", "[module]") {
  const std::string base = "https://learn.microsoft.com/en-us/azure/templates";
  const Catalog catalog = Catalog::from_json(R"({"M.A": {"x": ["1"], "x/y": ["1"]}})");
  const auto link = [&](const std::string& type, const std::string& old, LinkPolicy policy,
                        const std::string& version = "1") {
    Registry registry;
    registry.put("main.json", resources(deployed(type, version)));
    registry.put("README.md", "# Some\n\n## Resource Types\n\n| `" + type +
                                  "` | 1 | <ul><li>[Template reference](" + old +
                                  ")</li></ul> |\n\n## Parameters\n");
    avmdoc::LoadOptions options;
    options.catalog = &catalog;
    options.links = policy;
    return registry.load(options).resource_types.at(0).reference;
  };
  for (const std::string& possible : {base + "/M.A/1/x", base + "/M.A/x", base}) {
    CHECK(link("M.A/x", possible, LinkPolicy::keep) == possible);
    CHECK(link("M.A/x", possible, LinkPolicy::catalog) == base + "/M.A/1/x");
  }
  for (const std::string& possible : {base + "/M.A/1/x/y", base + "/M.A/x/y", base + "/M.A/x"}) {
    CHECK(link("M.A/x/y", possible, LinkPolicy::keep) == possible);
    CHECK(link("M.A/x/y", possible, LinkPolicy::catalog) == base + "/M.A/1/x/y");
  }
  for (const std::string& other : {base + "/M.A/2/x", base + "/M.B/x", std::string("https://x.y"),
                                   base + "/", base + "/m.a/x"}) {
    CAPTURE(other);
    CHECK(link("M.A/x", other, LinkPolicy::keep) == base + "/M.A/1/x");
  }
  CHECK(link("M.A/x/y", base, LinkPolicy::keep) == base + "/M.A/1/x/y");
  // Another version than the old README's row is a row of its own.
  CHECK(link("M.A/x", base, LinkPolicy::keep, "2") == base + "/M.A/x");
}

TEST_CASE("links are kept from the section of the resource types alone", "[module]") {
  Registry registry;
  registry.put("main.json", resources(deployed("M.A/x", "1")));
  registry.put("README.md",
               "# Some\n\n## Resource Types\n\n## Notes\n\n| `M.A/x` | 1 | [Template reference]("
               "https://learn.microsoft.com/en-us/azure/templates/M.A/x) |\n");
  CHECK(registry.load().resource_types.at(0).reference ==
        "https://learn.microsoft.com/en-us/azure/templates");
}

TEST_CASE("the notes of the old README are kept up to the next section", "[module]") {
  const auto notes = [](const std::string& old) {
    return Registry().put("README.md", old).load().notes;
  };
  CHECK(notes("# A\n\n## Notes\n\nText.\n\n### Sub\n\nMore.\n\n## Data Collection\n\nx\n") ==
        Names{"## Notes", "", "Text.", "", "### Sub", "", "More.", ""});
  CHECK(notes("# A\n\n## Notes\n\nText.\n") == Names{"## Notes", "", "Text."});
  CHECK(notes("# A\r\n\r\n## Notes\r\n\r\nText.\r\n\r\n## Next\r\n") ==
        Names{"## Notes", "", "Text.", ""});
  CHECK(notes("# A\n## notes on it\nText.\n") == Names{"## notes on it", "Text."});
  CHECK(notes("# A\n### Notes\nText.\n") == Names{"### Notes", "Text."});
  CHECK(notes("# A\n\nNotes\n").empty());
  CHECK(notes("# A\n- [Notes](#Notes)\n##Notes\n").empty());
  CHECK(notes("").empty());
  CHECK(notes("\xEF\xBB\xBF## Notes\nText.\n") == Names{"## Notes", "Text."});
}

TEST_CASE("marker files are quoted in a fixed order, only ORPHANED.md trimmed", "[module]") {
  const Module module = Registry()
                            .put("MOVED-TO-AVM.md", "Moved.")
                            .put("ORPHANED.md", "  Alone.  \n\nTwo.\t\n")
                            .put("DEPRECATED.md", "\xEF\xBB\xBFOld.  \r\n\r\nGone.\r\n")
                            .load();
  REQUIRE(module.banners.size() == 3);
  CHECK(module.banners[0].file == "DEPRECATED.md");
  CHECK(module.banners[0].lines == Names{"> Old.  ", "> ", "> Gone."});
  CHECK(module.banners[1].file == "ORPHANED.md");
  CHECK(module.banners[1].lines == Names{">   Alone.", ">", "> Two."});
  CHECK(module.banners[2].lines == Names{"> Moved."});
}

TEST_CASE("a version.json makes a module a published one", "[module]") {
  CHECK_FALSE(Registry().load().versioned);
  CHECK(Registry().put("version.json", "{}").load().versioned);
  CHECK_FALSE(Registry().put("version.json/x", "{}").load().versioned);
}

TEST_CASE("a module has a telemetry notice when it has the parameter", "[module]") {
  const std::string telemetry = compiled(R"("parameters": {"enableTelemetry": {"type": "bool",
      "defaultValue": true, "metadata": {"description": "Optional. T."}}})");
  CHECK(Registry().load().telemetry_notice.empty());
  CHECK(Registry().put("main.json", telemetry).load().telemetry_notice ==
        avmdoc::builtin_telemetry_notice());
  avmdoc::LoadOptions options;
  options.telemetry_notice = "Own notice.";
  CHECK(Registry().put("main.json", telemetry).load(options).telemetry_notice == "Own notice.");
}

TEST_CASE("errors in parameters are led to where the source declares them", "[module]") {
  Registry registry;
  registry.put("main.json", compiled(R"("parameters": {
      "one": {"type": "string"},
      "two": {"type": "string", "metadata": {"description": "No type."}},
      "imported": {"type": "string"}})"));
  registry.put("main.bicep",
               "metadata name = 'x'\r\n\r\nparam one string\r\n@description('No type.')\r\n"
               "param  two string\r\n");
  const auto errors = errors_of(registry);
  REQUIRE(errors.size() == 3);
  CHECK(errors[0].location.file == "avm/ptn/some/thing/main.bicep");
  CHECK(errors[0].location.position == Position{3, 7});
  CHECK(errors[1].location.position == Position{5, 8});
  // What the source does not declare stays where it was found.
  CHECK(errors[2].location.file == "avm/ptn/some/thing/main.json");
  CHECK(errors[2].location.pointer == "/parameters/imported");
}

TEST_CASE("errors in types are led to the property", "[module]") {
  Registry registry;
  registry.put("main.json", compiled(R"("definitions": {"thing": {"type": "object",
      "properties": {"list": {"type": "array", "metadata": {"description": "Optional. x"},
        "items": {"type": "object", "properties": {"bad": {"type": "string"}}}}}}},
      "parameters": {"a": {"$ref": "#/definitions/thing",
                           "metadata": {"description": "Required. x"}}})"));
  registry.put("main.bicep",
               "param a thing\n\ntype thing = {\n  @description('Optional. x')\n  list: {\n"
               "    bad: string\n  }[]?\n}\n");
  const auto errors = errors_of(registry);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].location.file == "avm/ptn/some/thing/main.bicep");
  CHECK(errors[0].location.position == Position{6, 5});
}

TEST_CASE("errors without a source keep their pointer", "[module]") {
  avmdoc::MemoryFileSystem files;
  files.write("avm/ptn/a/b/main.json", compiled(R"("parameters": {"x": {"type": "string"}})"));
  try {
    static_cast<void>(
        avmdoc::Loader(files).load({"avm/ptn/a/b", *avmdoc::identity_of("avm/ptn/a/b")}));
    FAIL("expected an error");
  } catch (const Error& error) {
    CHECK(error.diagnostics()[0].location.file == "avm/ptn/a/b/main.json");
    CHECK(error.diagnostics()[0].location.pointer == "/parameters/x");
  }
}

TEST_CASE("one loader loads a module again after it failed", "[module]") {
  avmdoc::MemoryFileSystem files;
  files.write("avm/ptn/a/bad/main.json", "{");
  files.write("avm/ptn/a/good/main.json", compiled());
  const avmdoc::Loader loader(files);
  const auto load = [&](const std::string& path) {
    return loader.load({path, *avmdoc::identity_of(path)});
  };
  CHECK(load("avm/ptn/a/good").name == "Some Things");
  CHECK_THROWS_AS(load("avm/ptn/a/bad"), Error);
  CHECK(load("avm/ptn/a/good").name == "Some Things");
}

TEST_CASE("a module with more tests than are kept in memory", "[module]") {
  Registry registry;
  for (int i = 0; i < 1000; ++i) registry.put_test("", "test" + std::to_string(i));
  CHECK(registry.load().examples.size() == 1000);
}

TEST_CASE("tests in folders of up to 1,000 levels below a module", "[module][limits]") {
  const auto name = [](std::size_t levels) {
    std::string path = "a";
    for (std::size_t i = 1; i < levels; ++i) path += "/a";
    return path;
  };
  CHECK(Registry().put_test("", name(998)).load().examples.size() == 1);
  const auto errors = errors_of(Registry().put_test("", name(999)));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "folder-too-deep");
}

TEST_CASE("a section of the title of a generated one is set aside whatever others there are") {
  for (const char* name : {"resource-types", "parameters", "outputs"}) {
    CAPTURE(name);
    avmdoc::Convention convention = avmdoc::bicep_convention();
    std::erase_if(convention.sections, [&](const avmdoc::SectionShape& shape) {
      return shape.name != "title" && shape.name != name;
    });
    std::string text = "# A\n\n## Parameters\n\nOwn.\n";
    CHECK(avmdoc::set_aside_sections(convention, text).size() == 1);
    CHECK(text == "# A\n\n## Parameters (previous)\n\nOwn.\n");
  }
}

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/check.hpp"
#include "avmdoc/readme.hpp"

using namespace avmdoc;

namespace {

constexpr const char* folder = "avm/ptn/a/b";

const ModuleFolder module{folder, {ModuleKind::pattern, "a/b"}};

std::string compiled(const std::string& description) {
  return R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
         R"(deploymentTemplate.json#", "metadata": {"name": "M", "description": "D."},)"
         R"("parameters": {"x": {"type": "string", "metadata": {"description": ")" +
         description + R"("}}}, "resources": []})";
}

void write_module(MemoryFileSystem& files) {
  files.write("avm/ptn/a/b/main.json", compiled("Required. X."));
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = 'M'\nmetadata description = 'D.'\n\n"
              "@description('Required. X.')\nparam x string\n");
}

std::vector<Drift> stale_drifts(const std::string& sources, const std::string& members,
                                const std::string& part = {}) {
  MemoryFileSystem files;
  if (!part.empty()) files.write("avm/ptn/a/b/part/main.bicep", part);
  files.write("avm/ptn/a/b/main.json",
              R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
              R"(deploymentTemplate.json#", "metadata": {"name": "M", "description": "D."},)" +
                  members + "}");
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = 'M'\nmetadata description = 'D.'\n" + sources);
  std::vector<Drift> drifts = check(Loader(files), module).drifts;
  std::erase_if(drifts, [](const Drift& drift) { return drift.kind != DriftKind::template_stale; });
  return drifts;
}

/// What a check says of main.json beside main.bicep: the kinds of staleness, without the advice.
std::string staleness(const std::string& sources, const std::string& members,
                      const std::string& part = {}) {
  std::string all;
  std::string file;
  for (const Drift& drift : stale_drifts(sources, members, part)) {
    const std::size_t begin = drift.sentence.find(": ") + 2;
    if (!all.empty()) all += drift.cause.file == file ? ", " : "\n";
    file = drift.cause.file;
    all += drift.sentence.substr(begin, drift.sentence.rfind("; run: ") - begin);
  }
  return all;
}

std::string rendered(const FileSystem& files) { return render_readme(Loader(files).load(module)); }

}  // namespace

TEST_CASE("check gives plain values for each state") {
  MemoryFileSystem files;
  write_module(files);

  CheckResult result = check(Loader(files), module);
  CHECK(result.state == CheckState::drift);
  CHECK(result.readme == ReadmeState::missing);

  const std::string text = rendered(files);
  files.write("avm/ptn/a/b/README.md", text);
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::clean);
  CHECK(result.readme == ReadmeState::current);
  CHECK(result.expected.empty());
  CHECK(result.drifts.empty());

  files.write("avm/ptn/a/b/README.md", with_line_breaks_of("\r\n", text));
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::clean);
  CHECK(result.readme == ReadmeState::line_breaks);
  CheckOptions strict;
  strict.strict_line_breaks = true;
  CHECK(check(Loader(files), module, strict).drifts.at(0).kind == DriftKind::line_endings);

  files.write("avm/ptn/a/b/main.json", compiled("Required. Y."));
  files.write("avm/ptn/a/b/README.md", text);
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::stale);
  CHECK(result.readme == ReadmeState::differs);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].sentence ==
        "main.json is out of date: parameter x has another description; run: bicep build "
        "main.bicep");
  CHECK(result.drifts[0].cause.file == "avm/ptn/a/b/main.bicep");
  CHECK(result.drifts[0].cause.position == Position{4, 1});
  CHECK(result.expected.empty());

  files.write("avm/ptn/a/b/main.json", "{");
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::failed);
  CHECK(result.readme == ReadmeState::unknown);
  CHECK(result.diagnostics.at(0).code == "template-not-json");
}

TEST_CASE("allowed values are compared") {
  const auto compiled_with = [](const std::string& values) {
    return R"("parameters": {"x": {"type": "string", "metadata": {"description": "Required. X."})" +
           values + R"(}}, "resources": [])";
  };
  const std::string same = compiled_with(R"(, "allowedValues": ["a", "b"])");
  const std::string source = "@description('Required. X.')\n";
  CHECK(staleness("@allowed(['a', 'b'])\n" + source + "param x string\n", same).empty());
  CHECK(staleness("@allowed(['a', 'c'])\n" + source + "param x string\n", same) ==
        "parameter x has other allowed values");
  CHECK(staleness("@allowed(['a', 'b'])\n" + source + "param x string\n", compiled_with("")) ==
        "parameter x has other allowed values");
  CHECK_FALSE(staleness(source + "param x string\n", same).empty());
}

TEST_CASE("texts are compared without their carriage returns") {
  const auto compiled_with = [](const std::string& text) {
    return R"("parameters": {"x": {"type": "string", "defaultValue": ")" + text +
           R"(", "metadata": {"description": "Optional. X."}}}, "resources": [])";
  };
  const std::string source = "@description('Optional. X.')\nparam x string = '''a\r\nb'''\n";
  CHECK(staleness(source, compiled_with(R"(a\r\nb)")).empty());
  CHECK(staleness(source, compiled_with(R"(a\nb)")).empty());
  CHECK(staleness(source, compiled_with(R"(a\nb\r)")).empty());
  for (const char* other : {R"(a\nc)", R"(a\nb\n)", R"(a\n)", ""}) {
    CHECK(staleness(source, compiled_with(other)) == "parameter x has another default");
  }
}

TEST_CASE("objects are compared member by member") {
  const auto compiled_with = [](const std::string& members) {
    return R"("parameters": {"x": {"type": "object", "defaultValue": {)" + members +
           R"(}, "metadata": {"description": "Optional. X."}}}, "resources": [])";
  };
  const std::string source =
      "@description('Optional. X.')\nparam x object = {\n  a: 'b'\n  c: 'd'\n}\n";
  CHECK(staleness(source, compiled_with(R"("a": "b", "c": "d")")).empty());
  for (const char* other : {R"("a": "x", "c": "d")", R"("a": "b", "c": "x")", R"("a": "b")",
                            R"("a": "b", "c": "d", "e": "f")"}) {
    CHECK(staleness(source, compiled_with(other)) == "parameter x has another default");
  }
}

TEST_CASE("descriptions are compared line by line, without the blanks before all but the first") {
  const auto compiled_with = [](const std::string& text) {
    return R"("parameters": {"x": {"type": "string", "metadata": {"description": ")" + text +
           R"("}}}, "resources": [])";
  };
  const std::string source = "@description('''Required. X.\n  Y.''')\nparam x string\n";
  CHECK(staleness(source, compiled_with(R"(Required. X.\n  Y.)")).empty());
  CHECK(staleness(source, compiled_with(R"(Required. X.\nY.)")).empty());
  for (const char* other : {R"(Required. X.)", R"(Required. X.\nY.\nZ.)", R"(Required. X.\nZ.)"}) {
    CHECK(staleness(source, compiled_with(other)) == "parameter x has another description");
  }
}

TEST_CASE("listed resources are compared by types and API versions") {
  const auto compiled_with = [](const std::string& resources) {
    return R"("resources": [)" + resources + "]";
  };
  const auto resource = [](const std::string& type, const std::string& version = "2024-01-01") {
    return R"({"type": ")" + type + R"(", "apiVersion": ")" + version + R"(", "name": "n"})";
  };
  const std::string source = "resource a 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n}\n";
  const std::string old = "resource o 'Microsoft.A/as@2024-01-01' existing = {\n  name: 'n'\n}\n";
  const std::string child =
      "resource a 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n"
      "  resource b 'bs' = {\n    name: 'n'\n  }\n}\n";
  const std::string module_source = "module m 'part/main.bicep' = {\n  name: 'm'\n}\n";
  CHECK(staleness(source, compiled_with(resource("Microsoft.A/as"))).empty());
  CHECK(staleness(source + old, compiled_with(resource("Microsoft.A/AS"))).empty());
  CHECK(staleness(source, compiled_with("")) ==
        "resource a (Microsoft.A/as@2024-01-01) is missing");
  CHECK(staleness("", compiled_with(resource("Microsoft.A/as"))) ==
        "a resource Microsoft.A/as@2024-01-01 is still there");
  CHECK(staleness(source,
                  compiled_with(resource("Microsoft.A/as") + "," + resource("Microsoft.A/as"))) ==
        "a resource Microsoft.A/as@2024-01-01 is still there");
  CHECK(staleness(source, compiled_with(resource("Microsoft.A/as", "2023-01-01"))) ==
        "resource a (Microsoft.A/as@2024-01-01) is missing, a resource "
        "Microsoft.A/as@2023-01-01 is still there");
  CHECK(staleness(child,
                  compiled_with(resource("Microsoft.A/as") + "," + resource("Microsoft.A/as/bs")))
            .empty());
  CHECK(staleness(child, compiled_with(resource("Microsoft.A/as"))) ==
        "resource a::b (Microsoft.A/as/bs@2024-01-01) is missing");
  CHECK(
      staleness(module_source, compiled_with(resource("Microsoft.Resources/deployments"))).empty());
  CHECK(staleness(module_source, compiled_with("")) == "module m is missing");
  CHECK(staleness("", compiled_with(resource("Microsoft.Resources/deployments"))) ==
        "a module is still there");
}

TEST_CASE("resources with symbolic names are compared one by one") {
  const auto compiled_with = [](const std::string& resources) {
    return R"("languageVersion": "2.0", "resources": {)" + resources + "}";
  };
  const auto resource = [](const std::string& name, const std::string& type,
                           const std::string& more = {}) {
    return '"' + name + R"(": {"type": ")" + type +
           R"(", "apiVersion": "2024-01-01", "name": "n")" + more + "}";
  };
  const std::string child =
      "resource a 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n"
      "  resource b 'bs' = {\n    name: 'n'\n  }\n}\n";
  const std::string both =
      resource("a", "Microsoft.A/as") + "," + resource("a::b", "Microsoft.A/as/bs");
  CHECK(staleness(child, compiled_with(both)).empty());
  CHECK(staleness(child, compiled_with(resource("a", "Microsoft.A/as"))) ==
        "resource a::b is missing");
  CHECK(staleness(child, compiled_with(both + "," + resource("c", "Microsoft.C/cs"))) ==
        "resource c is still there");
  CHECK(staleness(child, compiled_with(resource("a", "Microsoft.A/os") + "," +
                                       resource("a::b", "Microsoft.A/as/bs"))) ==
        "resource a is of the type Microsoft.A/os and not yet Microsoft.A/as");

  const std::string module_source = "module m 'part/main.bicep' = {\n  name: 'm'\n}\n";
  const std::string nested =
      R"(, "properties": {"template": {"metadata": {"name": "P"}, "resources": []}})";
  const std::string deployment = resource("m", "Microsoft.Resources/deployments", nested);
  CHECK(staleness(module_source, compiled_with(deployment), "metadata name = 'P'\n").empty());
  CHECK(staleness(module_source, compiled_with(deployment), "metadata name = 'Q'\n") ==
        "metadata name has another value");
  CHECK(staleness(module_source, compiled_with("")) == "module m is missing");
  CHECK(staleness(module_source, compiled_with(resource("m", "Microsoft.A/as"))) ==
        "module m is still a resource");
}

TEST_CASE("metadata and the target scope are compared") {
  const std::string rest = R"("resources": [])";
  CHECK(staleness("", rest).empty());
  CHECK(staleness("metadata owner = 'me'\n", rest) == "metadata owner is missing");
  CHECK(staleness("targetScope = 'resourceGroup'\n", rest).empty());
  CHECK(staleness("targetScope = 'subscription'\n", rest) ==
        "the target scope is still resourceGroup");
  MemoryFileSystem files;
  files.write("avm/ptn/a/b/main.json",
              R"({"$schema": "https://schema.management.azure.com/schemas/2018-05-01/)"
              R"(subscriptionDeploymentTemplate.json#", "metadata": {"name": "M",)"
              R"("description": "D.", "owner": "me", "_generator": {}}, "resources": []})");
  const std::string metadata = "metadata name = 'M'\nmetadata description = 'D.'\n";
  files.write("avm/ptn/a/b/README.md", rendered(files));
  files.write("avm/ptn/a/b/main.bicep",
              metadata + "metadata owner = 'me'\ntargetScope = 'subscription'\n");
  CHECK(check(Loader(files), module).state == CheckState::clean);
  files.write("avm/ptn/a/b/main.bicep", metadata);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 2);
  CHECK(result.drifts[0].sentence ==
        "main.json is out of date: metadata owner is still there; run: bicep build main.bicep");
  CHECK(result.drifts[1].sentence ==
        "main.json is out of date: the target scope is still subscription; run: bicep build "
        "main.bicep");
}

TEST_CASE("properties of any name are compared") {
  const auto compiled_with = [](const std::string& members) {
    return R"("definitions": {"t": {"type": "object")" + members + R"(}}, "resources": [])";
  };
  const std::string property = R"(, "properties": {"a": {"type": "string", "nullable": true}})";
  const std::string any = R"(, "additionalProperties": {"type": "int"})";
  const std::string both = "type t = {\n  a: string?\n  *: int\n}\n";
  const std::string one = "type t = {\n  a: string?\n}\n";
  CHECK(staleness(both, compiled_with(property + any)).empty());
  CHECK(staleness(one, compiled_with(property)).empty());
  CHECK(staleness(both, compiled_with(property)) == "type t.* is missing");
  CHECK(staleness(one, compiled_with(property + any)) == "type t.* is still there");
  CHECK(staleness(both, compiled_with(any)) == "type t.a is missing");
  CHECK(staleness("type t = {\n  *: int\n}\n", compiled_with(property + any)) ==
        "type t.a is still there");
}

TEST_CASE("the cause of a drift is found in the types that parameters name") {
  MemoryFileSystem files;
  files.write("avm/ptn/a/b/main.json",
              R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
              R"(deploymentTemplate.json#", "metadata": {"name": "M", "description": "D."},)"
              R"("definitions": {"t": {"type": "object", "properties": {"p": {"type": "string",)"
              R"("metadata": {"description": "Required. P."}}}}},)"
              R"("parameters": {"x": {"$ref": "#/definitions/t",)"
              R"("metadata": {"description": "Required. X."}}}, "resources": []})");
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = 'M'\nmetadata description = 'D.'\n\n"
              "@description('Required. X.')\nparam x t\n\n"
              "type t = {\n  @description('Required. P.')\n  p: string\n}\n");
  std::string text = rendered(files);
  const std::size_t at = text.find("### Parameter: `x.p`");
  REQUIRE(at != std::string::npos);
  text.replace(text.find("Type: string", at), 12, "Type: number");
  files.write("avm/ptn/a/b/README.md", text);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].cause.file == "avm/ptn/a/b/main.bicep");
  CHECK(result.drifts[0].cause.position == Position{9, 6});
}

TEST_CASE("each kind of drift is a rule, in the order of their names") {
  const auto& rules = drift_rules();
  CHECK(std::ranges::is_sorted(rules, {}, &DriftRule::name));
}

TEST_CASE("an end that is missing is drift, too") {
  MemoryFileSystem files;
  write_module(files);
  std::string text = rendered(files);
  text.pop_back();
  files.write("avm/ptn/a/b/README.md", text);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].kind == DriftKind::section_edited);
  CHECK(result.drifts[0].sentence == "section Outputs edited by hand: white space");
}

TEST_CASE("a function of main.json without a result is compared with the source's") {
  CHECK(staleness("func f() string => 'a'\n",
                  R"("parameters": {}, "resources": [], "functions": )"
                  R"([{"namespace": "__bicep", "members": {"f": {"parameters": []}}}])") == "");
}

TEST_CASE("twelve reasons are named for an old main.json, and the others counted") {
  std::string sources;
  for (int i = 11; i < 25; ++i) {
    sources += "@description('Required. X.')\nparam p" + std::to_string(i) + " string\n";
  }
  const std::string said = staleness(sources, R"("parameters": {}, "resources": [])");
  CHECK(said.starts_with("parameter p11 is missing, "));
  CHECK(said.ends_with(", parameter p22 is missing, 2 more differences"));
  const Location cause = stale_drifts(sources, R"("parameters": {}, "resources": [])").back().cause;
  CHECK(cause.file == "avm/ptn/a/b/main.bicep");
  CHECK(cause.length == 0);
}

TEST_CASE("a module whose source cannot be parsed is not clean") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/README.md", rendered(files));
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = ()\nmetadata description = (((\n\n"
              "@description(())\nparam x string\n");
  const CheckResult result = check(Loader(files), module);
  CHECK(result.state == CheckState::failed);
  REQUIRE_FALSE(result.diagnostics.empty());
  CHECK(result.diagnostics[0].location.file == "avm/ptn/a/b/main.bicep");
  CHECK(result.diagnostics[0].location.position.line == 1);
}

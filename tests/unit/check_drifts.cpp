#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/check.hpp"
#include "avmdoc/readme.hpp"

using namespace avmdoc;

namespace {

const ModuleFolder module{"avm/ptn/a/b", {ModuleKind::pattern, "a/b"}};

void write_module(MemoryFileSystem& files) {
  files.write("avm/ptn/a/b/main.json", R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "metadata": {"name": "M", "description": "D."},
  "parameters": {
    "x": {"type": "string", "metadata": {"description": "Required. X."}},
    "y": {"type": "string", "metadata": {"description": "Required. Y."}},
    "enableTelemetry": {
      "type": "bool", "defaultValue": true, "metadata": {"description": "Optional. T."}
    }
  },
  "resources": [],
  "outputs": {"o": {"type": "string", "metadata": {"description": "O."}}}
})");
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = 'M'\n"
              "metadata description = 'D.'\n\n"
              "@description('Required. X.')\nparam x string\n"
              "@description('Required. Y.')\nparam y string\n"
              "@description('Optional. T.')\nparam enableTelemetry bool = true\n"
              "@description('O.')\noutput o string = ''\n");
}

void write_test(MemoryFileSystem& files) {
  files.write("avm/ptn/a/b/tests/e2e/defaults/main.test.bicep",
              "module testDeployment '../../../main.bicep' = {\n"
              "  name: 'test'\n"
              "  params: {\n"
              "    y: 'one'\n"
              "    x: {\n"
              "      a: 'b'\n"
              "      c: 'd'\n"
              "    }\n"
              "  }\n"
              "}\n");
}

std::string place(const Location& location) {
  return location.file + ':' + std::to_string(location.position.line);
}

/// What a check says when that part of the right README is another: for each drift its kind, its
/// item, its sentence, its place and its cause.
std::string drifts_of(const std::string& right, const std::string& wrong, bool with_test = false) {
  MemoryFileSystem files;
  write_module(files);
  if (with_test) write_test(files);
  std::string text = render_readme(Loader(files).load(module));
  const std::size_t at = text.find(right);
  REQUIRE(at != std::string::npos);
  text.replace(at, right.size(), wrong);
  files.write("avm/ptn/a/b/README.md", text);
  std::string all;
  for (const Drift& drift : check(Loader(files), module).drifts) {
    if (!all.empty()) all += '\n';
    all += drift.kind + " | " + drift.item + " | " + drift.sentence + " | " + place(drift.place);
    if (!drift.cause.file.empty()) all += " | " + place(drift.cause);
  }
  return all;
}

}  // namespace

TEST_CASE("a README that is missing is the drift of README.md") {
  MemoryFileSystem files;
  write_module(files);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].kind == "readme-missing");
  CHECK(result.drifts[0].item == "README.md");
  CHECK(result.drifts[0].place.file == "avm/ptn/a/b/README.md");
}

TEST_CASE("blank lines are told with what stands before them") {
  CHECK(drifts_of("\n\n## Outputs", "\n## Outputs") ==
        "section-edited | enableTelemetry | section Parameters edited by hand: blank lines at "
        "parameter enableTelemetry | avm/ptn/a/b/README.md:52 | avm/ptn/a/b/main.bicep:9");
  CHECK(drifts_of("\n\n### Parameter: `y`", "\n### Parameter: `y`") ==
        "section-edited | x | section Parameters edited by hand: blank lines at parameter x | "
        "avm/ptn/a/b/README.md:37 | avm/ptn/a/b/main.bicep:5");
  CHECK(drifts_of("\n\n### Parameter: `y`", "\n\n\n### Parameter: `y`") ==
        "section-edited | x | section Parameters edited by hand: blank lines at parameter x | "
        "avm/ptn/a/b/README.md:38 | avm/ptn/a/b/main.bicep:5");
}

TEST_CASE("a text that nobody asked for is told with what it follows") {
  CHECK(drifts_of("## Outputs", "Stray.\n\n## Outputs") ==
        "parameter-changed | enableTelemetry | parameter enableTelemetry edited by hand | "
        "avm/ptn/a/b/README.md:53 | avm/ptn/a/b/main.bicep:9");
  CHECK(drifts_of("# M", "Stray.\n\n# M") ==
        "description-changed | description | description changed | avm/ptn/a/b/README.md:1 | "
        "avm/ptn/a/b/main.bicep:2");
}

TEST_CASE("sections that are missing or too many are one drift each") {
  MemoryFileSystem files;
  write_module(files);
  const std::string text = render_readme(Loader(files).load(module));
  const std::size_t outputs = text.find("## Outputs");
  const std::size_t data_collection = text.find("## Data Collection");
  CHECK(drifts_of(text.substr(data_collection), "") ==
        "section-added | Data Collection | section Data Collection missing | "
        "avm/ptn/a/b/README.md:59 | avm/ptn/a/b/main.bicep:9");
  CHECK(drifts_of(text.substr(outputs, data_collection - outputs), "") ==
        "section-added | Outputs | section Outputs missing | avm/ptn/a/b/README.md:53");
  CHECK(drifts_of("## Outputs", "## Foo\n\nBar.\n\n### Parameter: `z`\n\nBaz.\n\n## Outputs") ==
        "section-removed | Foo | section Foo no longer there | avm/ptn/a/b/README.md:53");
}

TEST_CASE("a parameter that is no longer there is removed") {
  CHECK(drifts_of("### Parameter: `y`",
                  "### Parameter: `z`\n\nZ.\n\n- Required: Yes\n"
                  "- Type: string\n\n### Parameter: `y`") ==
        "parameter-removed | z | parameter z removed | avm/ptn/a/b/README.md:38");
}

TEST_CASE("a drift in an example is that of the parameter on whose lines it stands") {
  const std::pair<std::string, std::string> changes[] = {
      {"      c: 'd'\n", "      c: 'e'\n"},              // via Bicep module
      {"      c: 'd'\n", ""},                            //
      {"        \"c\": \"d\"\n", "        \"c\": 1\n"},  // via JSON parameters file
      {"\n  c: 'd'\n", "\n  c: 'e'\n"},                  // via Bicep parameters file
  };
  const int lines[] = {39, 39, 61, 85};
  for (std::size_t i = 0; i < std::size(changes); ++i) {
    CHECK(drifts_of(changes[i].first, changes[i].second, true) ==
          "example-changed | example 1 (defaults) | example 1 (defaults): parameter x changed | "
          "avm/ptn/a/b/README.md:" +
              std::to_string(lines[i]) + " | avm/ptn/a/b/tests/e2e/defaults/main.test.bicep:5");
  }
  CHECK(drifts_of("    y: 'one'", "    y: 'two'", true) ==
        "example-changed | example 1 (defaults) | example 1 (defaults): parameter y changed | "
        "avm/ptn/a/b/README.md:43 | avm/ptn/a/b/tests/e2e/defaults/main.test.bicep:4");
}

TEST_CASE("what is told of each part of a README") {
  const std::array<std::string, 3> changes[] = {
      {"# M `[A/B]`", "# N `[A/B]`", "title-changed | title | title changed from N to M"},
      {"# M `[A/B]`", "# M `[A/C]`",
       "title-changed | title | resource type of the title changed from [A/C] to [A/B]"},
      {"# M `[A/B]`", "# M",
       "title-changed | title | resource type of the title changed from nothing to [A/B]"},
      {"- [Outputs](#Outputs)\n", "",
       "section-edited | Outputs | section Outputs: entry in the Navigation missing"},
      {"_None_", "_Nothing_",
       "section-edited | Resource Types | section Resource Types edited by hand"},
      {"| [`x`](#parameter-x) | string |", "| [`x`](#parameter-x) | int |",
       "parameter-changed | x | parameter x: row in the table changed"},
      {"- Type: string", "- Type: int",
       "parameter-changed | x | parameter x: type changed from int to string"},
      {"- Required: No", "- Required: Yes",
       "parameter-changed | enableTelemetry | parameter enableTelemetry: required changed from Yes "
       "to No"},
      {"- Default: `True`", "- Default: `False`",
       "parameter-changed | enableTelemetry | default of enableTelemetry changed from False to "
       "True"},
      {"- Default: `True`", "- Default: ``",
       "parameter-changed | enableTelemetry | default of enableTelemetry changed from nothing to "
       "True"},
      {"| `o` | string |", "| `o` | int |",
       "output-changed | o | output o: type changed from int to string"},
      {"| string | O. |", "| string | P. |", "output-changed | o | output o: description changed"},
      {"| `o` | string | O. |\n", "", "output-added | o | output o added"},
  };
  for (const auto& [right, wrong, told] : changes) {
    const std::string drifts = drifts_of(right, wrong);
    CHECK(drifts.substr(0, drifts.find(" | avm/")) == told);
    CHECK(drifts.find('\n') == std::string::npos);
  }
}

TEST_CASE("the text around the reference of a module is no part of it") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/version.json", R"({"version": "0.1"})");
  const std::string text = render_readme(Loader(files).load(module));
  const auto kind_of_change = [&](const std::string& right, const std::string& wrong) {
    std::string changed = text;
    const std::size_t at = changed.find(right);
    REQUIRE(at != std::string::npos);
    files.write("avm/ptn/a/b/README.md", changed.replace(at, right.size(), wrong));
    const CheckResult result = check(Loader(files), module);
    REQUIRE(result.drifts.size() == 1);
    return result.drifts[0].kind;
  };
  CHECK(kind_of_change("a/b:<version>", "a/c:<version>") == "module-reference-changed");
  CHECK(kind_of_change("For examples,", "Stray.\n\nFor examples,") == "description-changed");
}

TEST_CASE("what is told of resource types and of links to examples") {
  MemoryFileSystem files;
  files.write("avm/ptn/a/b/main.json", R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "metadata": {"name": "M", "description": "D."},
  "resources": [
    {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2022-09-01", "name": "a"},
    {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2021-09-01", "name": "b"}
  ]
})");
  files.write("avm/ptn/a/b/main.bicep", "metadata name = 'M'\n");
  write_test(files);
  files.write("avm/ptn/a/b/tests/e2e/max/main.test.bicep",
              "metadata name = 'All of it'\n"
              "module testDeployment '../../../main.bicep' = {\n"
              "  params: {\n    x: 'big'\n  }\n}\n");
  const std::string text = render_readme(Loader(files).load(module));
  const auto sentences = [&](const std::string& right, const std::string& wrong) {
    std::string changed = text;
    const std::size_t at = changed.find(right);
    REQUIRE(at != std::string::npos);
    files.write("avm/ptn/a/b/README.md", changed.replace(at, right.size(), wrong));
    CheckOptions options;
    options.compare_sources = false;
    std::string all;
    for (const Drift& drift : check(Loader(files), module, options).drifts) {
      if (!all.empty()) all += '\n';
      all += drift.kind + ": " + drift.sentence;
    }
    return all;
  };
  const auto row = [&](const std::string& version) {
    const std::string begin = "| `Microsoft.Storage/storageAccounts` | " + version;
    const std::size_t at = text.find(begin);
    REQUIRE(at != std::string::npos);
    return text.substr(at, text.find('\n', at) + 1 - at);
  };
  const std::string type = "Microsoft.Storage/storageAccounts";
  CHECK(sentences("2022-09-01 |", "2020-09-01 |") ==
        "api-version-changed: " + type + ": API version 2020-09-01 → 2022-09-01");
  CHECK(sentences(row("2022-09-01"), "") ==
        "api-version-changed: " + type + ": API version 2022-09-01 added");
  std::string third = row("2022-09-01");
  third.replace(third.find("2022"), 4, "2019");
  CHECK(sentences(row("2021-09-01"), row("2021-09-01") + third) ==
        "api-version-changed: " + type + ": API version 2019-09-01 removed");
  CHECK(sentences("[AzAdvertizer]", "[Advertizer]") ==
        "resource-type-changed: " + type + ": references of API version 2022-09-01 changed");
  const std::size_t table = text.find("| Resource Type");
  CHECK(sentences(text.substr(table, text.find("\n\n", table) - table), "_None_") ==
        "section-edited: section Resource Types: columns of the table changed\n"
        "resource-type-added: resource type " +
            type + " added");

  const std::string first = "- [Defaults](#example-1-defaults)\n";
  const std::string second = "- [All of it](#example-2-all-of-it)\n";
  CHECK(sentences(first, "") == "example-changed: example 1 (defaults): link to it missing");
  CHECK(sentences(second, "") == "example-changed: example 2 (max): link to it missing");
  CHECK(sentences("[All of it]", "[All]") ==
        "example-changed: example 2 (max): link to it changed");
  CHECK(sentences("#example-2-all-of-it", "#example-2-all") ==
        "example-changed: example 2 (max): link to it changed");
  CHECK(sentences("#example-2-all-of-it", "#all") ==
        "example-changed: example 2 (max): link to it changed");
  CHECK(sentences(first + second, second + first).find("link to it") == std::string::npos);
  CHECK(sentences("_All of it_", "_All_") ==
        "example-changed: example 2 (max): title changed from _All_ to _All of it_");
}

TEST_CASE("values of more than 80 bytes are not told") {
  for (const std::size_t size : {80U, 81U}) {
    const std::string value(size - 2, 'a');
    MemoryFileSystem files;
    write_module(files);
    files.write("avm/ptn/a/b/main.json",
                R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/)"
                R"(deploymentTemplate.json#", "metadata": {"name": "M", "description": "D."},)"
                R"("parameters": {"x": {"type": "string", "defaultValue": ")" +
                    value +
                    R"(", "metadata": {"description": "Optional. X."}}}, "resources": []})");
    std::string text = render_readme(Loader(files).load(module));
    const std::string line = "- Default: `'" + value + "'`\n";
    const std::size_t at = text.find(line);
    REQUIRE(at != std::string::npos);
    files.write("avm/ptn/a/b/README.md", text.erase(at, line.size()));
    CheckOptions options;
    options.compare_sources = false;
    const CheckResult result = check(Loader(files), module, options);
    REQUIRE(result.drifts.size() == 1);
    CHECK(result.drifts[0].sentence ==
          "default of x missing" + (size == 80 ? ": '" + value + "'" : std::string()));
  }
}

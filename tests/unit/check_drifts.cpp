#include <algorithm>
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
    all += std::string(name_of(drift.kind)) + " | " + drift.item + " | " + drift.sentence + " | " +
           place(drift.place);
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
  CHECK(result.drifts[0].kind == DriftKind::readme_missing);
  CHECK(result.drifts[0].item == "README.md");
  CHECK(result.drifts[0].place.file == "avm/ptn/a/b/README.md");
}

TEST_CASE("blank lines are reported with their section") {
  CHECK(drifts_of("\n\n## Outputs", "\n## Outputs") ==
        "section-edited | Parameters | section Parameters edited by hand: white space | "
        "avm/ptn/a/b/README.md:51");
  CHECK(drifts_of("\n\n### Parameter: `y`", "\n### Parameter: `y`") ==
        "section-edited | Parameters | section Parameters edited by hand: white space | "
        "avm/ptn/a/b/README.md:36");
  CHECK(drifts_of("\n\n### Parameter: `y`", "\n\n\n### Parameter: `y`") ==
        "section-edited | Parameters | section Parameters edited by hand: white space | "
        "avm/ptn/a/b/README.md:36");
}

TEST_CASE("blank lines below a title are reported in its line") {
  const ModuleFolder plain{"modules/a", {ModuleKind::other, "modules/a"}};
  MemoryFileSystem files;
  files.write("modules/a/main.json", R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "metadata": {"name": "M", "description": "D."},
  "resources": []
})");
  std::string text = render_readme(Loader(files).load(plain));
  REQUIRE(text.starts_with("# M\n\nD.\n"));
  files.write("modules/a/README.md", text.insert(4, "\n"));
  const CheckResult result = check(Loader(files), plain);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].sentence == "introduction edited by hand: white space");
  CHECK(place(result.drifts[0].place) == "modules/a/README.md:1");
}

TEST_CASE("a stray text is reported with what it follows") {
  CHECK(drifts_of("## Outputs", "Stray.\n\n## Outputs") ==
        "section-edited | enableTelemetry | parameter enableTelemetry edited by hand | "
        "avm/ptn/a/b/README.md:53");
  CHECK(drifts_of("# M", "Stray.\n\n# M") ==
        "section-edited | README.md | introduction edited by hand | avm/ptn/a/b/README.md:1");
}

TEST_CASE("sections that are missing or too many are one drift each") {
  MemoryFileSystem files;
  write_module(files);
  const std::string text = render_readme(Loader(files).load(module));
  const std::size_t outputs = text.find("## Outputs");
  const std::size_t data_collection = text.find("## Data Collection");
  CHECK(drifts_of(text.substr(data_collection), "") ==
        "section-missing | Data Collection | section Data Collection is missing from the README | "
        "avm/ptn/a/b/README.md:59 | avm/ptn/a/b/main.bicep:9");
  CHECK(drifts_of(text.substr(outputs, data_collection - outputs), "") ==
        "section-missing | Outputs | section Outputs is missing from the README | "
        "avm/ptn/a/b/README.md:53");
  CHECK(
      drifts_of("## Outputs", "## Foo\n\nBar.\n\n### Parameter: `z`\n\nBaz.\n\n## Outputs") ==
      "own-section | Foo | section Foo is not one that the generator writes and will be lost; only "
      "the section Notes is kept | avm/ptn/a/b/README.md:53");
}

TEST_CASE("a parameter that is no longer in the module is obsolete") {
  CHECK(drifts_of("### Parameter: `y`",
                  "### Parameter: `z`\n\nZ.\n\n- Required: Yes\n"
                  "- Type: string\n\n### Parameter: `y`") ==
        "parameter-obsolete | z | parameter z is no longer in the module | "
        "avm/ptn/a/b/README.md:38 | avm/ptn/a/b/main.bicep:0");
}

TEST_CASE("a drift in an example is that of the parameter on whose lines it is") {
  const std::pair<std::string, std::string> changes[] = {
      {"      c: 'd'\n", "      c: 'e'\n"},              // via Bicep module
      {"      c: 'd'\n", ""},                            //
      {"        \"c\": \"d\"\n", "        \"c\": 1\n"},  // via JSON parameters file
      {"\n  c: 'd'\n", "\n  c: 'e'\n"},                  // via Bicep parameters file
  };
  const int lines[] = {39, 39, 61, 85};
  const int causes[] = {7, 7, 5, 5};
  for (std::size_t i = 0; i < std::size(changes); ++i) {
    CHECK(drifts_of(changes[i].first, changes[i].second, true) ==
          "example-differs | example 1 (defaults) | example 1 (defaults): parameter x differs | "
          "avm/ptn/a/b/README.md:" +
              std::to_string(lines[i]) +
              " | avm/ptn/a/b/tests/e2e/defaults/main.test.bicep:" + std::to_string(causes[i]));
  }
  CHECK(drifts_of("    y: 'one'", "    y: 'two'", true) ==
        "example-differs | example 1 (defaults) | example 1 (defaults): parameter y differs | "
        "avm/ptn/a/b/README.md:43 | avm/ptn/a/b/tests/e2e/defaults/main.test.bicep:4");
}

TEST_CASE("a drift in an argument is that of the property whose name its line has") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/tests/e2e/defaults/main.test.bicep",
              "module testDeployment '../../../main.bicep' = {\n"
              "  name: 'test'\n"
              "  params: {\n"
              "    y: 'one'\n"
              "    x: {\n"
              "      a: 'd'\n"
              "      c: 'd'\n"
              "    }\n"
              "  }\n"
              "}\n");
  std::string text = render_readme(Loader(files).load(module));
  const std::size_t at = text.find("      c: 'd'\n");
  REQUIRE(at != std::string::npos);
  files.write("avm/ptn/a/b/README.md", text.replace(at + 9, 3, "'e'"));
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(place(result.drifts[0].cause) == "avm/ptn/a/b/tests/e2e/defaults/main.test.bicep:7");
}

TEST_CASE("a comment goes with the last parameter below it") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/tests/e2e/defaults/main.test.bicep",
              "module testDeployment '../../../main.bicep' = {\n"
              "  params: {\n    x: 'one'\n    enableTelemetry: false\n  }\n}\n");
  std::string text = render_readme(Loader(files).load(module));
  const std::string lines = "    // Required parameters\n    x: 'one'\n";
  const std::size_t at = text.find(lines);
  REQUIRE(at != std::string::npos);
  files.write("avm/ptn/a/b/README.md", text.erase(at, lines.size()));
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].sentence ==
        "example 1 (defaults): parameter x is missing from the README");
}

TEST_CASE("texts of files and resources by name are no drift beside another one") {
  Convention convention = bicep_convention();
  std::erase_if(convention.sections,
                [](const SectionShape& shape) { return shape.name == "resources"; });
  convention.sections.push_back({"resources", "Resources", "", ""});
  std::ranges::find(convention.sections, "outputs", &SectionShape::name)->before = "outputs.md";
  const ModuleFolder plain{"modules/a", {ModuleKind::other, "modules/a"}, &convention};
  MemoryFileSystem files;
  files.write("modules/a/main.json", R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "languageVersion": "2.0",
  "metadata": {"name": "M", "description": "D."},
  "resources": {"store": {"type": "Microsoft.A/as", "apiVersion": "2025-01-01", "name": "n"}},
  "outputs": {"o": {"type": "string", "metadata": {"description": "O."}}}
})");
  files.write("modules/a/main.bicep",
              "metadata name = 'M'\nmetadata description = 'D.'\n"
              "resource store 'Microsoft.A/as@2025-01-01' = {\n  name: 'n'\n}\n"
              "@description('O.')\noutput o string = ''\n");
  files.write("modules/a/outputs.md", "What it gives.\n");
  std::string text = render_readme(Loader(files).load(plain));
  REQUIRE(text.find("## Outputs\n\nWhat it gives.\n\n|") != std::string::npos);
  REQUIRE(text.find("`store`") != std::string::npos);
  files.write("modules/a/README.md", text.replace(text.find(" O. "), 4, " P. "));
  const CheckResult result = check(Loader(files), plain);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].sentence == "output o: description differs: P. (README) → O. (module)");
}

TEST_CASE("what is reported of each part of a README") {
  const std::array<std::string, 3> changes[] = {
      {"# M `[A/B]`", "# N `[A/B]`",
       "title-differs | title | title differs: N (README) → M (module)"},
      {"# M `[A/B]`", "# M `[A/C]`",
       "title-differs | title | resource type of the title differs: A/C (README) → A/B (module)"},
      {"# M `[A/B]`", "# M",
       "title-differs | title | resource type of the title A/B is missing from the README"},
      {"- [Outputs](#Outputs)\n", "",
       "section-differs | Outputs | section Outputs: entry in the Navigation is missing from the "
       "README"},
      {"_None_", "_Nothing_",
       "section-edited | Resource Types | section Resource Types edited by hand"},
      {"| [`x`](#parameter-x) | string |", "| [`x`](#parameter-x) | int |",
       "section-edited | x | parameter x: row in the table edited by hand"},
      {"| [`x`](#parameter-x) |", "| x`] [`x`](#parameter-x) |",
       "section-edited | x | parameter x: row in the table edited by hand"},
      {"`x`\n\nX.\n", "`x`\n\nSee: Y.\n",
       "parameter-differs | x | parameter x: description differs: See: Y. (README) → X. (module)"},
      {"| Output | Type | Description |\n| :-- | :-- | :-- |\n",
       "| Output | Kind | Description |\n| :-- | :-- | :-- |\nStray.\n",
       "section-edited | Outputs | section Outputs: head of the table edited by hand"},
      {"- Type: string", "- Type: int",
       "parameter-differs | x | parameter x: type differs: int (README) → string (module)"},
      {"- Required: No", "- Required: Yes",
       "parameter-differs | enableTelemetry | parameter enableTelemetry: required differs: Yes "
       "(README) → No (module)"},
      {"- Default: `True`", "- Default: `False`",
       "parameter-differs | enableTelemetry | parameter enableTelemetry: default differs: False "
       "(README) → True (module)"},
      {"- Default: `True`", "- Default: ``",
       "parameter-differs | enableTelemetry | parameter enableTelemetry: default differs"},
      {"| `o` | string |", "| `o` | int |",
       "output-differs | o | output o: type differs: int (README) → string (module)"},
      {"| string | O. |", "| string | P. |",
       "output-differs | o | output o: description differs: P. (README) → O. (module)"},
      {"| `o` | string | O. |\n", "", "output-missing | o | output o is missing from the README"},
  };
  for (const auto& [right, wrong, told] : changes) {
    const std::string drifts = drifts_of(right, wrong);
    CHECK(drifts.substr(0, drifts.find(" | avm/")) == told);
    CHECK(drifts.find('\n') == std::string::npos);
  }
}

TEST_CASE("what changes in the reference of a module is reported as that") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/version.json", R"({"version": "0.1"})");
  const std::string text = render_readme(Loader(files).load(module));
  const auto sentence_of_change = [&](const std::string& right, const std::string& wrong) {
    std::string changed = text;
    const std::size_t at = changed.find(right);
    REQUIRE(at != std::string::npos);
    files.write("avm/ptn/a/b/README.md", changed.replace(at, right.size(), wrong));
    const CheckResult result = check(Loader(files), module);
    REQUIRE(result.drifts.size() == 1);
    CHECK(result.drifts[0].kind == DriftKind::module_reference_differs);
    return result.drifts[0].sentence;
  };
  CHECK(sentence_of_change("a/b:<version>", "a/c:<version>") ==
        "name of the module differs: avm/ptn/a/c (README) → avm/ptn/a/b (module)");
  CHECK(sentence_of_change("For examples,", "Stray.\n\nFor examples,") ==
        "module reference differs");
}

TEST_CASE("a module that was renamed is reported where the README calls it first") {
  MemoryFileSystem files;
  write_module(files);
  write_test(files);
  std::string text = render_readme(Loader(files).load(module));
  for (std::size_t at = text.find("a/b:<version>"); at != std::string::npos;
       at = text.find("a/b:<version>", at)) {
    text.replace(at, 3, "a/c");
  }
  const std::size_t first = text.find("`br/public:avm/ptn/a/c:<version>`");
  REQUIRE(first < text.find("'br/public:avm/ptn/a/c:<version>'"));
  files.write("avm/ptn/a/b/README.md", text);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].kind == DriftKind::module_reference_differs);
  CHECK(result.drifts[0].place.position.line ==
        1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(first), '\n'));
}

TEST_CASE("what is reported of resource types and of links to examples") {
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
      all += std::string(name_of(drift.kind)) + ": " + drift.sentence;
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
        "api-version-differs: " + type +
            ": API version differs: 2020-09-01 (README) → 2022-09-01 (module)");
  CHECK(sentences(row("2022-09-01"), "") ==
        "api-version-differs: " + type + ": API version 2022-09-01 is missing from the README");
  std::string third = row("2022-09-01");
  third.replace(third.find("2022"), 4, "2019");
  CHECK(sentences(row("2021-09-01"), row("2021-09-01") + third) ==
        "api-version-differs: " + type + ": API version 2019-09-01 is no longer in the module");
  CHECK(sentences("[AzAdvertizer]", "[Advertizer]") ==
        "resource-type-differs: " + type + ": references of API version 2022-09-01 differ");
  const std::size_t table = text.find("| Resource Type");
  CHECK(sentences(text.substr(table, text.find("\n\n", table) - table), "_None_") ==
        "resource-type-missing: resource type " + type + " is missing from the README");

  const std::string first = "- [Defaults](#example-1-defaults)\n";
  const std::string second = "- [All of it](#example-2-all-of-it)\n";
  CHECK(sentences(first, "") ==
        "example-differs: example 1 (defaults): link to it is missing from the README");
  CHECK(sentences(second, "") ==
        "example-differs: example 2 (max): link to it is missing from the README");
  CHECK(sentences("[All of it]", "[All]") == "section-edited: example 2 (max) edited by hand");
  CHECK(sentences("#example-2-all-of-it", "#example-2-all") ==
        "section-edited: example 2 (max) edited by hand");
  CHECK(sentences("#example-2-all-of-it", "#all") ==
        "section-edited: example 2 (max) edited by hand");
  CHECK(sentences(first + second, second + first) ==
        "section-edited: example 2 (max): the link to it is in another place than the "
        "generator's");
  CHECK(sentences("_All of it_", "_All_") ==
        "example-differs: example 2 (max): title differs: All (README) → All of it (module)");
}

TEST_CASE("values of more than 80 bytes are not shown") {
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
    CHECK(result.drifts[0].sentence == "parameter x: default" +
                                           (size == 80 ? " '" + value + "'" : std::string()) +
                                           " is missing from the README");
  }
}

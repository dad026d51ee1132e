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
  CHECK(check(Loader(files), module, strict).drifts.at(0).kind == "line-endings");

  files.write("avm/ptn/a/b/main.json", compiled("Required. Y."));
  files.write("avm/ptn/a/b/README.md", text);
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::stale);
  CHECK(result.readme == ReadmeState::differs);
  REQUIRE(result.drifts.size() == 2);
  CHECK(result.drifts[0].sentence ==
        "main.json is older than main.bicep: parameter x has another description; run: bicep "
        "build main.bicep");
  CHECK(result.drifts[0].cause.file == "avm/ptn/a/b/main.bicep");
  CHECK(result.drifts[0].cause.position == Position{4, 1});
  CHECK(result.drifts[1].sentence == "parameter x: description changed");
  CHECK(result.drifts[1].cause.position == Position{5, 7});

  files.write("avm/ptn/a/b/main.json", "{");
  result = check(Loader(files), module);
  CHECK(result.state == CheckState::failed);
  CHECK(result.readme == ReadmeState::unknown);
  CHECK(result.diagnostics.at(0).code == "template-not-json");
}

TEST_CASE("each kind of drift is a rule, in the order of their names") {
  const auto& rules = drift_rules();
  CHECK(std::ranges::is_sorted(rules, {}, &DriftRule::kind));
}

TEST_CASE("an end that is missing is drift, too") {
  MemoryFileSystem files;
  write_module(files);
  std::string text = rendered(files);
  text.pop_back();
  files.write("avm/ptn/a/b/README.md", text);
  const CheckResult result = check(Loader(files), module);
  REQUIRE(result.drifts.size() == 1);
  CHECK(result.drifts[0].sentence == "README.md edited by hand: its end is missing");
}

TEST_CASE("a source with empty parentheses is told of, and the check goes on") {
  MemoryFileSystem files;
  write_module(files);
  files.write("avm/ptn/a/b/README.md", rendered(files));
  files.write("avm/ptn/a/b/main.bicep",
              "metadata name = ()\nmetadata description = (((\n\n"
              "@description(())\nparam x string\n");
  const CheckResult result = check(Loader(files), module);
  CHECK(result.readme == ReadmeState::current);
  CHECK(result.state == CheckState::clean);
}

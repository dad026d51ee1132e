#include <catch2/catch.hpp>

#include "registry.hpp"
#include "text/merge_conflict.hpp"

using avmdoc::Diagnostic;
using avmdoc::Error;
using avmdoc::find_merge_conflict;
using avmdoc::find_merge_marker;
using avmdoc::Position;

namespace {

const std::string conflict =
    "<<<<<<< HEAD\nmetadata a = 'b'\n=======\nmetadata a = 'c'\n>>>>>>> topic\n";

std::vector<Diagnostic> errors_of(const Registry& registry) {
  try {
    static_cast<void>(registry.load());
  } catch (const Error& error) {
    return error.diagnostics();
  }
  FAIL("expected an error");
  return {};
}

}  // namespace

TEST_CASE("a merge conflict begins at its first marker", "[text]") {
  CHECK(find_merge_conflict("a\n" + conflict) == 2U);
  CHECK(find_merge_conflict("<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n") == 0U);
  CHECK(find_merge_conflict("<<<<<<<\n||||||| base\n=======\n>>>>>>>") == 0U);
  CHECK(find_merge_marker("a\n" + conflict) == 2U);
  CHECK(find_merge_marker("<<<<<<< a\n") == 0U);
  CHECK(find_merge_marker(">>>>>>> b\n") == 0U);
}

TEST_CASE("text that only looks like a merge conflict is not one", "[text]") {
  CHECK_FALSE(find_merge_conflict(""));
  CHECK_FALSE(find_merge_conflict("<<<<<<< a\n"));
  CHECK_FALSE(find_merge_conflict("<<<<<<< a\n>>>>>>> b\n"));
  CHECK_FALSE(find_merge_conflict("Title\n=======\n\n>>>>>>> quoted\n"));
  CHECK_FALSE(find_merge_conflict(" <<<<<<< a\n =======\n >>>>>>> b\n"));
  CHECK_FALSE(find_merge_conflict("<<<<<<<< a\n========\n>>>>>>>> b\n"));
  CHECK_FALSE(find_merge_marker("Title\n=======\n"));
  CHECK(find_merge_marker("a\n>>>>>>> b\n") == 2U);
}

TEST_CASE("a merge conflict in any file of a module is an error at its place", "[module]") {
  const auto [file, before] = GENERATE(table<std::string, std::string>({
      {"main.bicep", "metadata name = 'Some Things'\n"},
      {"main.json", "{\n"},
      {"README.md", "# Some Things\n"},
      {"ORPHANED.md", "Some text.\n"},
      {"tests/e2e/defaults/main.test.bicep", "metadata name = 'Test'\n"},
  }));
  CAPTURE(file);
  Registry registry;
  registry.put(file, before + conflict);
  const std::vector<Diagnostic> errors = errors_of(registry);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "merge-conflict");
  CHECK(errors[0].severity == avmdoc::Severity::error);
  CHECK(errors[0].location.file == "avm/ptn/some/thing/" + file);
  CHECK(errors[0].location.position == Position{2, 1});
  CHECK(errors[0].message.starts_with("unresolved merge conflict '<<<<<<< HEAD'; "));
}

TEST_CASE("a merge conflict in an included file is an error there", "[module]") {
  Registry registry;
  registry.put("main.bicep", "module part 'part/main.bicep' = {\n  name: 'part'\n}\n");
  registry.put("part/main.bicep", conflict);
  const std::vector<Diagnostic> errors = errors_of(registry);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].location.file == "avm/ptn/some/thing/part/main.bicep");
}

TEST_CASE("a merge in which all files of a module are in conflict is reported as one", "[module]") {
  Registry registry;
  for (const char* file : {"main.bicep", "main.json", "README.md"}) registry.put(file, conflict);
  CHECK(errors_of(registry).size() == 3);
}

TEST_CASE("a marker that an editor left is an error in a source and text in a README", "[module]") {
  Registry registry;
  registry.put("README.md", "## Notes\n\n>>>>>>> quoted\n");
  CHECK(registry.load().notes.size() == 3);
  registry.put("main.bicep", "metadata name = 'Some Things'\n>>>>>>> topic\n");
  CHECK(errors_of(registry)[0].code == "merge-conflict");
  registry.put("main.bicep", "metadata name = '''\n>>>>>>> topic\n'''\n");
  CHECK(registry.load().name == "Some Things");
}

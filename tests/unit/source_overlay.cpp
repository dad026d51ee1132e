#include <catch2/catch.hpp>

#include "avmdoc/file_system.hpp"

namespace avmdoc {
namespace {

TEST_CASE("An overlay takes precedence over its base") {
  MemoryFileSystem base;
  base.write("m/main.bicep", "saved");
  base.write("m/tests/a.bicep", "a");
  const OverlayFileSystem files(base, {{"m/main.bicep", "unsaved"}, {"m/new/b.bicep", "b"}});

  CHECK(files.read("m/main.bicep") == "unsaved");
  CHECK(files.read("m/tests/a.bicep") == "a");
  CHECK(files.read("m/new/b.bicep") == "b");
  CHECK(files.type("m") == FileType::folder);
  CHECK(files.type("m/new") == FileType::folder);
  CHECK(files.type("m/tests/a.bicep") == FileType::file);
  CHECK(files.type("m/none") == FileType::none);
  CHECK_THROWS_AS(files.read("m/none"), Error);
}

TEST_CASE("An overlay lists the files of both once, sorted") {
  MemoryFileSystem base;
  base.write("m/b", "");
  base.write("m/d/x", "");
  const OverlayFileSystem files(base, {{"m/a", ""}, {"m/b", "new"}, {"m/d/y", ""}, {"n/z", ""}});

  const auto names = [&](std::string_view folder) {
    std::string all;
    for (const DirectoryEntry& entry : files.list(folder)) all += entry.name + " ";
    return all;
  };
  CHECK(names("m") == "a b d ");
  CHECK(names("m/d") == "x y ");
  CHECK(names("n") == "z ");
  CHECK_THROWS_AS(files.list("none"), Error);
}

}  // namespace
}  // namespace avmdoc

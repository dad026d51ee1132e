#include <catch2/catch.hpp>

#include "avmdoc/file_system.hpp"

using avmdoc::Error;
using avmdoc::FileType;
using avmdoc::MemoryFileSystem;

namespace {

using Files = std::map<std::string, std::string, std::less<>>;

std::vector<std::string> names(const avmdoc::FileSystem& files, const char* folder) {
  std::vector<std::string> names;
  for (const avmdoc::DirectoryEntry& entry : files.list(folder)) {
    names.push_back(entry.name + (entry.type == FileType::folder ? "/" : ""));
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("files in memory are read by path", "[source]") {
  MemoryFileSystem files(Files{{"a/main.json", "{}"}});
  CHECK(files.read("a/main.json") == "{}");
  CHECK(files.read("./a/b/../main.json") == "{}");
  files.write("a/main.json", "[]");
  CHECK(files.read("a/main.json") == "[]");
}

TEST_CASE("what is read has room for a parser that looks ahead", "[source]") {
  const MemoryFileSystem files(Files{{"short", "x"}});
  const std::string text = files.read("short");
  CHECK(text.capacity() >= text.size() + 64);
}

TEST_CASE("reading anything but a file in memory is an error with its place", "[source]") {
  const MemoryFileSystem files(Files{{"a/b", ""}});
  for (const char* path : {"a", "c", "a/b/c", ""}) {
    CAPTURE(path);
    try {
      static_cast<void>(files.read(path));
      FAIL("expected an error");
    } catch (const Error& error) {
      CHECK(error.diagnostics().front().location.file == path);
      CHECK(error.diagnostics().front().code == "unreadable-file");
    }
  }
}

TEST_CASE("folders in memory exist as far as files lie below them", "[source]") {
  const MemoryFileSystem files(Files{{"a/b/c", ""}, {"a-b", ""}});
  CHECK(files.type("a") == FileType::folder);
  CHECK(files.type("a/b/") == FileType::folder);
  CHECK(files.type("a/b/c") == FileType::file);
  CHECK(files.type("a-") == FileType::none);
  CHECK(files.type("a/b/c/d") == FileType::none);
  CHECK(files.type(".") == FileType::folder);
  CHECK(files.type("/") == FileType::none);
}

TEST_CASE("a folder in memory lists each name once, sorted by bytes", "[source]") {
  const MemoryFileSystem files(
      Files{{"m/a/1", ""}, {"m/a/2", ""}, {"m/a-b", ""}, {"m/B", ""}, {"m/a0/x/y", ""}, {"n", ""}});
  CHECK(names(files, "m") == Names{"B", "a/", "a-b", "a0/"});
  CHECK(names(files, "m/a/") == Names{"1", "2"});
  CHECK(names(files, "") == Names{"m/", "n"});
  CHECK(names(files, ".") == Names{"m/", "n"});
}

TEST_CASE("absolute paths in memory have a root of their own", "[source]") {
  const MemoryFileSystem files(Files{{"/r/a", ""}, {"x", ""}});
  CHECK(names(files, "/") == Names{"r/"});
  CHECK(names(files, "") == Names{"x"});
  CHECK(files.type("/r") == FileType::folder);
}

TEST_CASE("listing anything but a folder in memory is an error", "[source]") {
  const MemoryFileSystem files(Files{{"a/b", ""}});
  CHECK_THROWS_AS(files.list("a/b"), Error);
  CHECK_THROWS_AS(files.list("c"), Error);
}

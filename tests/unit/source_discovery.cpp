#include <catch2/catch.hpp>
#include <map>

#include "avmdoc/module.hpp"

using avmdoc::find_modules;
using avmdoc::MemoryFileSystem;

using Folders = std::vector<std::string>;

namespace {

/// Only the names of files count here.
std::map<std::string, std::string, std::less<>> empty_files(
    std::initializer_list<const char*> paths) {
  std::map<std::string, std::string, std::less<>> files;
  for (const char* path : paths) {
    files[path] = "";
  }
  return files;
}

Folders folders_of(const avmdoc::ModuleSearch& search) {
  Folders folders;
  for (const avmdoc::FoundModule& module : search.modules) folders.push_back(module.folder);
  return folders;
}

}  // namespace

TEST_CASE("a module is a folder with a main.json or a main.bicep", "[source]") {
  const MemoryFileSystem files(
      empty_files({"avm/res/a/main.json", "avm/res/b/main.bicep", "avm/res/c/other.bicep",
                   "avm/res/d/main.json/x", "avm/res/e/main.bicep.bak"}));
  CHECK(find_modules(files, "avm") == Folders{"avm/res/a", "avm/res/b"});
}

TEST_CASE("the folder itself may be a module, and its children are modules too", "[source]") {
  const MemoryFileSystem files(empty_files({"avm/res/a/main.json", "avm/res/a/child/main.json"}));
  CHECK(find_modules(files, "avm/res/a") == Folders{"avm/res/a", "avm/res/a/child"});
}

TEST_CASE("sources below tests and below a module's modules folder are none", "[source]") {
  const MemoryFileSystem files(
      empty_files({"avm/res/a/main.bicep", "avm/res/a/tests/e2e/defaults/main.bicep",
                   "avm/res/a/modules/part/main.bicep", "avm/res/a/modules/part/deep/main.bicep",
                   "tests/avm/res/x/main.bicep", "modules/avm/res/y/main.bicep"}));
  CHECK(find_modules(files, "") == Folders{"avm/res/a", "modules/avm/res/y"});
}

TEST_CASE("a compiled module counts wherever it is but below a module's tests", "[source]") {
  const MemoryFileSystem files(empty_files(
      {"a/main.json", "a/modules/part/main.json", "a/tests/e2e/t/main.json", "tests/m/main.json"}));
  CHECK(find_modules(files, "a") == Folders{"a", "a/modules/part"});
  CHECK(find_modules(files, "") == Folders{"a", "a/modules/part", "tests/m"});
}

TEST_CASE("hidden folders and node_modules are left out", "[source]") {
  const MemoryFileSystem files(
      empty_files({"r/.git/main.json", "r/node_modules/x/main.json", "r/a/main.json"}));
  CHECK(find_modules(files, "r") == Folders{"r/a"});
  // Whoever names one means it.
  CHECK(find_modules(files, "r/.git") == Folders{"r/.git"});
}

TEST_CASE("modules come sorted part by part, a folder before those in it", "[source]") {
  const MemoryFileSystem files(
      empty_files({"r/a-b/main.json", "r/a/z/main.json", "r/a/main.json", "r/B/main.json"}));
  CHECK(find_modules(files, "r") == Folders{"r/B", "r/a", "r/a/z", "r/a-b"});
}

namespace {

/// A folder that cannot be listed, and one that is gone when it is looked into.
class Faulty final : public avmdoc::FileSystem {
 public:
  explicit Faulty(const FileSystem& base) : base_(base) {}
  [[nodiscard]] avmdoc::FileType type(std::string_view path) const override {
    return path.ends_with("/gone") ? avmdoc::FileType::none : base_.type(path);
  }
  [[nodiscard]] std::string read(std::string_view path) const override { return base_.read(path); }
  [[nodiscard]] std::vector<avmdoc::DirectoryEntry> list(std::string_view folder) const override {
    if (!folder.ends_with("/gone") && !folder.ends_with("/closed")) return base_.list(folder);
    avmdoc::Diagnostic diagnostic;
    diagnostic.location.file = folder;
    throw avmdoc::Error(diagnostic);
  }

 private:
  const FileSystem& base_;
};

}  // namespace

TEST_CASE("a search passes by folders that cannot be listed", "[source]") {
  const MemoryFileSystem base(
      empty_files({"r/a/main.json", "r/closed/main.json", "r/gone/main.json", "r/z/main.json",
                   "r/z/.README.md.avmdoc-1-2.tmp"}));
  const Faulty files(base);
  const avmdoc::ModuleSearch found = avmdoc::search_modules(files, "r");
  CHECK(folders_of(found) == Folders{"r/a", "r/z"});
  CHECK(found.leftovers == Folders{"r/z/.README.md.avmdoc-1-2.tmp"});
  REQUIRE(found.errors.size() == 1);
  CHECK(found.errors[0].location.file == "r/closed");
  CHECK_THROWS_AS(find_modules(files, "r"), avmdoc::Error);
  // What the search begins with must be there.
  CHECK(avmdoc::search_modules(files, "r/gone").errors.size() == 1);
}

TEST_CASE("a folder may have no modules; a path that is not a folder is an error", "[source]") {
  const MemoryFileSystem files(empty_files({"r/x"}));
  CHECK(find_modules(files, "r").empty());
  CHECK_THROWS_AS(find_modules(files, "r/x"), avmdoc::Error);
  CHECK_THROWS_AS(find_modules(files, "nowhere"), avmdoc::Error);
}

TEST_CASE("up to 100,000 modules in one run", "[source][limits]") {
  avmdoc::MemoryFileSystem files;
  for (int i = 0; i < 100'000; ++i) files.write("r/m" + std::to_string(i) + "/main.json", "");
  CHECK(find_modules(files, "r").size() == 100'000);
  files.write("r/z/main.bicep", "");
  try {
    static_cast<void>(avmdoc::search_modules(files, "r"));
    FAIL("expected an error");
  } catch (const avmdoc::Error& error) {
    CHECK(format(error.diagnostics().front()) ==
          "r/z: expected at most 100000 modules in one run, found more; name folders with fewer");
  }
  CHECK_THROWS_AS(find_modules(files, "r"), avmdoc::Error);
}

TEST_CASE("folders of up to 1,000 levels, and the others are found all the same",
          "[source][limits]") {
  const auto deep = [](int levels) {
    std::string path = "r";
    for (int i = 0; i < levels; ++i) path += "/a";
    return path;
  };
  avmdoc::MemoryFileSystem files;
  files.write(deep(1000) + "/main.json", "");
  files.write("r/b/main.json", "");
  CHECK(find_modules(files, "r") == Folders{deep(1000), "r/b"});
  files.write(deep(20'000) + "/main.json", "");
  const avmdoc::ModuleSearch found = avmdoc::search_modules(files, "r");
  CHECK(folders_of(found) == Folders{deep(1000), "r/b"});
  REQUIRE(found.errors.size() == 1);
  CHECK(found.errors[0].code == "folder-too-deep");
  CHECK(found.errors[0].location.file == deep(1001));
  CHECK(found.errors[0].message == "folders nest deeper than 1000 levels here");
}

TEST_CASE("a loader's search reports each module, and no folder is listed twice", "[source]") {
  class CountingFiles final : public avmdoc::FileSystem {
   public:
    [[nodiscard]] avmdoc::FileType type(std::string_view path) const override {
      return files.type(path);
    }
    [[nodiscard]] std::string read(std::string_view path) const override {
      return files.read(path);
    }
    [[nodiscard]] std::vector<avmdoc::DirectoryEntry> list(std::string_view folder) const override {
      ++lists[std::string(folder)];
      return files.list(folder);
    }
    MemoryFileSystem files;
    mutable std::map<std::string, int> lists;
  };
  CountingFiles files;
  const std::string compiled =
      R"({"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "metadata": {"name": "N", "description": "D"}, "parameters": {}, "resources": []})";
  for (const char* module : {"avm/ptn/a/b", "avm/ptn/a/b/child", "avm/ptn/c/d"}) {
    files.files.write(std::string(module) + "/main.json", compiled);
  }
  files.files.write("avm/ptn/a/.README.md.avmdoc-1-2.tmp", "");
  const avmdoc::Loader loader(files);
  Folders found;
  const avmdoc::ModuleSearch search =
      loader.search("avm", [&](const avmdoc::FoundModule& one) { found.push_back(one.folder); });
  CHECK(found == find_modules(files.files, "avm"));
  CHECK(search.modules.empty());
  CHECK(search.leftovers == Folders{"avm/ptn/a/.README.md.avmdoc-1-2.tmp"});
  for (const std::string& folder : found) {
    static_cast<void>(loader.load({folder, avmdoc::identity_of(folder).value()}));
  }
  for (const auto& [folder, times] : files.lists) {
    INFO(folder);
    CHECK(times == 1);
  }
}

namespace {

std::vector<std::string> sources_found(const MemoryFileSystem& files, std::string_view folder,
                                       const avmdoc::EntryChoice& entries = {}) {
  std::vector<std::string> paths;
  for (const avmdoc::FoundModule& module : avmdoc::search_modules(files, folder, entries).modules) {
    paths.push_back(module.folder + "/" + module.source);
  }
  return paths;
}

}  // namespace

TEST_CASE("where there is no main.bicep, files of other names are modules", "[source]") {
  const MemoryFileSystem files(empty_files(
      {"r/hub/hub.bicep", "r/hub/other.bicep", "r/hub/hub.test.bicep", "r/hub/samples/least.bicep",
       "r/hub/parameters/hub.json", "r/main/main.bicep", "r/main/part.bicep",
       "r/main/modules/part.bicep", "r/tests/t.bicep", "r/.bicep/nested.bicep"}));
  CHECK(sources_found(files, "r") ==
        Folders{"r/hub/hub.bicep", "r/hub/other.bicep", "r/main/main.bicep"});
  CHECK(find_modules(files, "r") == Folders{"r/main"});
}

TEST_CASE("a registry of AVM has modules with a main.bicep alone", "[source]") {
  const MemoryFileSystem files(
      empty_files({"r/avm/res/a/b/main.bicep", "r/avm/utilities/x.bicep", "s/avm/y.bicep"}));
  CHECK(sources_found(files, "r") == Folders{"r/avm/res/a/b/main.bicep"});
  CHECK(sources_found(files, "r/avm/utilities").empty());
  CHECK(sources_found(files, "s") == Folders{"s/avm/y.bicep"});
}

TEST_CASE("what a file of the folder or of one above uses is no module", "[source]") {
  const MemoryFileSystem files(std::map<std::string, std::string, std::less<>>{
      {"q/shared.bicep", "module d '../r/d/d.bicep' = {}\n"},
      {"r/d/d.bicep", ""},
      {"r/all.bicep", "module a 'parts/a.bicep' = {}\nimport {t} from 'types.bicep'\n"},
      {"r/parts/a.bicep", ""},
      {"r/parts/b.bicep", "module c '../../r/parts/c.bicep' = {}\n"},
      {"r/parts/c.bicep", ""},
      {"r/types.bicep", ""}});
  CHECK(sources_found(files, "") ==
        Folders{"q/shared.bicep", "r/all.bicep", "r/d/d.bicep", "r/parts/b.bicep"});
}

TEST_CASE("entry files may be chosen", "[source]") {
  const MemoryFileSystem files(empty_files({"r/a/main.bicep", "r/a/x.bicep", "r/b/main.bicep"}));
  const auto choice = [](const std::string& path) -> std::optional<bool> {
    if (path.starts_with("r/b")) return std::nullopt;
    return path == "r/a/x.bicep";
  };
  CHECK(sources_found(files, "r", choice) == Folders{"r/a/x.bicep", "r/b/main.bicep"});
}

TEST_CASE("the README of an entry file is named after it where several share a folder",
          "[source]") {
  const MemoryFileSystem files(empty_files({"a/main.bicep", "a/x.bicep", "virtual-network/y.bicep",
                                            "virtual-network/virtualNetwork.bicep", "c/z.bicep"}));
  const auto readme = [&](const char* folder, const char* source) {
    return avmdoc::default_readme(files.list(folder), {folder, source});
  };
  CHECK(readme("a", "main.bicep") == "README.md");
  CHECK(readme("a", "x.bicep") == "x.md");
  CHECK(readme("virtual-network", "virtualNetwork.bicep") == "README.md");
  CHECK(readme("virtual-network", "y.bicep") == "y.md");
  CHECK(readme("c", "z.bicep") == "README.md");
}

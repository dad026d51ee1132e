#include "registries.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "avmdoc/readme.hpp"
#include "avmdoc/source_file_system.hpp"

namespace fs = std::filesystem;

namespace {

/// The files of a folder by their paths in it. `README.md` is what comes out of a golden, and
/// `README.old.md` what goes in.
std::unique_ptr<Registry> read_registry(const fs::path& folder) {
  auto registry = std::make_unique<Registry>();
  registry->name = folder.filename().string();
  const avmdoc::DiskFileSystem disk;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "README.md") continue;
    fs::path path = fs::relative(entry.path(), folder);
    if (path.filename() == "README.old.md") path.replace_filename("README.md");
    registry->files.write(path.generic_string(), disk.read(entry.path().generic_string()));
  }
  // Modules without a compiled template have the one that is made from their source.
  const avmdoc::SourceFileSystem made(registry->files, avmdoc::ReadFrom::automatic, "");
  for (const std::string& module : avmdoc::find_modules(registry->files, "")) {
    const std::string path = (module.empty() ? "" : module + "/") + "main.json";
    if (registry->files.type(path) == avmdoc::FileType::none) {
      registry->files.write(path, made.read(path));
    }
  }
  return registry;
}

std::vector<std::unique_ptr<Registry>> read_registries() {
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(AVMDOC_GOLDEN)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name != "errors") folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  const char* shared = std::getenv("AVMDOC_SHARED");
  const fs::path cases = fs::path(shared == nullptr ? AVMDOC_SHARED : shared) / "cases" / "input";
  if (fs::exists(cases)) {
    folders.push_back(cases);
  } else {
    std::cout << "there is no " << cases << ": tested with the goldens alone\n";
  }
  std::vector<std::unique_ptr<Registry>> result;
  for (const fs::path& folder : folders) result.push_back(read_registry(folder));
  return result;
}

}  // namespace

const std::vector<std::unique_ptr<Registry>>& registries() {
  static const std::vector<std::unique_ptr<Registry>> all = read_registries();
  REQUIRE(all.size() > 10);
  return all;
}

std::map<std::string, std::string> readmes(const avmdoc::FileSystem& files,
                                           const std::string& folder) {
  std::map<std::string, std::string> result;
  const avmdoc::Loader loader(files);
  for (const std::string& path : avmdoc::find_modules(files, folder)) {
    const auto identity = avmdoc::identity_of(path);
    if (!identity) continue;
    CAPTURE(path);
    try {
      result[path] = avmdoc::render_readme(loader.load({path, *identity}));
    } catch (const avmdoc::Error& error) {
      FAIL_CHECK(error.what());
    }
  }
  return result;
}

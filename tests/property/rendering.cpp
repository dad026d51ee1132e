#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <thread>

#include "avmdoc/readme.hpp"
#include "registries.hpp"

namespace {

/// The same files, their folders listed in another order each time.
class ShuffledFileSystem final : public avmdoc::FileSystem {
 public:
  ShuffledFileSystem(const avmdoc::FileSystem& files, unsigned seed)
      : files_(files), random_(seed) {}

  [[nodiscard]] avmdoc::FileType type(std::string_view path) const override {
    return files_.type(path);
  }
  [[nodiscard]] std::string read(std::string_view path) const override { return files_.read(path); }
  [[nodiscard]] std::vector<avmdoc::DirectoryEntry> list(std::string_view folder) const override {
    std::vector<avmdoc::DirectoryEntry> entries = files_.list(folder);
    std::shuffle(entries.begin(), entries.end(), random_);
    return entries;
  }

 private:
  const avmdoc::FileSystem& files_;
  mutable std::mt19937 random_;
};

/// The same files with the READMEs of their modules.
void write_readmes(const avmdoc::FileSystem& from, const std::string& folder,
                   avmdoc::MemoryFileSystem& to) {
  for (const avmdoc::DirectoryEntry& entry : from.list(folder)) {
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.type == avmdoc::FileType::folder) {
      write_readmes(from, path, to);
    } else {
      to.write(path, from.read(path));
    }
  }
}

}  // namespace

TEST_CASE("rendering over its own output changes nothing") {
  for (const auto& registry : registries()) {
    const auto once = readmes(registry->files);
    avmdoc::MemoryFileSystem written;
    write_readmes(registry->files, "", written);
    for (const auto& [path, text] : once) written.write(path + "/README.md", text);
    const auto twice = readmes(written);
    REQUIRE(once.size() == twice.size());
    for (const auto& [path, text] : once) {
      INFO(registry->name << ": " << path);
      CHECK(twice.at(path) == text);
    }
  }
}

TEST_CASE("the order in which folders list their files does not matter") {
  for (const auto& registry : registries()) {
    const auto sorted = readmes(registry->files);
    for (const unsigned seed : {1U, 2U, 3U}) {
      const auto shuffled = readmes(ShuffledFileSystem(registry->files, seed));
      REQUIRE(sorted.size() == shuffled.size());
      for (const auto& [path, text] : sorted) {
        INFO(registry->name << ": " << path);
        CHECK(shuffled.at(path) == text);
      }
    }
  }
}

TEST_CASE("a README has line feeds alone, no byte order mark and one line break at its end") {
  std::size_t count = 0;
  for (const auto& registry : registries()) {
    for (const auto& [path, text] : readmes(registry->files)) {
      INFO(registry->name << ": " << path);
      ++count;
      CHECK(text.find('\r') == std::string::npos);
      CHECK_FALSE(text.starts_with("\xEF\xBB\xBF"));
      CHECK(text.ends_with("\n"));
      CHECK_FALSE(text.ends_with("\n\n"));
      CHECK(text.starts_with("# "));
    }
  }
  CHECK(count > 30);
}

TEST_CASE("one loader gives the same READMEs to several threads at once") {
  for (const auto& registry : registries()) {
    const auto expected = readmes(registry->files);
    const avmdoc::Loader loader(registry->files);
    std::vector<std::map<std::string, std::string>> results(4);
    std::vector<std::thread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] {
        for (const auto& [path, text] : expected) {
          result[path] =
              avmdoc::render_readme(loader.load({path, avmdoc::identity_of(path).value()}));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& result : results) CHECK(result == expected);
  }
}

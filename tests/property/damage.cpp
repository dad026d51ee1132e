#include <catch2/catch.hpp>
#include <random>

#include "avmdoc/readme.hpp"
#include "registries.hpp"

namespace {

/// The same files, but for one of them.
class DamagedFileSystem final : public avmdoc::FileSystem {
 public:
  DamagedFileSystem(const avmdoc::FileSystem& files, std::string path, std::string content)
      : files_(files), path_(std::move(path)), content_(std::move(content)) {}

  [[nodiscard]] avmdoc::FileType type(std::string_view path) const override {
    return files_.type(path);
  }
  [[nodiscard]] std::string read(std::string_view path) const override {
    return path == path_ ? content_ : files_.read(path);
  }
  [[nodiscard]] std::vector<avmdoc::DirectoryEntry> list(std::string_view folder) const override {
    return files_.list(folder);
  }

 private:
  const avmdoc::FileSystem& files_;
  std::string path_;
  std::string content_;
};

void collect(const avmdoc::FileSystem& files, const std::string& folder,
             std::vector<std::string>& paths) {
  for (const avmdoc::DirectoryEntry& entry : files.list(folder)) {
    const std::string path = folder + "/" + entry.name;
    if (entry.type == avmdoc::FileType::folder) {
      collect(files, path, paths);
    } else {
      paths.push_back(path);
    }
  }
}

/// One of the ways in which a file is found broken.
std::string damaged(std::string text, std::mt19937& random) {
  if (text.empty()) return "\xFF";
  const std::size_t at = random() % text.size();
  switch (random() % 5) {
    case 0:
      return text.substr(0, at);
    case 1:
      return text.substr(at);
    case 2:
      text[at] = static_cast<char>(random() % 256);
      return text;
    case 3:
      return text.insert(at, 1, "'\"{}[](),:\\$\n\r\t\0#|`<"[random() % 21]);
    default:
      return text.erase(at, 1 + random() % 20);
  }
}

}  // namespace

TEST_CASE("a damaged file is an error with its file, or a README all the same") {
  std::mt19937 random(20261121);
  std::size_t errors = 0;
  std::size_t documents = 0;
  for (const auto& registry : registries()) {
    for (const std::string& folder : avmdoc::find_modules(registry->files, "")) {
      const auto identity = avmdoc::identity_of(folder);
      if (!identity) continue;
      std::vector<std::string> paths;
      collect(registry->files, folder, paths);
      for (const std::string& path : paths) {
        for (int i = 0; i < 12; ++i) {
          const DamagedFileSystem files(registry->files, path,
                                        damaged(registry->files.read(path), random));
          try {
            const std::string text =
                avmdoc::render_readme(avmdoc::Loader(files).load({folder, *identity}));
            ++documents;
            if (!text.ends_with("\n")) FAIL_CHECK(registry->name << ": " << path);
          } catch (const avmdoc::Error& error) {
            ++errors;
            if (!error.diagnostics().front().location.file.starts_with(folder)) {
              FAIL_CHECK(registry->name << ": " << path << ": " << error.what());
            }
          }
        }
      }
    }
  }
  CHECK(errors > 100);
  CHECK(documents > 100);
}

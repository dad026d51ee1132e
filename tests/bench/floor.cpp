// The least that any tool of this kind must do: read the files of a registry and parse its compiled
// templates. `./dev bench` holds avmdoc against it.
#include <simdjson.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

std::string read(const std::filesystem::path& path) {
  std::string text;
  const auto size = std::filesystem::file_size(path);
  text.reserve(size + simdjson::SIMDJSON_PADDING);
  text.resize(size);
  std::ifstream(path, std::ios::binary).read(text.data(), static_cast<std::streamsize>(size));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: floor FOLDER\n", stderr);
    return 2;
  }
  simdjson::dom::parser parser;
  std::size_t bytes = 0;
  std::size_t templates = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[1])) {
    const std::filesystem::path& path = entry.path();
    const bool is_template = path.filename() == "main.json";
    if (!is_template && path.filename() != "README.md" && path.extension() != ".bicep") continue;
    if (!entry.is_regular_file()) continue;
    const std::string text = read(path);
    bytes += text.size();
    if (!is_template) continue;
    ++templates;
    if (parser.parse(text).error() != simdjson::SUCCESS) return 1;
  }
  std::printf("%zu bytes, %zu templates\n", bytes, templates);
  return 0;
}

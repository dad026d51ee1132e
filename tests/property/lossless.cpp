#include <catch2/catch.hpp>
#include <cstdlib>

#include "avmdoc/bicep.hpp"
#include "registries.hpp"

namespace bicep = avmdoc::bicep;

namespace {

/// Calls `visit` with the path and the text of each Bicep file below a folder.
template <typename Visit>
void visit_sources(const avmdoc::FileSystem& files, const std::string& folder, const Visit& visit) {
  for (const avmdoc::DirectoryEntry& entry : files.list(folder)) {
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.type == avmdoc::FileType::folder) {
      visit_sources(files, path, visit);
    } else if (entry.name.ends_with(".bicep") || entry.name.ends_with(".bicepparam")) {
      visit(path, files.read(path));
    }
  }
}

bicep::Tree parse(std::string text, std::string_view path) {
  return bicep::parse(
      std::move(text), path,
      path.ends_with("param") ? bicep::FileKind::bicepparam : bicep::FileKind::bicep);
}

/// Whether a file prints back, its tokens and trivia without gap or overlap.
bool is_lossless(const std::string& text) {
  const bicep::Tree tree = parse(text, "file.bicep");
  std::uint32_t at = 0;
  for (std::uint32_t token = 0; token < tree.tokens().size(); ++token) {
    for (const bicep::Trivia& trivia : tree.trivia_before(token)) {
      if (trivia.range.begin != at) return false;
      at = trivia.range.end;
    }
    if (tree.tokens()[token].range.begin != at) return false;
    at = tree.tokens()[token].range.end;
  }
  return at == text.size() && print(tree) == text;
}

}  // namespace

TEST_CASE("every Bicep file prints back") {
  std::size_t count = 0;
  for (const auto& registry : registries()) {
    visit_sources(registry->files, "", [&](const std::string& path, const std::string& text) {
      INFO(registry->name << ": " << path);
      CHECK(is_lossless(text));
      ++count;
    });
  }
  CHECK(count > 10);
}

TEST_CASE("so does each beginning of a file, and a file with a byte too many or too few") {
  std::size_t count = 0;
  for (const auto& registry : registries()) {
    visit_sources(registry->files, "", [&](const std::string& path, const std::string& text) {
      if (++count > 60) return;
      INFO(registry->name << ": " << path);
      constexpr std::string_view bytes("{}[]()'$\n\r\\/*#,:?\"\0\xFF", 21);
      for (std::size_t at = 0; at < text.size(); at += 7) {
        std::string damaged = text.substr(0, at);
        if (!is_lossless(damaged)) FAIL_CHECK("the first " << at << " bytes");
        damaged += bytes[at % bytes.size()];
        damaged += text.substr(at);
        if (!is_lossless(damaged)) FAIL_CHECK("a byte more at " << at);
        damaged.erase(at, 2);
        if (!is_lossless(damaged)) FAIL_CHECK("a byte less at " << at);
      }
    });
  }
  CHECK(count > 10);
}

TEST_CASE("every Bicep file of a whole registry parses without a diagnostic and prints back") {
  const char* const folder = std::getenv("AVMDOC_REGISTRY");
  if (folder == nullptr) {
    WARN("AVMDOC_REGISTRY is not set: parsed the goldens and cases alone");
    return;
  }
  std::size_t count = 0;
  visit_sources(avmdoc::DiskFileSystem(), folder,
                [&](const std::string& path, const std::string& text) {
                  ++count;
                  const bicep::Tree tree = parse(text, path);
                  for (const avmdoc::Diagnostic& diagnostic : tree.diagnostics())
                    FAIL_CHECK(format(diagnostic));
                  if (!is_lossless(text)) FAIL_CHECK(path);
                });
  CHECK(count > 0);
  WARN("Bicep files parsed: " << count);
}

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <regex>

#include "avmdoc/readme.hpp"
#include "layout.hpp"
#include "registries.hpp"

namespace bicep = avmdoc::bicep;

namespace {

/// An example written in another way.
using Rewriting = std::function<std::string(const bicep::Tree&)>;

constexpr std::string_view test_file = "main.test.bicep";

/// Whether the file is an example, not shown as it stands.
bool is_example(const bicep::Tree& tree) {
  for (const bicep::Node statement : tree.root().children()) {
    if (statement.kind() == bicep::NodeKind::module &&
        bicep::name_of(statement) == "testDeployment") {
      return tree.diagnostics().empty();
    }
  }
  return false;
}

/// The same files, with the examples in another layout.
class RelaidFileSystem final : public avmdoc::FileSystem {
 public:
  RelaidFileSystem(const avmdoc::FileSystem& files, const Rewriting& rewrite)
      : files_(files), rewrite_(rewrite) {}

  [[nodiscard]] avmdoc::FileType type(std::string_view path) const override {
    return files_.type(path);
  }
  [[nodiscard]] std::vector<avmdoc::DirectoryEntry> list(std::string_view folder) const override {
    return files_.list(folder);
  }
  [[nodiscard]] std::string read(std::string_view path) const override {
    std::string text = files_.read(path);
    if (!path.ends_with(test_file)) return text;
    const bicep::Tree tree = bicep::parse(std::move(text), path);
    if (!is_example(tree)) return std::string(tree.text());
    ++count_;
    return rewrite_(tree);
  }

  /// How many examples have been read.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  const avmdoc::FileSystem& files_;
  const Rewriting& rewrite_;
  mutable std::size_t count_ = 0;
};

std::vector<std::pair<std::string, Rewriting>> all_layouts() {
  std::vector<std::pair<std::string, Layout>> layouts = named_layouts();
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    layouts.emplace_back("random " + std::to_string(seed), random_layout(seed));
  }
  std::vector<std::pair<std::string, Rewriting>> all;
  for (const auto& [name, layout] : layouts) {
    all.emplace_back(name,
                     [layout = layout](const bicep::Tree& tree) { return relayout(tree, layout); });
  }
  return all;
}

/// As an editor saves it that knows nothing of Bicep: multi-line strings have other line breaks.
std::string with_crlf(const bicep::Tree& tree) {
  std::string text;
  for (const char one : tree.text()) {
    if (one == '\r') continue;
    if (one == '\n') text += '\r';
    text += one;
  }
  return text;
}

std::vector<std::string> tests_below(const avmdoc::FileSystem& files, const std::string& folder) {
  std::vector<std::string> paths;
  for (const avmdoc::DirectoryEntry& entry : files.list(folder)) {
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.type == avmdoc::FileType::folder) {
      for (std::string& inner : tests_below(files, path)) paths.push_back(std::move(inner));
    } else if (entry.name == test_file) {
      paths.push_back(path);
    }
  }
  return paths;
}

/// The first lines in which two texts differ.
std::string first_difference(const std::string& a, const std::string& b) {
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto line = [](const std::string& text, std::string::const_iterator place) {
    const auto index = static_cast<std::size_t>(place - text.begin());
    const std::size_t begin = index == 0 ? std::string::npos : text.rfind('\n', index - 1);
    return text.substr(begin + 1, text.find('\n', index) - begin - 1);
  };
  return "before: " + line(a, at.first) + "\nafter:  " + line(b, at.second);
}

/// The README with nulls as the placeholders of their properties.
std::string without_nulls(const std::string& readme) {
  static const std::regex bicep(R"re(( |^)(\w+)(: | = )null\n)re");
  static const std::regex json(R"re("(\w+)": (\{\n +"value": )?null)re");
  return std::regex_replace(std::regex_replace(readme, bicep, "$1$2$3'<$2>'\n"), json,
                            "\"$1\": $2\"<$1>\"");
}

/// Checks that a rewritten example means what it meant.
void check_meaning(const avmdoc::FileSystem& files, const std::string& folder,
                   const Rewriting& rewrite) {
  for (const std::string& path : tests_below(files, folder)) {
    const bicep::Tree before = bicep::parse(files.read(path), path);
    if (!is_example(before)) continue;
    const bicep::Tree after = bicep::parse(rewrite(before), path);
    INFO(path << "\n" << after.text());
    if (!after.diagnostics().empty()) FAIL_CHECK(format(after.diagnostics()[0]));
    CHECK((meaning(before) == meaning(after)));
  }
}

/// Checks that each module has the same README when its examples are rewritten. Gives the number
/// of examples.
std::size_t check_readmes(const avmdoc::FileSystem& files, const std::string& folder,
                          const Rewriting& rewrite,
                          const std::map<std::string, std::string>& expected) {
  const RelaidFileSystem relaid(files, rewrite);
  for (const auto& [path, text] : readmes(relaid, folder)) {
    INFO(path);
    // The reference takes a null before a comment for null, and any other for no literal.
    const std::string before = without_nulls(expected.at(path));
    const std::string after = without_nulls(text);
    if (after != before) FAIL_CHECK(first_difference(before, after));
  }
  return relaid.count();
}

std::size_t check_layouts(const avmdoc::FileSystem& files, const std::string& folder) {
  const auto expected = readmes(files, folder);
  for (const auto& [name, rewrite] : all_layouts()) {
    INFO(name);
    check_meaning(files, folder, rewrite);
    check_readmes(files, folder, rewrite, expected);
  }
  INFO("saved with CRLF");
  return check_readmes(files, folder, with_crlf, expected);
}

}  // namespace

TEST_CASE("the layout of a test does not matter to the README") {
  std::size_t count = 0;
  for (const auto& registry : registries()) {
    INFO(registry->name);
    if (check_layouts(registry->files, "") > 0) ++count;
  }
  CHECK(count > 5);
}

TEST_CASE("the layout of the tests of a whole registry does not matter to its READMEs") {
  const char* const folder = std::getenv("AVMDOC_REGISTRY");
  if (folder == nullptr) {
    WARN("AVMDOC_REGISTRY is not set: layouts are tested with the goldens and cases alone");
    return;
  }
  const std::size_t count = check_layouts(avmdoc::DiskFileSystem(), std::string(folder) + "/avm");
  CHECK(count > 0);
  WARN("examples in all layouts: " << count);
}

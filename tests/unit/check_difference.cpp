#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "avmdoc/check.hpp"
#include "check/text_lines.hpp"

using avmdoc::Hunk;
using avmdoc::line_difference;
using avmdoc::unified_diff;

namespace {

std::string patched(const std::string& before, const std::string& after) {
  const auto old_lines = avmdoc::lines_with_ends(before);
  const auto new_lines = avmdoc::lines_with_ends(after);
  std::string result;
  std::size_t line = 0;
  for (const Hunk& hunk : line_difference(before, after)) {
    for (; line < hunk.old_begin; ++line) result += old_lines[line];
    for (std::size_t i = 0; i < hunk.new_count; ++i) result += new_lines[hunk.new_begin + i];
    line += hunk.old_count;
  }
  for (; line < old_lines.size(); ++line) result += old_lines[line];
  return result;
}

std::string random_text(std::mt19937& random, std::size_t lines, unsigned letters) {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i) {
    text += static_cast<char>('a' + random() % letters);
    text += '\n';
  }
  if (random() % 4 == 0 && !text.empty()) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("the hunks of two texts make the second of the first") {
  std::mt19937 random(20260101);
  for (int round = 0; round < 3000; ++round) {
    const std::string before = random_text(random, random() % 30, 1 + random() % 8);
    const std::string after = random_text(random, random() % 30, 1 + random() % 8);
    INFO(before << "---\n" << after);
    REQUIRE(patched(before, after) == after);
  }
}

TEST_CASE("a difference is as short as it can be") {
  CHECK(line_difference("a\nb\nc\n", "a\nb\nc\n").empty());
  const auto hunks = line_difference("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n");
  std::size_t edits = 0;
  for (const Hunk& hunk : hunks) edits += hunk.old_count + hunk.new_count;
  CHECK(edits == 5);
}

TEST_CASE("large texts that share little are compared quickly") {
  std::mt19937 random(7);
  std::string before;
  std::string after;
  for (int i = 0; i < 12000; ++i) {
    before += std::to_string(random() % 5000) + "\n";
    after += std::to_string(random() % 5000) + "\n";
  }
  CHECK(patched(before, after) == after);
}

TEST_CASE("a unified diff names lines as git does") {
  CHECK(unified_diff("a/README.md", "x\n", "x\n").empty());
  CHECK(unified_diff("a/README.md", "1\n2\n3\n4\n5\n", "1\n2\nthree\n4\n5\n", true, 1) ==
        "diff --git a/a/README.md b/a/README.md\n--- a/a/README.md\n+++ b/a/README.md\n"
        "@@ -2,3 +2,3 @@\n 2\n-3\n+three\n 4\n");
  CHECK(unified_diff("README.md", "", "x", false) ==
        "diff --git a/README.md b/README.md\nnew file mode 100644\n--- /dev/null\n+++ "
        "b/README.md\n@@ -0,0 +1 @@\n+x\n\\ No newline at end of file\n");
  CHECK(unified_diff("a \"b\"\x1b", "x\n", "y\n")
            .starts_with("diff --git \"a/a \\\"b\\\"\\033\" \"b/a \\\"b\\\"\\033\"\n"));
}

TEST_CASE("a patch keeps the line endings of the file") {
  CHECK(avmdoc::with_line_breaks_of("a\r\nb\r\n", "a\nc\n") == "a\r\nc\r\n");
  CHECK(avmdoc::with_line_breaks_of("\xEF\xBB\xBF"
                                    "a\n",
                                    "c\n") ==
        "\xEF\xBB\xBF"
        "c\n");
  CHECK(avmdoc::with_line_breaks_of("a", "c\n") == "c\n");
}

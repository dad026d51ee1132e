#include <algorithm>

#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<Replacement> replacements_of(std::string_view before, std::string_view after,
                                         const std::vector<Hunk>& hunks) {
  const std::vector<std::string_view> old_lines = lines_of(before);
  const std::vector<std::string_view> new_lines = lines_of(after);
  const bool open_end = !old_lines.empty() && !old_lines.back().ends_with('\n');
  std::vector<Replacement> replacements;
  for (const Hunk& hunk : hunks) {
    const std::size_t end = hunk.old_begin + hunk.old_count;
    Replacement replacement{hunk.old_begin + 1, end + 1, 1, {}};
    if (open_end && end == old_lines.size() && hunk.old_count > 0) {
      replacement.end_line = end;
      replacement.end_column = code_points(old_lines.back()) + 1;
    }
    for (std::size_t i = 0; i < hunk.new_count; ++i) {
      replacement.text += new_lines[hunk.new_begin + i];
    }
    replacements.push_back(std::move(replacement));
  }
  return replacements;
}

}  // namespace

CheckedModule checked_module(std::string name, const FoundModule& found, CheckResult result,
                             std::string_view repository) {
  const std::string before = std::move(result.actual);
  std::string after = std::move(result.expected);
  result.actual = {};
  result.expected = {};
  CheckedModule module{std::move(name), found.folder, found.source, std::move(result), {}, {}};
  const std::string path = path_from(module.result.path, repository);
  const ReadmeState state = module.result.readme;
  if (state == ReadmeState::missing) {
    module.diff = unified_diff(path, "", after, false);
  } else if (state == ReadmeState::differs ||
             (state == ReadmeState::line_breaks && !module.result.drifts.empty())) {
    if (state == ReadmeState::differs) after = with_line_breaks_of(before, after);
    const std::vector<Hunk> hunks = line_difference(before, after);
    module.diff = unified_diff(path, before, after, hunks);
    module.replacements = replacements_of(before, after, hunks);
  }
  return module;
}

}  // namespace avmdoc::cli

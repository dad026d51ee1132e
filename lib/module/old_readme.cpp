#include "module/old_readme.hpp"

#include <algorithm>

#include "ordering/collation.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

bool holds_notes_heading(std::string_view line) {
  constexpr std::string_view heading = "## Notes";
  for (std::size_t at = line.find("## "); at != std::string_view::npos;
       at = line.find("## ", at + 1)) {
    if (compare_culture(line.substr(at, heading.size()), heading) == 0) return true;
  }
  return false;
}

/// `| `Microsoft.Storage/storageAccounts` | 2025-01-01 | …[Template reference](https://…)… |`
void read_link(std::string_view line, OldReadme& readme) {
  constexpr std::string_view label = "[Template reference](";
  const std::size_t at = line.find(label);
  if (!line.starts_with("| `") || at == std::string_view::npos) return;
  const std::size_t type_end = line.find('`', 3);
  constexpr std::string_view bar = "` | ";
  if (type_end == std::string_view::npos || !line.substr(type_end).starts_with(bar)) return;
  const std::size_t version = type_end + bar.size();
  const std::size_t version_end = line.find(" |", version);
  const std::size_t link = at + label.size();
  const std::size_t link_end = line.find(')', link);
  if (version_end == std::string_view::npos || link_end == std::string_view::npos) return;
  std::string key(line.substr(3, type_end - 3));
  key.append("@").append(line.substr(version, version_end - version));
  readme.links.emplace(std::move(key), line.substr(link, link_end - link));
}

}  // namespace

OldReadme read_old_readme(std::string_view text) {
  OldReadme readme;
  const std::vector<std::string_view> lines = split_lines(text);
  for (const std::string_view line : lines) read_link(line, readme);
  const auto notes = std::find_if(lines.begin(), lines.end(), holds_notes_heading);
  if (notes == lines.end()) return readme;
  const auto end = std::find_if(notes + 1, lines.end(),
                                [](std::string_view line) { return line.starts_with("## "); });
  readme.notes.assign(notes, end);
  return readme;
}

}  // namespace avmdoc

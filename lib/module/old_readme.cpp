#include "module/old_readme.hpp"

#include <algorithm>
#include <tuple>

#include "avmdoc/readme.hpp"
#include "convention/sections.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"
#include "text/fences.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// The begin of the first line that holds `## Notes`, without regard to case.
std::size_t find_notes(std::string_view text) {
  constexpr std::string_view heading = "## Notes";
  for (std::size_t at = find_heading(text); at != npos; at = find_heading(text, at + 2)) {
    if (equal_ignoring_case(text.substr(at, heading.size()), heading)) {
      return text.find_last_of("\r\n", at) + 1;  // npos + 1 is 0
    }
  }
  return npos;
}

/// `| `Microsoft.Storage/storageAccounts` | 2025-01-01 | …[Template reference](https://…)… |`
void read_link(std::string_view line, OldReadme& readme) {
  constexpr std::string_view label = "[Template reference](";
  const std::size_t at = line.find(label);
  if (!line.starts_with("| `") || at == npos) return;
  const std::size_t type_end = line.find('`', 3);
  constexpr std::string_view bar = "` | ";
  if (type_end == npos || !line.substr(type_end).starts_with(bar)) return;
  const std::size_t version = type_end + bar.size();
  const std::size_t version_end = line.find(" |", version);
  const std::size_t link = at + label.size();
  const std::size_t link_end = line.find(')', link);
  if (version_end == npos || link_end == npos) return;
  readme.links.push_back({line.substr(3, type_end - 3), line.substr(version, version_end - version),
                          line.substr(link, link_end - link)});
}

/// The lines of a section from `begin` up to the next second-level heading.
std::vector<std::string_view> section_at(std::string_view text, std::size_t begin) {
  if (begin == npos) return {};
  const std::size_t lf = std::min(text.find("\n## ", begin), text.size());
  const std::size_t cr = std::min(text.find("\r## ", begin), text.size());
  return split_lines(text.substr(begin, std::min(lf, cr) + 1 - begin));
}

bool comes_before(const OldReadme::Link& a, const OldReadme::Link& b) {
  return std::tie(a.type, a.api_version) < std::tie(b.type, b.api_version);
}

}  // namespace

std::string_view OldReadme::link_of(std::string_view type, std::string_view api_version) const {
  const auto found = std::ranges::lower_bound(links, Link{type, api_version, ""}, comes_before);
  return found != links.end() && found->type == type && found->api_version == api_version
             ? found->address
             : "";
}

OldReadme read_old_readme(std::string_view text) {
  OldReadme readme;
  for (const std::string_view line : section_at(text, text.find("## Resource Types"))) {
    read_link(line, readme);
  }
  std::ranges::stable_sort(readme.links, comes_before);
  const std::vector<std::string_view> notes = section_at(text, find_notes(text));
  readme.notes.assign(notes.begin(), notes.end());
  return readme;
}

std::vector<std::string> notes_section(std::string_view file_text) {
  if (trim(file_text).empty()) return {};
  std::vector<std::string> section = {"## Notes", ""};
  for (const std::string_view line : split_lines(file_text)) section.emplace_back(line);
  return section;
}

std::string extract_notes(std::string_view readme) {
  const std::string text = decode_text(std::string(readme)).text;
  const std::vector<std::string_view> section = section_at(text, find_notes(text));
  std::string notes;
  const std::size_t begin = section.size() > 1 && section[1].empty() ? 2 : 1;
  for (std::size_t i = begin; i < section.size(); ++i) notes.append(section[i]) += '\n';
  notes.resize(trim_end(notes).size());
  return notes.empty() ? notes : notes + "\n";
}

bool same_notes(std::vector<std::string> a, std::vector<std::string> b) {
  for (auto* section : {&a, &b}) {
    while (!section->empty() && section->back().empty()) section->pop_back();
  }
  return a == b;
}

OwnParts read_own_parts(const Convention& convention, std::string_view text, bool has_banners) {
  OwnParts own;
  std::string* part = nullptr;  // what the line is added to
  std::string_view section;     // the generated one
  Fences fences;
  bool has_section = false;
  bool in_own_section = false;
  bool quoted = false;
  for (const std::string_view line : split_lines(text)) {
    const bool fenced = fences.holds(line);
    if (!fenced && line.starts_with("## ")) {
      has_section = true;
      const std::string_view title = trim(line.substr(3));
      const std::string_view generated = generated_section(convention, title);
      part = nullptr;
      in_own_section = generated.empty();
      if (in_own_section) {
        own.sections.push_back({std::string(title), std::string(section), ""});
        part = &own.sections.back().text;
      } else {
        section = generated;
      }
    } else if (!fenced && !section.empty() && line.starts_with("### ") && !in_own_section) {
      part = nullptr;
      if (is_own_subheading(line)) {
        own.sections.push_back({std::string(trim(line.substr(4))), std::string(section), ""});
        part = &own.sections.back().text;
      }
    } else if (!has_section && own.title.empty() && !fenced && line.starts_with("# ")) {
      own.title = trim(line.substr(2));
      part = &own.introduction;
      quoted = has_banners;
      continue;
    } else if (!has_section && line.starts_with("You can reference the module as follows")) {
      part = nullptr;
    }
    if (quoted && (line.empty() || line.starts_with("> "))) continue;
    quoted = false;
    if (part != nullptr) part->append(line) += '\n';
  }
  own.introduction = trim(own.introduction);
  for (KeptSection& kept : own.sections) kept.text = trim_end(kept.text);
  return own;
}

}  // namespace avmdoc

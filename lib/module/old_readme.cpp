#include "module/old_readme.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "avmdoc/readme.hpp"
#include "convention/sections.hpp"
#include "convention/titles.hpp"
#include "readme/wording.hpp"
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
  const std::string_view section = text.substr(begin, std::min(lf, cr) + 1 - begin);
  return begin == 0 ? lines_of_file(section) : split_lines(section);
}

bool begins_reference(std::string_view line) { return line.starts_with(wording::reference); }

/// Whether a convention has a section that its READMEs always show, so that one without has never
/// been generated.
bool has_fixed_parts(const Convention& convention) {
  return !convention.injects &&
         std::ranges::any_of(convention.sections, [](const SectionShape& shape) {
           return shape.name == "resource-types" || shape.name == "parameters" ||
                  shape.name == "outputs";
         });
}

/// Whether a README has a line that people do not write by chance.
bool has_generated_part(const std::vector<std::string_view>& lines) {
  constexpr std::array<std::string_view, 3> heads = {"| Parameter |", "| Output |",
                                                     "| Resource Type |"};
  std::string_view last;  // line with text
  for (const std::string_view line : lines) {
    const auto begins_last = [&](std::string_view head) { return last.starts_with(head); };
    if (begins_reference(line) || line.starts_with(wording::parameter_heading) ||
        (line == wording::none && last.starts_with("## ")) ||
        (line.starts_with("| :-- |") && std::ranges::any_of(heads, begins_last))) {
      return true;
    }
    if (!line.empty()) last = line;
  }
  return false;
}

/// Whether anything comes before the next section.
bool has_text(const std::vector<std::string_view>& lines, std::size_t begin) {
  for (std::size_t i = begin; i < lines.size() && !lines[i].starts_with("## "); ++i) {
    if (!trim(lines[i]).empty()) return true;
  }
  return false;
}

/// What is added to the title of a section that is set aside.
constexpr std::string_view previous = " (previous)";

/// The generated section that one which was set aside follows; empty for another title.
std::string_view set_aside_title(const Convention& convention, std::string_view title) {
  if (!title.ends_with(previous)) return {};
  return generated_section(convention, title.substr(0, title.size() - previous.size()));
}

/// The lines that say how to reference the module, which are written anew: after the first one the
/// code, and the link to the examples.
class ReferenceLines {
 public:
  void open() { state_ = State::before_code; }
  [[nodiscard]] bool are_open() const { return state_ != State::closed; }

  /// Whether the next line is one of them; another one ends them.
  bool take(std::string_view line, bool fenced) {
    if (state_ != State::after_code) {
      if (fenced) state_ = State::code;
      if (fenced || (line.empty() && state_ == State::before_code)) return true;
      state_ = State::after_code;
    }
    if (line.empty() || line.starts_with("For examples, please refer")) return true;
    state_ = State::closed;
    return false;
  }

 private:
  enum class State : std::uint8_t { closed, before_code, code, after_code };
  State state_ = State::closed;
};

/// The title that begins with a line, `# Title` or one underlined with `=`; empty for another line.
std::string_view title_at(const std::vector<std::string_view>& lines, std::size_t i) {
  if (lines[i].starts_with("# ")) return trim(lines[i].substr(2));
  const bool is_apart = i == 0 || trim(lines[i - 1]).empty();
  if (!is_apart || i + 1 == lines.size()) return {};
  const std::string_view underline = trim_end(lines[i + 1]);
  const bool is_underline = !underline.empty() && underline.find_first_not_of('=') == npos;
  return is_underline ? trim(lines[i]) : std::string_view();
}

/// Whether the first lines of a text are those of another one.
bool begins_with_lines(std::string_view text, std::string_view begin) {
  return text.starts_with(begin) && (text.size() == begin.size() || text[begin.size()] == '\n');
}

std::string_view after_paragraph(std::string_view text) {
  const std::size_t end = text.find("\n\n");
  return end == npos ? std::string_view() : trim(text.substr(end));
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
  for (const std::string_view line : lines_of_file(file_text)) section.emplace_back(line);
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

std::vector<SetAside> set_aside_sections(const Convention& convention, std::string& text) {
  std::vector<SetAside> found;
  if (!convention.keeps_own_sections || !has_fixed_parts(convention)) return found;
  const std::vector<std::string_view> lines = lines_of_file(text);
  if (has_generated_part(lines)) return found;
  std::string renamed;
  Fences fences;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    renamed += line;
    if (!fences.holds(line) && line.starts_with("## ")) {
      const std::string_view title = trim(line.substr(3));
      const std::string_view generated = generated_section(convention, title);
      if (!generated.empty() && generated != titles::notes && has_text(lines, i + 1)) {
        renamed.resize(renamed.size() - line.size());
        found.push_back({std::string(title), std::string(title).append(previous),
                         static_cast<std::uint32_t>(i + 1)});
        renamed.append("## ").append(found.back().kept_as);
      }
    }
    renamed += '\n';
  }
  if (!found.empty()) text = std::move(renamed);
  return found;
}

OwnParts read_own_parts(const Convention& convention, std::string_view text, bool has_banners) {
  const std::vector<std::string_view> lines = lines_of_file(text);
  OwnParts own;
  own.by_hand = has_fixed_parts(convention) && !has_generated_part(lines);
  // What the line is added to. Between markers nothing but sections is of people.
  std::string* above = convention.injects ? nullptr : &own.preamble;
  std::string* part = above;
  std::string_view section;  // the generated one
  Fences fences;
  bool has_section = false;
  bool in_own_section = false;
  bool quoted = false;
  ReferenceLines reference;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const bool fenced = fences.holds(line);
    if (reference.are_open()) {
      if (reference.take(line, fenced)) continue;
      part = above;
      if (part != nullptr && !part->empty()) *part = std::string(trim_end(*part)) + "\n\n";
    }
    if (!fenced && line.starts_with("## ")) {
      has_section = true;
      std::string title(trim(line.substr(3)));
      const std::string_view generated = generated_section(convention, title);
      in_own_section = generated.empty();
      part = nullptr;
      if (in_own_section) {
        if (const std::string_view before = set_aside_title(convention, title); !before.empty()) {
          section = before;
        }
        own.sections.push_back({std::move(title), std::string(section), ""});
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
    } else if (!has_section && own.title.empty() && !fenced) {
      own.title = title_at(lines, i);
      if (!own.title.empty()) {
        if (!line.starts_with("# ")) ++i;  // it is underlined
        part = above = &own.introduction;
        quoted = has_banners;
        continue;
      }
    }
    if (!fenced && !has_section && begins_reference(line)) {
      part = nullptr;
      reference.open();
    }
    if (quoted && (line.empty() || line.starts_with("> "))) continue;
    quoted = false;
    if (part != nullptr) part->append(line) += '\n';
  }
  own.preamble = trim(own.preamble);
  if (own.title.empty()) own.introduction = std::move(own.preamble);
  own.introduction = trim(own.introduction);
  for (KeptSection& kept : own.sections) kept.text = trim_end(kept.text);
  return own;
}

KeptIntroduction keep_introduction(std::string_view introduction, std::string_view description,
                                   bool by_hand) {
  if (begins_with_lines(description, introduction)) return {};
  if (begins_with_lines(introduction, description)) {
    return {std::string(trim(introduction.substr(description.size()))), false};
  }
  if (by_hand) return {std::string(introduction), false};
  // Paragraphs of the description that did not change are not repeated.
  std::string_view rest = after_paragraph(introduction);
  while (!rest.empty() && description.find(rest.substr(0, rest.find("\n\n"))) != npos) {
    rest = after_paragraph(rest);
  }
  return {std::string(rest), true};
}

}  // namespace avmdoc

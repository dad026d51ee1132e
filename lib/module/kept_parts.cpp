#include "module/kept_parts.hpp"

#include <algorithm>

#include "readme/wording.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"
#include "text/lines.hpp"
#include "text/title_case.hpp"

namespace avmdoc {
namespace {

/// Takes the first occurrence of a text out of another one, and what is white around the rest.
void take_out(const std::string& part, std::string& text) {
  const std::size_t at = part.empty() ? std::string::npos : text.find(part);
  if (at == std::string::npos) return;
  text.erase(at, part.size());
  text = trim(text);
}

void make_notes_utf8(const std::string& readme, Module& module) {
  DecodedText first;
  for (std::string& line : module.notes) {
    DecodedText decoded = decode_utf8(std::move(line));
    line = std::move(decoded.text);
    if (first.problem.empty()) first.problem = std::move(decoded.problem);
  }
  if (!first.problem.empty()) module.diagnostics.push_back(not_utf8_warning(readme, first));
}

}  // namespace

std::string readable_name(std::string_view folder) {
  std::string name(folder);
  if (name.find_first_of("-_") == std::string::npos) {
    if (!name.empty() && is_letter(name.front())) name.replace(0, 1, title_case(name.substr(0, 1)));
    return name;
  }
  std::ranges::replace_if(
      name, [](char c) { return c == '-' || c == '_'; }, ' ');
  return title_case(name);
}

void keep_own_parts(std::string_view readme, Module& module) {
  std::string old = decode_text(std::string(readme)).text;
  const std::vector<SetAside> set_aside = set_aside_sections(*module.convention, old);
  OwnParts own = read_own_parts(*module.convention, old, !module.banners.empty());
  module.kept_sections = std::move(own.sections);
  const std::size_t type = own.title.rfind(wording::title_type);
  if (!module.title_type.empty() && own.title.ends_with("]`") && type != std::string::npos) {
    own.title.resize(type);  // it is written again
  }
  if (module.name.empty()) module.name = std::move(own.title);
  for (const SectionText& text : module.section_texts) {
    // What files put above the first section is not its author's.
    for (const std::string* const added : {&text.before, &text.after}) {
      take_out(*added, own.preamble);
      take_out(*added, own.introduction);
    }
  }
  module.preamble = std::move(own.preamble);
  for (const SetAside& section : set_aside) {
    module.diagnostics.push_back(warning_at(
        "section-set-aside", {module.readme, {section.line, 1}},
        "the section " + section.title + " was written by hand and is kept as '" + section.kept_as +
            "'; move what should stay elsewhere, and delete the rest"));
  }
  if (own.introduction.empty()) return;
  if (!module.description) {
    module.description = std::move(own.introduction);
    return;
  }
  const std::string description(trim(replace_all(*module.description, "\r\n", "\n")));
  KeptIntroduction kept = keep_introduction(own.introduction, description, own.by_hand);
  module.introduction = std::move(kept.text);
  if (kept.is_replaced) {
    module.diagnostics.push_back(
        warning_at("introduction-replaced", {module.readme},
                   "the first paragraph below its title is replaced by 'metadata description'; "
                   "text of your own stays below that"));
  }
}

void read_notes(const Sources& sources, const OldReadme& old, Module& module) {
  const std::string& readme = module.readme;
  module.notes = old.notes;
  make_notes_utf8(readme, module);
  if (!module.rules->notes_sidecar) return;
  if (!sources.has_file(module.folder, notes_file)) {
    if (module.notes.empty()) return;
    module.diagnostics.push_back(warning_at("notes-in-readme", {readme},
                                            "its section Notes belongs in " +
                                                std::string(notes_file) +
                                                "; run: avmdoc notes extract " + module.folder));
    return;
  }
  const std::string path = join_path(module.folder, notes_file);
  std::vector<std::string> notes = notes_section(sources.read_text(path, module.diagnostics));
  if (!module.notes.empty() && !same_notes(module.notes, notes)) {
    module.diagnostics.push_back(note_at(
        "notes-differ", {readme}, "its section Notes is replaced by " + std::string(notes_file)));
  }
  module.notes = std::move(notes);
}

}  // namespace avmdoc

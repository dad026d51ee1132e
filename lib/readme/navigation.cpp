#include "convention/sections.hpp"
#include "readme/form.hpp"
#include "readme/sections.hpp"
#include "readme/wording.hpp"
#include "text/ascii.hpp"
#include "text/fences.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

void write_entry(std::string_view heading, Page& page) {
  std::string title(heading);
  std::erase(title, '#');
  title = trim(title);
  const std::string_view generated = generated_section(page.convention, title);
  const bool own = generated.empty() && page.convention.keeps_own_sections;
  page.mark(own ? Item::own_section : Item::section, Part::navigation,
            generated.empty() ? std::string_view(title) : generated);
  std::string& out = page.text;
  out.append(wording::link).append(title).append(wording::address);
  if (page.convention.anchors == Anchors::avm) {
    for (const char c : title) {
      if (c != '.') out += c == ' ' ? '-' : c;
    }
  } else {
    write_github_anchor(title, out);
  }
  out += ")\n";
}

/// Calls `found` for each second-level heading. The reference splits lines once more at `\n` as
/// two characters, so a heading inside the string of an example counts as well.
template <typename Found>
void for_each_heading(std::string_view document, Found found) {
  for (std::size_t at = find_heading(document); at != std::string_view::npos;
       at = find_heading(document, at + 2)) {
    const std::string_view before = document.substr(0, at);
    if (!before.ends_with('\n') && !before.ends_with("\\n")) continue;
    std::string_view heading = document.substr(at, document.find('\n', at) - at);
    found(heading.substr(0, heading.find("\\n")));
  }
}

/// The same as Markdown has it, where code holds no headings.
template <typename Found>
void for_each_true_heading(std::string_view document, Found found) {
  Fences fences;
  for (const std::string_view line : split_lines(document)) {
    if (!fences.holds(line) && line.starts_with("## ")) found(line);
  }
}

/// Where the Navigation goes: before the first heading after the introduction's first line.
std::size_t navigation_place(std::string_view document) {
  std::size_t at = document.find('\n') + 1;
  bool introduced = false;
  while (at < document.size()) {
    const std::string_view line = document.substr(at, document.find('\n', at) - at);
    if (line.starts_with("## ") || (line.starts_with('#') && introduced)) return at;
    introduced = introduced || !(line.empty() || line.starts_with('>'));
    at += line.size() + 1;
  }
  return document.size();
}

/// The first section of a page in which people may have written anything above it.
std::size_t first_section(std::string_view document) {
  Fences fences;
  for (const std::string_view line : split_lines(document)) {
    if (!fences.holds(line) && line.starts_with("## ")) {
      return static_cast<std::size_t>(line.data() - document.data());
    }
  }
  return document.size();
}

}  // namespace

void write_navigation(const Page& rest, Page& page) {
  page.mark(Item::section, Part::heading, titles::navigation);
  page.text.append("## ").append(heading_of(page.convention, titles::navigation)).append("\n\n");
  const auto write = [&](std::string_view heading) { write_entry(heading, page); };
  if (page.convention.anchors != Anchors::avm) {
    for_each_true_heading(rest.text, write);
  } else {
    for_each_heading(rest.text, write);
  }
  page.text += '\n';
}

Page with_navigation(Page page) {
  const bool keeps_all = page.convention.keeps_own_sections;
  const std::size_t place = keeps_all ? first_section(page.text) : navigation_place(page.text);
  // The section reaches to the next one of its level, so a third-level heading of the introduction
  // is lost, as in the reference.
  std::size_t next = place;
  if (!keeps_all && !std::string_view(page.text).substr(place).starts_with("## ")) {
    next = page.text.find("\n## ", place);
    next = next == std::string::npos ? page.text.size() : next + 1;
  }
  std::vector<Span> spans;
  Page navigation{page.convention, {}, page.spans == nullptr ? nullptr : &spans};
  write_navigation(page, navigation);
  page.replace(place, next, navigation);
  return page;
}

}  // namespace avmdoc

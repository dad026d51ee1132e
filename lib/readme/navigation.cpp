#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

void write_entry(std::string_view heading, std::string& out) {
  std::string title(heading);
  std::erase(title, '#');
  title = trim(title);
  out.append("- [").append(title).append("](#");
  for (const char c : title) {
    if (c != '.') out += c == ' ' ? '-' : c;
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

}  // namespace

std::string navigation(std::string_view document) {
  std::string out = "## Navigation\n\n";
  for_each_heading(document, [&](std::string_view heading) { write_entry(heading, out); });
  out += '\n';
  return out;
}

std::string with_navigation(std::string document) {
  const std::size_t place = navigation_place(document);
  // The section reaches to the next one of its level, so a third-level heading of the introduction
  // is lost, as in the reference.
  std::size_t next = place;
  if (!std::string_view(document).substr(place).starts_with("## ")) {
    next = document.find("\n## ", place);
    next = next == std::string::npos ? document.size() : next + 1;
  }
  document.replace(place, next - place, navigation(document));
  return document;
}

}  // namespace avmdoc

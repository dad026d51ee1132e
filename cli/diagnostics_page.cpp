#include "diagnostics_page.hpp"

#include <algorithm>

namespace avmdoc {

extern const unsigned char embedded_diagnostics[];
extern const unsigned int embedded_diagnostics_size;

}  // namespace avmdoc

namespace avmdoc::cli {

namespace {

constexpr std::string_view heading = "\n### ";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// `code`, and below it a paragraph such as `Error or warning. The summary.` and the rest.
DiagnosticEntry entry_of(std::string_view section) {
  const std::size_t end_of_code = std::min(section.find('\n'), section.size());
  DiagnosticEntry entry;
  entry.code = section.substr(0, end_of_code);
  const std::string_view text = trimmed(section.substr(end_of_code));
  entry.text = text;
  std::string first(text.substr(0, text.find("\n\n")));
  std::ranges::replace(first, '\n', ' ');
  const std::size_t end = std::min(first.find(". "), first.size());
  entry.severity = first.substr(0, end);
  entry.summary = first.substr(std::min(end + 2, first.size()));
  return entry;
}

std::vector<DiagnosticEntry> read_page() {
  std::string_view page(reinterpret_cast<const char*>(embedded_diagnostics),
                        embedded_diagnostics_size);
  std::vector<DiagnosticEntry> entries;
  std::size_t at = page.find(heading);
  while (at != std::string_view::npos) {
    page.remove_prefix(at + heading.size());
    at = page.find(heading);
    // The heading of a group ends the section before it.
    entries.push_back(entry_of(page.substr(0, std::min(at, page.find("\n## ")))));
  }
  std::ranges::sort(entries, {}, &DiagnosticEntry::code);
  return entries;
}

}  // namespace

const std::vector<DiagnosticEntry>& diagnostic_entries() {
  static const std::vector<DiagnosticEntry> entries = read_page();
  return entries;
}

const DiagnosticEntry* diagnostic_entry(std::string_view code) {
  const auto found = std::ranges::find(diagnostic_entries(), code, &DiagnosticEntry::code);
  return found == diagnostic_entries().end() ? nullptr : &*found;
}

}  // namespace avmdoc::cli

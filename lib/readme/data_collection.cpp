#include "convention/sections.hpp"
#include "readme/sections.hpp"

namespace avmdoc {

void write_data_collection(const Module& module, Page& page) {
  if (module.telemetry_notice.empty()) return;
  // Blank lines at the end of the notes are kept, and stand for the one before the heading.
  if (module.notes.empty()) {
    begin_section(titles::data_collection, page);
  } else {
    if (!module.notes.back().empty()) page.text += '\n';
    page.mark(Item::section, Part::heading, titles::data_collection);
    page.text.append("## ").append(heading_of(page.convention, titles::data_collection)) += "\n\n";
  }
  page.mark(Item::section, Part::text, titles::data_collection);
  page.text.append(module.telemetry_notice) += '\n';
}

}  // namespace avmdoc

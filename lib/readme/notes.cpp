#include "readme/sections.hpp"

namespace avmdoc {

void write_notes(const Module& module, Page& page) {
  if (module.notes.empty()) return;
  page.trim_end();
  page.text += "\n\n";
  page.mark(Item::section, Part::heading, titles::notes);
  for (std::size_t i = 0; i < module.notes.size(); ++i) {
    if (i == 1) page.mark(Item::section, Part::text, titles::notes);
    page.text.append(module.notes[i]) += '\n';
  }
}

}  // namespace avmdoc

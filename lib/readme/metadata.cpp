#include "readme/sections.hpp"

namespace avmdoc {

void write_metadata(const Module& module, Page& page) {
  if (module.own_metadata.empty()) return;
  begin_section(titles::metadata, page);
  page.mark(Item::section, Part::text, titles::metadata);
  page.text += "| Name | Value |\n| :-- | :-- |\n";
  for (const auto& [name, value] : module.own_metadata) {
    page.text.append("| ").append(name).append(" | ");
    write_cell(value, Lists::no, page);
    page.text += " |\n";
  }
}

}  // namespace avmdoc

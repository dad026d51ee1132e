#include "readme/sections.hpp"

namespace avmdoc {
namespace {

void write_exports(std::string_view title, std::string_view column,
                   const std::vector<Export>& exports, Page& page) {
  if (exports.empty()) return;
  begin_section(title, page);
  page.mark(Item::section, Part::text, title);
  page.text.append("| ").append(column).append(" | Type | Description |\n| :-- | :-- | :-- |\n");
  for (const Export& item : exports) {
    page.text.append("| `").append(item.name).append("` | ");
    page.text.append(item.type).append(" | ");
    if (item.description) write_cell(*item.description, Lists::no, page);
    page.text += " |\n";
  }
}

}  // namespace

void write_exported_types(const Module& module, Page& page) {
  write_exports(titles::exported_types, "Name", module.exported_types, page);
}

void write_exported_variables(const Module& module, Page& page) {
  write_exports(titles::exported_variables, "Name", module.exported_variables, page);
}

}  // namespace avmdoc

#include "readme/sections.hpp"

namespace avmdoc {

void write_exported_functions(const Module& module, Page& page) {
  if (module.functions.empty()) return;
  begin_section(titles::exported_functions, page);
  std::string& out = page.text;
  page.mark(Item::section, Part::table_head, titles::exported_functions);
  out += page.convention.shows_signatures ? "| Function | Signature | Description |\n"
                                            "| :-- | :-- | :-- |\n"
                                          : "| Function | Description |\n| :-- | :-- |\n";
  for (const Function& function : module.functions) {
    page.mark(Item::function, Part::row, function.name);
    out.append("| `").append(function.name).append("` | ");
    if (page.convention.shows_signatures) {
      page.mark(Item::function, Part::type, function.name);
      write_cell("`" + function.signature + "`", Lists::no, page);
      out += " | ";
    }
    page.mark(Item::function, Part::description, function.name);
    if (function.description) write_cell(*function.description, Lists::no, page);
    out += " |\n";
  }
}

}  // namespace avmdoc

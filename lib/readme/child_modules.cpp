#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {

void write_child_modules(const Module& module, Page& page) {
  if (module.child_modules.empty()) return;
  begin_section(titles::child_modules, page);
  page.mark(Item::section, Part::text, titles::child_modules);
  for (const ChildModule& child : module.child_modules) {
    page.text.append("- [").append(child.path).append("](");
    page.text.append(replace_all(child.path, " ", "%20")).append("/README.md)\n");
  }
}

}  // namespace avmdoc

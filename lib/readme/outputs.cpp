#include <algorithm>

#include "readme/sections.hpp"
#include "readme/wording.hpp"

namespace avmdoc {

void write_outputs(const Module& module, Page& page) {
  begin_section(titles::outputs, page);
  std::string& out = page.text;
  if (module.outputs.empty()) {
    page.mark(Item::section, Part::none, titles::outputs);
    out.append(wording::none) += '\n';
    return;
  }
  const bool described = std::any_of(module.outputs.begin(), module.outputs.end(),
                                     [](const Output& output) { return output.description; });
  page.mark(Item::section, Part::table_head, titles::outputs);
  out.append(described ? wording::described_outputs_head : wording::outputs_head) += '\n';
  for (const Output& output : module.outputs) {
    page.mark(Item::output, Part::row, output.name);
    out.append(wording::row).append(output.name).append("` | ");
    page.mark(Item::output, Part::type, output.name);
    out.append(output.type).append(" |");
    if (described) {
      page.mark(Item::output, Part::description, output.name);
      out += ' ';
      if (output.description) write_cell(*output.description, Lists::no, page);
      out += " |";
    }
    out += '\n';
  }
}

}  // namespace avmdoc

#include <algorithm>

#include "readme/sections.hpp"

namespace avmdoc {

void write_outputs(const Module& module, std::string& out) {
  begin_section("Outputs", out);
  if (module.outputs.empty()) {
    out += "_None_\n";
    return;
  }
  const bool described = std::any_of(module.outputs.begin(), module.outputs.end(),
                                     [](const Output& output) { return output.description; });
  out += described ? "| Output | Type | Description |\n| :-- | :-- | :-- |\n"
                   : "| Output | Type |\n| :-- | :-- |\n";
  for (const Output& output : module.outputs) {
    out.append("| `").append(output.name).append("` | ").append(output.type).append(" |");
    if (described) {
      out += ' ';
      if (output.description) write_on_one_line(*output.description, Lists::no, out);
      out += " |";
    }
    out += '\n';
  }
}

}  // namespace avmdoc

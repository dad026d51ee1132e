#include "readme/sections.hpp"

namespace avmdoc {

void write_exported_functions(const Module& module, std::string& out) {
  if (module.functions.empty()) return;
  begin_section("Exported functions", out);
  out += "| Function | Description |\n| :-- | :-- |\n";
  for (const Function& function : module.functions) {
    out.append("| `").append(function.name).append("` | ");
    if (function.description) write_on_one_line(*function.description, Lists::no, out);
    out += " |\n";
  }
}

}  // namespace avmdoc

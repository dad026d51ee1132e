#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {

void write_exported_functions(const Module& module, std::string& out) {
  if (module.functions.empty()) return;
  begin_section("Exported functions", out);
  out += "| Function | Description |\n| :-- | :-- |\n";
  for (const Function& function : module.functions) {
    const std::string text = replace_all(function.description.value_or(""), "\r\n", "\n");
    out.append("| `").append(function.name).append("` | ");
    out.append(replace_all(text, "\n", "<p>")).append(" |\n");
  }
}

}  // namespace avmdoc

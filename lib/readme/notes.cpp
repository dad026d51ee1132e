#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {

void write_notes(const Module& module, std::string& out) {
  if (module.notes.empty()) return;
  out.resize(trim_end(out).size());
  out += "\n\n";
  for (const std::string& line : module.notes) out.append(line) += '\n';
}

}  // namespace avmdoc

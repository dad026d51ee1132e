#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {

void write_data_collection(const Module& module, std::string& out) {
  if (module.telemetry_notice.empty()) return;
  // Blank lines at the end of the notes are kept, and stand for the one before the heading.
  if (module.notes.empty()) {
    begin_section("Data Collection", out);
  } else {
    out += module.notes.back().empty() ? "## Data Collection\n\n" : "\n## Data Collection\n\n";
  }
  out.append(module.telemetry_notice) += '\n';
}

}  // namespace avmdoc

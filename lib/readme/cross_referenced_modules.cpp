#include "readme/sections.hpp"

namespace avmdoc {

void write_cross_referenced_modules(const Module& module, std::string& out) {
  if (module.local_references.empty() && module.remote_references.empty()) return;
  begin_section("Cross-referenced modules", out);
  out +=
      "This section gives you an overview of all local-referenced module files (i.e., other "
      "modules that are referenced in this module) and all remote-referenced files (i.e., Bicep "
      "modules that are referenced from a Bicep Registry or Template Specs).\n\n"
      "| Reference | Type |\n| :-- | :-- |\n";
  const auto write = [&](const std::vector<std::string>& references, std::string_view type) {
    for (const std::string& reference : references) {
      out.append("| `").append(reference).append("` | ").append(type).append(" |\n");
    }
  };
  write(module.local_references, "Local reference");
  write(module.remote_references, "Remote reference");
}

}  // namespace avmdoc

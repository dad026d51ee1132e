#include "readme/cross_reference.hpp"
#include "readme/sections.hpp"

namespace avmdoc {

void write_cross_referenced_modules(const Module& module, Page& page) {
  if (module.local_references.empty() && module.remote_references.empty()) return;
  constexpr std::string_view title = titles::cross_referenced_modules;
  begin_section(title, page);
  std::string& out = page.text;
  page.mark(Item::section, Part::intro, title);
  out +=
      "This section gives you an overview of all local-referenced module files (i.e., other "
      "modules that are referenced in this module) and all remote-referenced files (i.e., Bicep "
      "modules that are referenced from a Bicep Registry or Template Specs).\n\n";
  page.mark(Item::section, Part::table_head, title);
  out += "| Reference | Type |\n| :-- | :-- |\n";
  const auto write = [&](const std::vector<std::string>& references, std::string_view type) {
    for (const std::string& reference : references) {
      const auto [path, version] = split_version(reference);
      page.mark(Item::cross_reference, Part::version, path, version);
      out.append("| `").append(reference).append("` | ").append(type).append(" |\n");
    }
  };
  write(module.local_references, "Local reference");
  write(module.remote_references, "Remote reference");
}

}  // namespace avmdoc

#include "readme/sections.hpp"

namespace avmdoc {

void write_named_resources(const Module& module, Page& page) {
  if (module.named_resources.empty()) return;
  begin_section(titles::resources, page);
  page.mark(Item::section, Part::text, titles::resources);
  page.text += "| Name | Type | Version | Deployed |\n| :-- | :-- | :-- | :-- |\n";
  for (const NamedResource& resource : module.named_resources) {
    page.text.append("| `").append(resource.name).append("` | ");
    page.text.append(resource.type).append(" | ").append(resource.api_version);
    page.text.append(resource.existing ? " | No, it exists |\n" : " | Yes |\n");
  }
}

}  // namespace avmdoc

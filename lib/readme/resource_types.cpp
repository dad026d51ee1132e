#include "convention/sections.hpp"
#include "readme/sections.hpp"
#include "text/ascii.hpp"

namespace avmdoc {

void write_resource_types(const Module& module, Page& page) {
  std::string& out = page.text;
  // What stands before ends in a blank line of its own, so nothing is trimmed here.
  page.mark(Item::section, Part::heading, titles::resource_types);
  out.append("## ").append(heading_of(page.convention, titles::resource_types)).append("\n\n");
  if (module.resource_types.empty()) {
    page.mark(Item::section, Part::none, titles::resource_types);
    out += "_None_\n";
    return;
  }
  page.mark(Item::section, Part::table_head, titles::resource_types);
  out += "| Resource Type | API Version | References |\n| :-- | :-- | :-- |\n";
  for (const ResourceType& resource : module.resource_types) {
    std::string address = resource.type;
    for (char& c : address) {
      c = c == '/' ? '_' : to_lower(c);
    }
    page.mark(Item::resource_type, Part::api_version, resource.type, resource.api_version);
    out.append("| `").append(resource.type).append("` | ").append(resource.api_version);
    page.mark(Item::resource_type, Part::links, resource.type, resource.api_version);
    out +=
        " | <ul style=\"padding-left: "
        "0px;\"><li>[AzAdvertizer](https://www.azadvertizer.net/azresourcetypes/";
    out.append(address).append(".html)</li><li>[Template reference](").append(resource.reference);
    out += ")</li></ul> |\n";
  }
}

}  // namespace avmdoc

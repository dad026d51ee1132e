#include "readme/sections.hpp"
#include "text/ascii.hpp"

namespace avmdoc {

void write_resource_types(const Module& module, std::string& out) {
  // What stands before ends in a blank line of its own, so nothing is trimmed here.
  out += "## Resource Types\n\n";
  if (module.resource_types.empty()) {
    out += "_None_\n";
    return;
  }
  out += "| Resource Type | API Version | References |\n| :-- | :-- | :-- |\n";
  for (const ResourceType& resource : module.resource_types) {
    std::string page = resource.type;
    for (char& c : page) {
      c = c == '/' ? '_' : to_lower(c);
    }
    out.append("| `").append(resource.type).append("` | ").append(resource.api_version);
    out +=
        " | <ul style=\"padding-left: "
        "0px;\"><li>[AzAdvertizer](https://www.azadvertizer.net/azresourcetypes/";
    out.append(page).append(".html)</li><li>[Template reference](").append(resource.reference);
    out += ")</li></ul> |\n";
  }
}

}  // namespace avmdoc

#include "avmdoc/readme.hpp"
#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {

std::string render_readme(const Module& module) {
  std::string out;
  write_title(module, out);
  write_banners(module, out);
  write_description(module, out);
  write_reference_block(module, out);
  write_resource_types(module, out);
  write_usage_examples(module, out);
  write_parameters(module, out);
  write_exported_functions(module, out);
  write_outputs(module, out);
  write_cross_referenced_modules(module, out);
  write_notes(module, out);
  write_data_collection(module, out);
  std::erase(out, '\r');
  out.resize(trim_end(out).size());
  out += '\n';
  return with_navigation(out);
}

void begin_section(std::string_view title, std::string& out) {
  out.resize(trim_end(out).size());
  out.append("\n\n## ").append(title).append("\n\n");
}

}  // namespace avmdoc

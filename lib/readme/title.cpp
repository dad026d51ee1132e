#include <optional>

#include "readme/sections.hpp"
#include "text/ascii.hpp"
#include "text/title_case.hpp"

namespace avmdoc {

namespace {

/// Names whose capitals camel case would lose; the reference spells them so.
std::optional<std::string> fixed_spelling(std::string_view name) {
  if (equal_ignoring_case(name, "public-ip-addresses")) return "publicIPAddresses";
  if (equal_ignoring_case(name, "public-ip-prefixes")) return "publicIPPrefixes";
  return std::nullopt;
}

std::string_view second_segment(const Identity& identity) {
  const std::string_view path = identity.path;
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return path;
  const std::string_view second = path.substr(slash + 1, path.find('/', slash + 1) - slash - 1);
  return second.substr(0, second.find("--"));
}

}  // namespace

std::string symbolic_name(const Identity& identity) {
  const std::string_view name = second_segment(identity);
  return fixed_spelling(name).value_or(camel_case(name));
}

void write_title(const Module& module, Page& page) {
  page.mark(Item::title, Part::name);
  page.text.append("# ").append(module.name);
  page.mark(Item::title, Part::type);
  page.text.append(" `[").append(module.title_type).append("]`\n\n");
}

void write_banners(const Module& module, Page& page) {
  for (const Banner& banner : module.banners) {
    page.mark(Item::banner, Part::text, banner.file);
    for (const std::string& line : banner.lines) page.text.append(line) += '\n';
    page.text += '\n';
  }
}

void write_description(const Module& module, Page& page) {
  page.mark(Item::description, Part::text);
  if (module.description) page.text.append(*module.description) += '\n';
  page.text += '\n';
}

void write_reference_block(const Module& module, Page& page) {
  if (!module.versioned) return;
  page.mark(Item::reference, Part::text);
  std::string& out = page.text;
  out += "You can reference the module as follows:\n```bicep\n";
  // The reference looks the fixed spellings up by the display name here.
  const std::string name =
      fixed_spelling(module.name).value_or(camel_case(second_segment(module.identity)));
  out.append("module ").append(name);
  out.append(" 'br/public:").append(module.identity.full()).append(":<version>' = {\n");
  out +=
      "  params: { (...) }\n}\n```\n"
      "For examples, please refer to the [Usage Examples](#usage-examples) section.\n\n";
}

}  // namespace avmdoc

#include <algorithm>
#include <optional>

#include "readme/sections.hpp"
#include "readme/value_text.hpp"
#include "readme/wording.hpp"
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
  if (identity.kind == ModuleKind::other) {
    const std::size_t slash = identity.path.rfind('/');
    std::string name = identity.path.substr(slash == std::string::npos ? 0 : slash + 1);
    std::ranges::replace_if(
        name, [](char c) { return !is_word(c); }, '-');
    // Words keep the capitals that they have.
    std::string joined;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] == '-') continue;
      const bool begins_word = i > 0 && name[i - 1] == '-' && !joined.empty();
      joined += begins_word && is_letter(name[i]) && !is_upper(name[i])
                    ? static_cast<char>(name[i] - 'a' + 'A')
                    : name[i];
    }
    name = std::move(joined);
    if (name.empty() || is_digit(name.front())) name.insert(0, "module");
    return name;
  }
  const std::string_view name = second_segment(identity);
  return fixed_spelling(name).value_or(camel_case(name));
}

void write_title(const Module& module, Page& page) {
  if (!module.preamble.empty()) {
    page.mark(Item::section, Part::other);
    page.text.append(module.preamble).append("\n\n");
  }
  page.mark(Item::title, Part::name);
  page.text.append("# ").append(module.name);
  if (module.title_type.empty()) {
    page.text += "\n\n";
    return;
  }
  page.mark(Item::title, Part::type);
  page.text.append(wording::title_type).append(module.title_type).append("]`\n\n");
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
  if (!module.description && page.convention.keeps_own_sections) return;
  if (module.description) page.text.append(*module.description) += '\n';
  page.text += '\n';
}

void write_reference_block(const Module& module, Page& page) {
  const Convention& convention = *module.convention;
  if (module.reference.empty() || (convention.reference_needs_version_file && !module.versioned)) {
    return;
  }
  page.mark(Item::reference, Part::text);
  std::string& out = page.text;
  out.append(wording::reference).append(":\n```bicep\n");
  // The reference looks the fixed spellings up by the display name here.
  const std::string name =
      module.identity.kind == ModuleKind::other
          ? symbolic_name(module.identity)
          : fixed_spelling(module.name).value_or(camel_case(second_segment(module.identity)));
  out.append(wording::module_begin)
      .append(name)
      .append(" '")
      .append(module.reference)
      .append("' = {");
  const bool has_example = convention.reference_needs_version_file || module.has_tests;
  if (!has_example && module.required_parameters.empty()) {
    out += "}\n```\n\n";
    return;
  }
  out += '\n';
  if (has_example) {
    out += "  params: { (...) }\n}\n```\n";
    out += wording::examples_link;
    out += " please refer to the [Usage Examples](#usage-examples) section.\n\n";
    return;
  }
  // There is no example, so this is one.
  out.append(wording::params_begin) += '\n';
  for (const std::string& parameter : module.required_parameters) {
    write_bicep_member({parameter, Value("<" + parameter + ">")}, 4, out);
  }
  out += "  }\n}\n```\n\n";
}

}  // namespace avmdoc

#include <array>

#include "avmdoc/readme.hpp"
#include "readme/render.hpp"
#include "readme/sections.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

struct Section {
  std::string_view name;
  void (*write)(const Module& module, Page& page);
};

/// The Navigation lists the other sections, so it has no writer: it is made from what they wrote.
constexpr std::array<Section, 13> sections = {{
    {"title", write_title},
    {"banners", write_banners},
    {"description", write_description},
    {"reference", write_reference_block},
    {"navigation", nullptr},
    {"resource-types", write_resource_types},
    {"usage-examples", write_usage_examples},
    {"parameters", write_parameters},
    {"exported-functions", write_exported_functions},
    {"outputs", write_outputs},
    {"cross-referenced-modules", write_cross_referenced_modules},
    {"notes", write_notes},
    {"data-collection", write_data_collection},
}};

/// Takes carriage returns out; the places of the spans move with the text.
void erase_carriage_returns(Page& page) {
  if (page.text.find('\r') == std::string::npos) return;
  if (page.spans != nullptr) {
    std::uint32_t erased = 0;
    std::size_t at = 0;
    for (Span& span : *page.spans) {
      for (; at < span.begin; ++at) erased += page.text[at] == '\r' ? 1U : 0U;
      span.begin -= erased;
    }
  }
  std::erase(page.text, '\r');
}

void finish(Page& page) {
  erase_carriage_returns(page);
  page.trim_end();
  page.text += '\n';
}

Page without_navigation(const Module& module, std::size_t likely_size = 0,
                        std::vector<Span>* spans = nullptr) {
  Page page{{}, spans};
  page.text.reserve(likely_size);
  for (const Section& section : sections) {
    if (section.write != nullptr) section.write(module, page);
  }
  finish(page);
  return page;
}

}  // namespace

std::string render_readme(const Module& module, std::size_t likely_size) {
  return with_navigation(without_navigation(module, likely_size)).text;
}

std::string render_readme(const Module& module, std::vector<Span>& spans) {
  return with_navigation(without_navigation(module, 0, &spans)).text;
}

bool same_readme(std::string_view actual, std::string_view rendered) {
  if (actual.starts_with("\xEF\xBB\xBF")) actual.remove_prefix(3);
  for (std::size_t end = actual.find("\r\n"); end != std::string_view::npos;
       end = actual.find("\r\n")) {
    if (rendered.substr(0, end) != actual.substr(0, end)) return false;
    rendered.remove_prefix(end);
    if (!rendered.starts_with('\n')) return false;
    rendered.remove_prefix(1);
    actual.remove_prefix(end + 2);
  }
  return actual == rendered;
}

std::vector<std::string_view> section_names() {
  std::vector<std::string_view> names;
  names.reserve(sections.size());
  for (const Section& section : sections) names.push_back(section.name);
  return names;
}

std::optional<std::string> render_section(const Module& module, std::string_view name) {
  for (const Section& section : sections) {
    if (section.name != name) continue;
    Page page;
    if (section.write == nullptr) {
      write_navigation(without_navigation(module), page);
    } else {
      section.write(module, page);
    }
    finish(page);
    page.text.erase(0, page.text.find_first_not_of('\n'));
    return page.text;
  }
  return std::nullopt;
}

void begin_section(std::string_view title, Page& page) {
  page.trim_end();
  page.text += "\n\n";
  page.mark(Item::section, Part::heading, title);
  page.text.append("## ").append(title).append("\n\n");
}

void write_on_one_line(std::string_view description, Lists lists, std::string& out) {
  for (std::size_t end = description.find('\n'); end != std::string_view::npos;
       end = description.find('\n')) {
    std::string_view line = description.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    description.remove_prefix(end + 1);
    const bool item = lists == Lists::yes && description.starts_with("- ");
    if (item) description.remove_prefix(2);
    out.append(line).append(item ? "<li>" : "<p>");
  }
  out += description;
}

}  // namespace avmdoc

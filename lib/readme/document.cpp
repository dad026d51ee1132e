#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "avmdoc/readme.hpp"
#include "convention/sections.hpp"
#include "readme/form.hpp"
#include "readme/render.hpp"
#include "readme/sections.hpp"
#include "text/byte_order_mark.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

struct SectionWriter {
  std::string_view name;
  void (*write)(const Module& module, Page& page);
};

/// In the order of `known_sections`. The Navigation lists the other sections, so it has no writer:
/// it is made from what they wrote.
constexpr std::array<SectionWriter, known_sections.size()> writers = {{
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
    {"exported-types", write_exported_types},
    {"exported-variables", write_exported_variables},
    {"child-modules", write_child_modules},
    {"metadata", write_metadata},
    {"resources", write_named_resources},
}};

// The names alone: UBSan lets no function's address be compared in a constant expression.
static_assert(std::ranges::equal(writers, known_sections, {}, &SectionWriter::name,
                                 &KnownSection::name),
              "each section of known_sections needs its writer, in the same order");

/// The place of a section in `known_sections`.
std::size_t index_of(std::string_view name) {
  const auto* const found = std::ranges::find(known_sections, name, &KnownSection::name);
  return static_cast<std::size_t>(found - known_sections.begin());
}

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

void write_kept_section(const KeptSection& kept, Page& page) {
  page.trim_end();
  page.text += "\n\n";
  page.mark(Item::own_section, Part::heading, kept.title);
  page.text.append(kept.text).append("\n\n");
}

/// Puts the texts of files around what was written of a section from `begin` on.
void add_texts(const Module& module, std::string_view section, std::size_t begin, Page& page) {
  const auto found = std::ranges::find(module.section_texts, section, &SectionText::section);
  if (found == module.section_texts.end()) return;
  const std::string_view title = section_title(section);
  std::size_t place = begin;
  if (!title.empty()) place = page.text.find("\n\n", page.text.find("\n## ", begin) + 1) + 2;
  if (!found->before.empty()) {
    std::vector<Span> spans;
    Page text{page.convention, {}, page.spans == nullptr ? nullptr : &spans};
    text.mark(Item::section, Part::text, title, "before");
    text.text.append(found->before).append("\n\n");
    page.replace(place, place, text);
  }
  if (found->after.empty()) return;
  page.trim_end();
  page.text += "\n\n";
  page.mark(Item::section, Part::text, title, "after");
  page.text.append(found->after).append("\n\n");
}

/// The headings of a page: a section of the old README with one of these is no own one, such as the
/// text of a description.
std::set<std::string, std::less<>> headings_of(const Page& page) {
  std::set<std::string, std::less<>> headings;
  for (const std::string_view line : split_lines(page.text)) {
    if (line.starts_with("## ") || line.starts_with("### ")) {
      headings.emplace(trim(line.substr(line.find(' '))));
    }
  }
  return headings;
}

bool has_section(const Module& module, std::string_view name) {
  return std::ranges::find(module.convention->sections, name, &SectionShape::name) !=
         module.convention->sections.end();
}

Page without_navigation(const Module& module, std::vector<Span>* spans,
                        const std::set<std::string, std::less<>>& generated) {
  Page page{*module.convention, {}, spans};
  std::vector<bool> written(module.kept_sections.size(), false);
  const auto write_kept = [&](std::string_view after, bool all) {
    for (std::size_t i = 0; i < written.size(); ++i) {
      const KeptSection& kept = module.kept_sections[i];
      if (written[i] || generated.contains(kept.title) || (!all && kept.after != after)) continue;
      written[i] = true;
      write_kept_section(kept, page);
    }
  };
  bool in_sections = false;
  bool introduced = module.introduction.empty();
  const bool is_described = has_section(module, "description");
  for (const SectionShape& shape : module.convention->sections) {
    const std::size_t index = index_of(shape.name);
    if (writers.at(index).write == nullptr) continue;
    if (!introduced && !is_described && shape.name != "title" && shape.name != "banners") {
      introduced = true;
      page.mark(Item::description, Part::text);
      page.text.append(module.introduction).append("\n\n");
    }
    if (!in_sections && !known_sections[index].title.empty()) {
      in_sections = true;
      write_kept("", false);
      write_kept("Navigation", false);
    }
    const std::size_t before = page.text.size();
    const std::size_t begin = trim_end(page.text).size();  // writers trim it
    writers.at(index).write(module, page);
    if (page.text.size() != before) add_texts(module, shape.name, begin, page);
    if (shape.name == "description" && !introduced) {
      page.trim_end();
      page.text.append("\n\n").append(module.introduction).append("\n\n");
    }
    if (in_sections) write_kept(known_sections[index].title, false);
  }
  write_kept("", true);
  finish(page);
  return page;
}

Page without_navigation(const Module& module, std::vector<Span>* spans = nullptr) {
  if (module.kept_sections.empty()) return without_navigation(module, spans, {});
  Module generated = module;
  generated.kept_sections.clear();
  const Page plain = without_navigation(generated, nullptr, {});
  return without_navigation(module, spans, headings_of(plain));
}

Page whole_page(const Module& module, std::vector<Span>* spans) {
  Page plain = without_navigation(module, spans);
  Page page =
      has_section(module, "navigation") ? with_navigation(std::move(plain)) : std::move(plain);
  if (module.convention->injects) {
    // What is written into a page of others has nothing above it to be apart from.
    std::vector<Span> none;
    const std::size_t begin = std::min(page.text.find_first_not_of('\n'), page.text.size());
    page.replace(0, begin, Page{page.convention, {}, spans == nullptr ? nullptr : &none});
  }
  return page;
}

}  // namespace

std::string render_readme(const Module& module) {
  std::string text = whole_page(module, nullptr).text;
  if (has_form(*module.convention)) text = in_form(*module.convention, std::move(text));
  return text;
}

std::string render_readme(const Module& module, std::vector<Span>& spans) {
  return whole_page(module, &spans).text;
}

bool same_readme(std::string_view actual, std::string_view rendered) {
  actual = without_byte_order_mark(actual);
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
  names.reserve(known_sections.size());
  for (const KnownSection& section : known_sections) names.push_back(section.name);
  return names;
}

std::string_view section_title(std::string_view name) {
  const std::size_t index = index_of(name);
  return index == known_sections.size() ? std::string_view() : known_sections[index].title;
}

std::optional<std::string> render_section(const Module& module, std::string_view name) {
  const std::size_t index = index_of(name);
  if (index == known_sections.size()) return std::nullopt;
  Page page{*module.convention, {}, nullptr};
  if (writers.at(index).write == nullptr) {
    write_navigation(without_navigation(module), page);
  } else {
    writers.at(index).write(module, page);
  }
  finish(page);
  page.text.erase(0, page.text.find_first_not_of('\n'));
  return page.text;
}

void begin_section(std::string_view title, Page& page) {
  page.trim_end();
  page.text += "\n\n";
  page.mark(Item::section, Part::heading, title);
  page.text.append("## ").append(heading_of(page.convention, title)).append("\n\n");
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

void write_cell(std::string_view description, Lists lists, Page& page) {
  std::string& out = page.text;
  const std::size_t begin = out.size();
  write_on_one_line(description, lists, out);
  if (!page.convention.escapes_bars) return;
  for (std::size_t at = out.find('|', begin); at != std::string::npos; at = out.find('|', at + 2)) {
    if (out[at - 1] == '\\') {
      --at;
      continue;
    }
    out.insert(at, 1, '\\');
  }
}

}  // namespace avmdoc

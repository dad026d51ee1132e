#include "check/old_page.hpp"

#include <algorithm>

#include "avmdoc/readme.hpp"
#include "check/line_reader.hpp"
#include "convention/sections.hpp"
#include "readme/wording.hpp"
#include "text/byte_order_mark.hpp"
#include "text/fences.hpp"
#include "text/lines.hpp"

namespace avmdoc {

std::string_view LineReader::line(std::size_t index) const {
  std::string_view whole = text.substr(begins[index], begins[index + 1] - begins[index]);
  if (whole.ends_with('\n')) whole.remove_suffix(1);
  return whole;
}

bool LineReader::is_blank(std::size_t index) const { return trim(line(index)).empty(); }

void LineReader::mark(std::size_t line, Item item, Part part, std::string_view key,
                      std::string_view detail, Form form, std::size_t column) {
  spans.push_back({item, part, form, begins[line] + static_cast<std::uint32_t>(column),
                   std::string(key), std::string(detail)});
}

void LineReader::mark_other(std::size_t line, Item item, std::string_view key) {
  if (!spans.empty()) {
    const Span& last = spans.back();
    if (last.part == Part::other && last.item == item && last.key == key) return;
  }
  mark(line, item, Part::other, key);
}

std::string_view code_span(std::string_view line) {
  const std::size_t begin = line.find('`');
  if (begin == std::string_view::npos) return {};
  const std::size_t end = line.find('`', begin + 1);
  return end == std::string_view::npos ? std::string_view()
                                       : line.substr(begin + 1, end - begin - 1);
}

bool is_delimiter_row(std::string_view line) {
  return line.starts_with('|') && line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|:- \t") == std::string_view::npos;
}

std::size_t end_of_fence(const LineReader& reader, std::size_t line, std::size_t end) {
  const std::string_view opening = trim(reader.line(line));
  const std::size_t marks = std::min(opening.find_first_not_of('`'), opening.size());
  const std::string_view fence = opening.substr(0, marks);
  for (++line; line < end; ++line) {
    if (trim(reader.line(line)) == fence) return line + 1;
  }
  return end;
}

namespace {

struct Section {
  std::string_view title;
  bool generated = false;
  std::size_t begin = 0;  ///< the line of its heading
};

/// Where the sections begin. A heading inside a code block is none, unless a generator would have
/// written it; inside the Notes, which are kept as they are, the generator does not look at fences.
std::vector<Section> find_sections(const LineReader& reader, const KnownTexts& known) {
  std::vector<Section> sections;
  bool fenced = false;
  Fences fences;
  for (std::size_t i = 0; i < reader.count(); ++i) {
    const std::string_view line = reader.line(i);
    // Only READMEs that people write parts of have fences of other forms.
    if (known.convention.keeps_own_sections) {
      fenced = fences.holds(line);
    } else if (line.starts_with("```")) {
      fenced = !fenced;
    }
    if (known.convention.keeps_own_sections && !fenced && !sections.empty() &&
        sections.back().generated && is_own_subheading(line) && !known.headings.contains(line)) {
      sections.push_back({trim(line.substr(4)), false, i});
      continue;
    }
    if (!line.starts_with("## ") || known.headings.contains(line)) continue;
    const std::string_view title = trim(line.substr(3));
    const std::string_view generated = generated_section(known.convention, title);
    const bool in_notes = !sections.empty() && sections.back().title == titles::notes;
    const bool is_code = fenced && (generated.empty() || known.convention.keeps_own_sections);
    if (is_code && !in_notes) continue;
    fenced = false;
    sections.push_back({generated.empty() ? title : generated, !generated.empty(), i});
  }
  return sections;
}

/// `# Name `[Type]``
void read_title(LineReader& reader, std::size_t line) {
  const std::string_view heading = reader.line(line);
  const std::size_t type = heading.rfind(wording::title_type);
  reader.mark(line, Item::title, Part::name);
  if (type != std::string_view::npos) {
    reader.mark(line, Item::title, Part::type, {}, {}, Form::none, type);
  }
}

std::size_t read_banners(LineReader& reader, std::size_t i, std::size_t end) {
  while (i < end) {
    if (reader.is_blank(i)) {
      ++i;
      continue;
    }
    if (!reader.line(i).starts_with('>')) break;
    reader.mark(i, Item::banner, Part::text);
    while (i < end && !reader.is_blank(i)) ++i;
  }
  return i;
}

bool begins_reference(std::string_view line) { return line.starts_with(wording::reference); }

/// The description as the module has it, or whatever is before the reference block.
std::size_t read_description(LineReader& reader, std::size_t i, std::size_t end,
                             const KnownTexts& known) {
  if (i < end && !begins_reference(reader.line(i))) {
    reader.mark(i, Item::description, Part::text);
    const std::string_view rest = reader.text.substr(reader.begins[i]);
    std::size_t known_end = i;
    if (!known.description.empty() && rest.starts_with(known.description)) {
      const std::size_t after = reader.begins[i] + known.description.size();
      while (known_end < end && reader.begins[known_end] < after) ++known_end;
    }
    // What follows the description as the module has it belongs to it as well.
    for (i = known_end; i < end && !begins_reference(reader.line(i)); ++i) {
    }
  }
  return i;
}

/// The description and the reference block.
void read_rest_of_introduction(LineReader& reader, std::size_t begin, std::size_t end,
                               const KnownTexts& known) {
  std::size_t i = read_description(reader, begin, end, known);
  for (; i < end; ++i) {
    if (reader.is_blank(i)) continue;
    if (!begins_reference(reader.line(i))) {
      reader.mark_other(i, Item::section, {});
      continue;
    }
    reader.mark(i, Item::reference, Part::text);
    std::size_t last = i;
    if (i + 1 < end && reader.line(i + 1).starts_with("```")) {
      last = end_of_fence(reader, i + 1, end) - 1;
    }
    for (std::size_t line = last + 1; line < end; ++line) {
      if (reader.line(line).starts_with(wording::examples_link)) last = line;
    }
    i = last;
  }
}

/// The line of the title; text that somebody wrote may come before it.
std::size_t find_title(const LineReader& reader, std::size_t begin, std::size_t end, bool is_kept) {
  if (begin < end && reader.line(begin).starts_with("# ")) return begin;
  Fences fences;
  for (std::size_t i = begin; i < end; ++i) {
    const bool fenced = is_kept && fences.holds(reader.line(i));
    if (fenced || !reader.line(i).starts_with("# ")) continue;
    if (is_kept || reader.line(i).ends_with("]`")) return i;
  }
  return end;
}

/// All above the first section.
void read_introduction(LineReader& reader, std::size_t end, const KnownTexts& known) {
  std::size_t i = 0;
  while (i < end && reader.is_blank(i)) ++i;
  const std::size_t title = find_title(reader, i, end, known.convention.keeps_own_sections);
  for (; title < end && i < title; ++i) {
    if (!reader.is_blank(i)) reader.mark_other(i, Item::section, {});
  }
  if (title < end) read_title(reader, i++);
  read_rest_of_introduction(reader, read_banners(reader, i, end), end, known);
}

/// `- [Outputs](#Outputs)`. When the description has a heading of the second level, the Navigation
/// is before that.
void read_navigation(LineReader& reader, std::size_t begin, std::size_t end,
                     const KnownTexts& known) {
  for (std::size_t i = begin; i < end; ++i) {
    if (reader.is_blank(i)) continue;
    const std::string_view line = reader.line(i);
    if (known.headings.contains(line)) {
      read_rest_of_introduction(reader, i, end, known);
      return;
    }
    const std::size_t title = line.find(wording::address);
    if (line.starts_with(wording::link) && title != std::string_view::npos) {
      const std::string_view name = line.substr(3, title - 3);
      const std::string_view generated = generated_section(known.convention, name);
      const bool own = generated.empty() && !known.headings.contains("## " + std::string(name));
      reader.mark(i, own ? Item::own_section : Item::section, Part::navigation,
                  generated.empty() ? name : generated);
    } else {
      reader.mark_other(i, Item::section, titles::navigation);
    }
  }
}

void read_text(LineReader& reader, std::string_view section, std::size_t begin, std::size_t end) {
  while (begin < end && reader.is_blank(begin)) ++begin;
  if (begin < end) reader.mark(begin, Item::section, Part::text, section);
}

/// Whether a section is a table of which each row is compared; others are compared as a whole.
bool is_table(std::string_view title) {
  return title == titles::resource_types || title == titles::exported_functions ||
         title == titles::outputs || title == titles::cross_referenced_modules;
}

/// The lines of a text of a file at the beginning of a section, where the README has it as it is.
std::size_t read_text_before(LineReader& reader, std::string_view title, std::size_t begin,
                             std::size_t end, const KnownTexts& known) {
  const auto found = known.before.find(title);
  if (found == known.before.end()) return begin;
  std::size_t first = begin;
  while (first < end && reader.is_blank(first)) ++first;
  if (first == end || !reader.text.substr(reader.begins[first]).starts_with(found->second)) {
    return begin;
  }
  reader.mark(first, Item::section, Part::text, title, "before");
  const std::size_t last = reader.begins[first] + found->second.size();
  while (first < end && reader.begins[first] < last) ++first;
  return first;
}

/// The line where such a text at the end of a section begins; `end` when there is none.
std::size_t begin_of_text_after(const LineReader& reader, std::string_view title, std::size_t begin,
                                std::size_t end, const KnownTexts& known) {
  const auto found = known.after.find(title);
  if (found == known.after.end()) return end;
  for (std::size_t line = begin; line < end; ++line) {
    if (reader.text.substr(reader.begins[line]).starts_with(found->second)) return line;
  }
  return end;
}

void read_section_body(LineReader& reader, const Section& section, std::size_t begin,
                       std::size_t end, const KnownTexts& known) {
  if (section.title == titles::navigation) {
    read_navigation(reader, begin, end, known);
  } else if (section.title == titles::parameters) {
    read_parameters(reader, begin, end, known.convention);
  } else if (section.title == titles::usage_examples) {
    read_examples(reader, begin, end, known.convention);
  } else if (is_table(section.title)) {
    read_table(reader, section.title, begin, end);
  } else {
    read_text(reader, section.title, begin, end);
  }
}

void read_section(LineReader& reader, const Section& section, std::size_t end,
                  const KnownTexts& known) {
  const Item item = section.generated ? Item::section : Item::own_section;
  reader.mark(section.begin, item, Part::heading, section.title);
  if (!section.generated) return;
  std::size_t begin = section.begin + 1;
  begin = read_text_before(reader, section.title, begin, end, known);
  const std::size_t after = begin_of_text_after(reader, section.title, begin, end, known);
  if (after < end) {
    read_section_body(reader, section, begin, after, known);
    reader.mark(after, Item::section, Part::text, section.title, "after");
  } else {
    read_section_body(reader, section, begin, end, known);
  }
}

}  // namespace

KnownTexts known_texts(const Module& module, const PageIndex& rendered) {
  KnownTexts known{*module.convention, {}, {}, {}, {}};
  known.description = trim_end(module.description.value_or(""));
  if (!module.introduction.empty()) known.description += "\n\n" + module.introduction;
  std::erase(known.description, '\r');
  for (const SectionText& text : module.section_texts) {
    const std::string title(section_title(text.section));
    if (!text.before.empty()) known.before.emplace(title, text.before);
    if (!text.after.empty()) known.after.emplace(title, text.after);
  }
  for (const std::size_t span : rendered.filled) {
    const Span& part = rendered.spans[span];
    if (part.part != Part::description && part.part != Part::text) continue;
    for (const std::string_view line : split_lines(rendered.text_of(span))) {
      const bool has_own = module.convention->keeps_own_sections && line.starts_with("### ");
      if (line.starts_with("## ") || has_own) known.headings.emplace(line);
    }
  }
  return known;
}

std::string with_plain_line_breaks(std::string_view text) {
  return replace_all(without_byte_order_mark(text), "\r\n", "\n");
}

std::vector<Span> read_spans(std::string_view text, const KnownTexts& known) {
  LineReader reader{text, {}, {}};
  for (std::size_t at = 0; at < text.size();
       at = std::min(text.find('\n', at), text.size() - 1) + 1) {
    reader.begins.push_back(static_cast<std::uint32_t>(at));
  }
  reader.begins.push_back(static_cast<std::uint32_t>(text.size()));
  const std::vector<Section> sections = find_sections(reader, known);
  read_introduction(reader, sections.empty() ? reader.count() : sections.front().begin, known);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    read_section(reader, sections[i],
                 i + 1 < sections.size() ? sections[i + 1].begin : reader.count(), known);
  }
  return std::move(reader.spans);
}

}  // namespace avmdoc

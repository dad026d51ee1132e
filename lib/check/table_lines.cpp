#include "check/line_reader.hpp"
#include "readme/cross_reference.hpp"
#include "readme/wording.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Where a cell of a table's row ends, at its bar.
std::size_t end_of_cell(std::string_view row, std::size_t begin) {
  return std::min(row.find('|', begin), row.size());
}

/// Without the markup of a link, which older READMEs have around versions.
std::string_view plain(std::string_view cell) {
  cell = trim(cell);
  if (cell.starts_with('[')) cell = cell.substr(1, std::min(cell.find(']'), cell.size()) - 1);
  return cell;
}

/// A row with its name in a code span, and the place after its first cell.
struct Row {
  std::string_view text;
  std::string_view name;
  std::size_t second = 0;  ///< where the text of the second cell begins
};

std::size_t begin_of_cell(std::string_view row, std::size_t bar) {
  return std::min(row.size(),
                  bar + (row.substr(std::min(bar + 1, row.size())).starts_with(' ') ? 2 : 1));
}

void read_resource_type(LineReader& reader, std::size_t line, const Row& row) {
  const std::size_t end = end_of_cell(row.text, row.second);
  const std::string_view version = plain(row.text.substr(row.second, end - row.second));
  reader.mark(line, Item::resource_type, Part::api_version, row.name, version);
  const std::size_t links = end > 0 && row.text[end - 1] == ' ' ? end - 1 : end;
  reader.mark(line, Item::resource_type, Part::links, row.name, version, Form::none, links);
}

void read_output(LineReader& reader, std::size_t line, const Row& row) {
  reader.mark(line, Item::output, Part::row, row.name);
  reader.mark(line, Item::output, Part::type, row.name, {}, Form::none, row.second);
  const std::size_t bar = end_of_cell(row.text, row.second);
  if (trim(row.text.substr(std::min(bar + 1, row.text.size()))).empty()) return;
  reader.mark(line, Item::output, Part::description, row.name, {}, Form::none, bar + 1);
}

void read_row(LineReader& reader, std::string_view section, std::size_t line) {
  const std::string_view text = reader.line(line);
  const std::string_view name = code_span(text);
  const std::size_t bar = text.find('|', 4 + name.size());
  if (!text.starts_with(wording::row) || name.empty() || bar == std::string_view::npos) {
    reader.mark_other(line, Item::section, section);
    return;
  }
  const Row row{text, name, begin_of_cell(text, bar)};
  if (section == titles::resource_types) {
    read_resource_type(reader, line, row);
  } else if (section == titles::outputs) {
    read_output(reader, line, row);
  } else if (section == titles::exported_functions) {
    reader.mark(line, Item::function, Part::row, name);
    reader.mark(line, Item::function, Part::description, name, {}, Form::none, row.second);
  } else {
    const auto [path, version] = split_version(name);
    reader.mark(line, Item::cross_reference, Part::version, path, version);
  }
}

}  // namespace

void read_table(LineReader& reader, std::string_view section, std::size_t begin, std::size_t end) {
  bool in_table = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = reader.line(i);
    if (reader.is_blank(i)) continue;
    if (!in_table && line.starts_with('|') && i + 1 < end && is_delimiter_row(reader.line(i + 1))) {
      reader.mark(i++, Item::section, Part::table_head, section);
      in_table = true;
    } else if (line.starts_with('|')) {
      read_row(reader, section, i);
    } else if (line == wording::none) {
      reader.mark(i, Item::section, Part::none, section);
    } else if (!in_table && section == titles::cross_referenced_modules) {
      reader.mark(i, Item::section, Part::intro, section);
    } else {
      reader.mark_other(i, Item::section, section);
    }
  }
}

}  // namespace avmdoc

#include <map>
#include <utility>

#include "check/line_reader.hpp"
#include "check/page_index.hpp"
#include "readme/sections.hpp"
#include "readme/wording.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// The part that `- Type: string` is; `other` when it is none.
Part field_of(std::string_view line) {
  if (!line.starts_with("- ")) return Part::other;
  const std::string_view name = line.substr(2, line.find(':') - 2);
  for (const auto& [known, part] : wording::labels) {
    if (name == known) return part;
  }
  return Part::other;
}

/// `Required` in `**Required parameters**`, or nothing.
std::string_view category_of_group(std::string_view line) {
  constexpr std::size_t frame = wording::group_begin.size() + wording::group_end.size();
  if (line.size() <= frame || !line.starts_with(wording::group_begin) ||
      !line.ends_with(wording::group_end)) {
    return {};
  }
  return line.substr(wording::group_begin.size(), line.size() - frame);
}

/// The text of a heading such as `### Parameter: `a.b``, or nothing.
std::string_view identifier_of(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix) || !line.ends_with('`')) return {};
  line.remove_prefix(prefix.size());
  return line.substr(0, line.size() - 1);
}

/// What the section says while it is read from the top.
struct Context {
  LineReader& reader;
  const Convention& convention;
  std::size_t end = 0;
  Item item = Item::section;  ///< the one below whose heading the lines are
  std::string key;
  std::string_view category;  ///< of the table
  std::size_t table_end = 0;  ///< the line after the part of the table that was read
  std::string discriminator;  ///< of the parameter
  std::string variants_of;    ///< the parameter whose variants the table lists
  bool described = false;     ///< the description of the item was read
  /// Of each variant that was read, by the address of its heading: its parameter, and its key.
  std::map<std::string, std::pair<std::string, std::string>> variants;
  /// The parameters whose rows were read, by the address in the row without `parameter-`.
  std::map<std::string, std::string, std::less<>> rows;
};

/// The end of `](#parameter-name)` in a row, which says what the row is about: `name`.
std::string_view address_in_row(std::string_view row) {
  const std::size_t begin = row.find(wording::parameter_address);
  if (begin == std::string_view::npos) return {};
  row.remove_prefix(begin + wording::parameter_address.size());
  return row.substr(0, row.find(')'));
}

/// Of `namesubnets`, the address of `name.subnets`, and `subnets`: the parameter `name`, if its row
/// was read.
const std::string* owner_by_address(const Context& context, std::string_view address,
                                    std::string_view own) {
  std::string end;
  write_anchor(context.convention, own, end);
  if (!address.ends_with(end)) return nullptr;
  const auto known = context.rows.find(address.substr(0, address.size() - end.size()));
  return known == context.rows.end() ? nullptr : &known->second;
}

/// What the rows of a table are properties of: the item above it, one that this is part of, or one
/// whose heading is missing. The address in a row says which.
std::string parent_of_row(const Context& context, std::string_view row, std::string_view name) {
  if (context.item == Item::section) return {};
  const std::string_view address = address_in_row(row);
  std::string anchored;
  std::string_view parent = context.key;
  for (int level = 0; level < max_parameter_levels && !parent.empty();
       ++level, parent = parent_of(parent)) {
    anchored.clear();
    write_anchor(context.convention, parent, anchored);
    write_anchor(context.convention, name, anchored);
    if (anchored == address) return std::string(parent);
  }
  anchored.clear();
  write_anchor(context.convention, name, anchored);
  if (anchored == address) return {};
  if (const std::string* known = owner_by_address(context, address, name)) return *known;
  return context.key;
}

std::string_view name_in_row(std::string_view row) {
  const std::size_t begin = row.find("[`");
  const std::size_t end = row.find("`]", begin == std::string_view::npos ? 0 : begin);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + 2)
    return {};
  return row.substr(begin + 2, end - begin - 2);
}

/// The first row after a table's head, whose parent is that of all rows.
std::string_view first_row(const Context& context, std::size_t line) {
  for (; line < context.end; ++line) {
    const std::string_view row = context.reader.line(line);
    if (row.starts_with(wording::linked_row)) return row;
    if (row.starts_with('#')) break;
  }
  return {};
}

/// The last line of a table's head whose title is on `line`.
std::size_t end_of_head(const Context& context, std::size_t line) {
  std::size_t next = line + 1;
  while (next < context.end && context.reader.is_blank(next)) ++next;
  if (next + 1 < context.end && is_delimiter_row(context.reader.line(next + 1))) return next + 1;
  return line;
}

std::size_t read_group_head(Context& context, std::size_t line) {
  const std::string_view text = context.reader.line(line);
  context.category = category_of_group(text);
  context.variants_of.clear();
  const std::string_view row = first_row(context, line);
  const std::string parent = parent_of_row(context, row, name_in_row(row));
  context.reader.mark(line, Item::parameter_group, Part::table_head, parent, context.category);
  const std::size_t last = end_of_head(context, line);
  context.table_end = last + 1;
  return last;
}

std::string variant_address(const Convention& convention, std::string_view key) {
  std::string address;
  write_anchor(convention, std::string(wording::variant_title) + std::string(key) + "`", address);
  return address;
}

/// The parameter of a variant and the variant itself. The table of a second union in one list
/// repeats that of the first one, whose variants were read before; and the heading of the parameter
/// may be missing.
std::pair<std::string, std::string> variant_of_row(const Context& context, std::string_view row) {
  const std::string key =
      context.key + "." + context.discriminator + "-" + std::string(name_in_row(row));
  const std::size_t begin = row.find(wording::address);
  const std::size_t from = std::min(begin + wording::address.size(), row.size());
  const std::string address(row.substr(from, row.find(')', from) - from));
  if (address != variant_address(context.convention, key)) {
    const auto before = context.variants.find(address);
    if (before != context.variants.end()) return before->second;
    const std::string own = key.substr(context.key.size() + 1);
    const std::string_view variant = std::string_view(address).substr(
        address.starts_with(variant_address(context.convention, ""))
            ? variant_address(context.convention, "").size()
            : address.size());
    if (const std::string* known = owner_by_address(context, variant, own)) {
      return {*known, *known + "." + own};
    }
  }
  return {context.key, key};
}

std::size_t read_variants_head(Context& context, std::size_t line) {
  context.variants_of = variant_of_row(context, first_row(context, line)).first;
  context.reader.mark(line, Item::parameter, Part::table_head, context.variants_of);
  return end_of_head(context, line);
}

void read_row(Context& context, std::size_t line) {
  const std::string_view row = context.reader.line(line);
  const std::string_view name = name_in_row(row);
  if (name.empty()) {
    context.reader.mark_other(line, context.item, context.key);
  } else if (!context.variants_of.empty()) {
    context.reader.mark(line, Item::variant, Part::row, variant_of_row(context, row).second);
  } else {
    std::string key = parent_of_row(context, row, name);
    key.append(key.empty() ? "" : ".").append(name);
    // Below other lines a row has no head that says what it is.
    if (line != context.table_end) context.category = {};
    context.table_end = line + 1;
    context.reader.mark(line, Item::parameter, Part::row, key, context.category);
    context.rows.emplace(address_in_row(row), key);
  }
}

void begin_item(Context& context, std::size_t line, Item item, std::string_view key) {
  context.item = item;
  context.key = key;
  context.described = false;
  context.variants_of.clear();
  if (item == Item::parameter) context.discriminator.clear();
  context.reader.mark(line, item, Part::heading, key);
}

/// `- Default:` with a block below it, or with its value behind it. Gives its last line.
std::size_t read_field(Context& context, std::size_t line, Part part) {
  LineReader& reader = context.reader;
  reader.mark(line, Item::parameter, part, context.key);
  if (part == Part::discriminator) context.discriminator = code_span(reader.line(line));
  if (line + 1 < context.end && trim(reader.line(line + 1)).starts_with("```")) {
    return end_of_fence(reader, line + 1, context.end) - 1;
  }
  while (line + 1 < context.end && reader.line(line + 1).starts_with("  ") &&
         !reader.is_blank(line + 1)) {
    ++line;
  }
  return line;
}

/// Whether a line ends the description of an item.
bool ends_description(std::string_view line) {
  return line.starts_with("### ") || field_of(line) != Part::other ||
         line.starts_with(wording::variant_usage) || !category_of_group(line).empty() ||
         line.starts_with(wording::linked_row);
}

std::size_t read_item_line(Context& context, std::size_t line) {
  LineReader& reader = context.reader;
  const std::string_view text = reader.line(line);
  if (const Part part = field_of(text); part != Part::other && context.item == Item::parameter) {
    context.described = true;
    return read_field(context, line, part);
  }
  if (context.item == Item::variant && text.starts_with(wording::variant_usage)) {
    context.described = true;
    reader.mark(line, Item::variant, Part::usage, context.key);
    return line;
  }
  if (context.described) {
    reader.mark_other(line, context.item, context.key);
    return line;
  }
  context.described = true;
  reader.mark(line, context.item, Part::description, context.key);
  while (line + 1 < context.end && !ends_description(reader.line(line + 1))) ++line;
  return line;
}

/// Reads a line, or several that belong together, and gives the last of them.
std::size_t read_line(Context& context, std::size_t line) {
  LineReader& reader = context.reader;
  const std::string_view text = reader.line(line);
  if (const auto key = identifier_of(text, wording::parameter_heading); !key.empty()) {
    begin_item(context, line, Item::parameter, key);
  } else if (const auto variant = identifier_of(text, wording::variant_heading); !variant.empty()) {
    const std::string_view parent = variant.substr(0, variant.rfind('.'));
    context.variants.emplace(variant_address(context.convention, variant),
                             std::pair(parent, variant));
    begin_item(context, line, Item::variant, variant);
  } else if (!category_of_group(text).empty()) {
    return read_group_head(context, line);
  } else if (text == wording::variants_title) {
    return read_variants_head(context, line);
  } else if (text.starts_with('|')) {
    read_row(context, line);
  } else if (text == wording::none && context.item == Item::section) {
    reader.mark(line, Item::section, Part::none, titles::parameters);
  } else if (context.item != Item::section) {
    return read_item_line(context, line);
  } else {
    reader.mark_other(line, Item::section, titles::parameters);
  }
  return line;
}

}  // namespace

void read_parameters(LineReader& reader, std::size_t begin, std::size_t end,
                     const Convention& convention) {
  Context context{
      reader, convention, end, Item::section, std::string(titles::parameters), {}, 0, {}, {},
      false,  {},         {}};
  for (std::size_t i = begin; i < end; ++i) {
    if (!reader.is_blank(i)) i = read_line(context, i);
  }
}

}  // namespace avmdoc

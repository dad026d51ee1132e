#include <algorithm>
#include <array>

#include "ordering/value_order.hpp"
#include "readme/form.hpp"
#include "readme/sections.hpp"
#include "readme/value_text.hpp"
#include "readme/wording.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// A string that holds a template expression, such as `[resourceGroup().location]`: a bracket, a
/// name, parentheses and a closing bracket on one line.
bool is_expression(std::string_view text) {
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end == at + 1 || end == text.size() || text[end] != '(') continue;
    const std::string_view line = text.substr(end, text.find('\n', end) - end);
    const std::size_t close = line.find(')');
    if (close != std::string_view::npos && line.find(']', close) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

/// Turns `[[`, by which a template escapes a string that begins with a bracket, back into `[`.
void unescape(Value& value) {
  if (auto* array = value.array()) {
    for (Value& element : *array) unescape(element);
  } else if (auto* object = value.object()) {
    for (auto& [key, element] : *object) unescape(element);
  } else if (const auto* text = value.string(); text != nullptr && text->starts_with("[[")) {
    value = text->substr(1);
  }
}

/// A value in Bicep. The reference wraps an array in an object of the parameter's name
/// and takes the name off again, which it fails to do when the name needs quotes; it indents the
/// members of an object twice.
std::string bicep_text(Value value, std::string_view name, const Convention& convention) {
  unescape(value);
  order(value);
  std::string text;
  if (!convention.has_odd_values) {
    write_bicep(value, 0, text);
    return text;
  }
  if (const auto* object = value.object(); object != nullptr && !object->empty()) {
    text = "{\n";
    for (const Value::Member& member : *object) write_bicep_member(member, 4, text);
    return text + "}";
  }
  if (!std::ranges::all_of(name, is_word)) text.append("'").append(name).append("': ");
  write_bicep(value, 0, text);
  return text;
}

/// A default value as the reference shows it: Bicep for objects and arrays, strings unescaped
/// between quotes, expressions as they are.
std::string default_text(const Value& value, std::string_view name, const Convention& convention) {
  if (const auto* text = value.string()) {
    if (text->starts_with("[[")) return "'" + text->substr(1) + "'";
    return is_expression(*text) ? *text : "'" + *text + "'";
  }
  if (const auto* boolean = value.boolean(); boolean != nullptr && convention.has_odd_values) {
    return *boolean ? "True" : "False";
  }
  if (value.is_null()) return "";
  return bicep_text(value, name, convention);
}

/// `- Type:`
std::string& write_label(std::string_view label, std::string& out) {
  return out.append("- ").append(label) += ':';
}

void write_fenced(std::string_view label, std::string_view text, std::string& out) {
  write_label(label, out).append("\n  ```Bicep\n");
  for (const std::string_view line : split_lines(text)) out.append("  ").append(line) += '\n';
  out += "  ```\n";
}

/// `Default` or `Allowed`.
void write_value(std::string_view label, std::string_view text, std::string_view identifier,
                 Page& page) {
  if (text.empty()) return;
  page.mark(Item::parameter,
            label == wording::default_value ? Part::default_value : Part::allowed_values,
            identifier);
  std::string& out = page.text;
  if (text.find('\n') == std::string_view::npos) {
    write_label(label, out).append(" `").append(text).append("`\n");
  } else {
    write_fenced(label, trim_end(text), out);
  }
}

void write_limit(std::string_view label, const Value& value, std::string& out) {
  write_label(label, out) += ' ';
  write_bicep(value, 0, out);
  out += '\n';
}

/// An example keeps its own indentation, less that of its first line.
void write_example(std::string_view example, std::string& out) {
  std::size_t excess = 0;
  while (excess < example.size() &&
         std::string_view(" \t\r\n").find(example[excess]) != std::string_view::npos) {
    ++excess;
  }
  std::string text;
  for (std::string_view line : split_lines(example)) {
    if (line.empty()) continue;
    std::string indented = "  " + std::string(line);
    const std::size_t blanks = std::min(indented.find_first_not_of(" \t"), indented.size());
    if (blanks >= excess) indented.erase(0, excess);
    text.append(indented) += '\n';
  }
  if (example.find('\n') == std::string_view::npos) {
    write_label(wording::example, out).append(" `").append(trim(text)).append("`\n");
  } else {
    write_label(wording::example, out).append("\n  ```Bicep\n").append(trim_end(text));
    out += "\n  ```\n";
  }
}

void write_object_example(Value example, std::string& out) {
  order(example);
  std::string text;
  write_bicep(example, 0, text);
  if (text.find('\n') == std::string::npos) {
    write_label(wording::example, out).append(" `").append(text).append("`\n");
  } else {
    write_fenced(wording::example, text, out);
  }
}

void write_roles(const std::vector<std::string>& roles, std::string& out) {
  write_label(wording::roles, out) += '\n';
  for (const std::string& role : roles) out.append("  - `'").append(role).append("'`\n");
}

void write_list(const std::vector<Parameter>& parameters, const Rules& rules,
                std::string& identifier, Page& page);

void write_details(const Parameter& parameter, const Rules& rules, const std::string& identifier,
                   Page& page) {
  std::string& out = page.text;
  const auto mark = [&](Part part) { page.mark(Item::parameter, part, identifier); };
  mark(Part::heading);
  out.append(wording::parameter_heading).append(identifier).append("`\n\n");
  if (!parameter.description.empty() ||
      page.convention.requirement_types == RequirementTypes::prefix) {
    mark(Part::description);
    write_on_one_line(parameter.description, Lists::yes, out);
    out += "\n\n";
  }
  mark(Part::required);
  write_label(wording::required, out).append(" ").append(parameter.required ? "Yes" : "No") += '\n';
  mark(Part::type);
  write_label(wording::type, out).append(" ").append(parameter.type) += '\n';
  if (parameter.default_value) {
    write_value(wording::default_value,
                default_text(*parameter.default_value, parameter.name, page.convention), identifier,
                page);
  }
  if (parameter.allowed_values) {
    const std::string text = bicep_text(*parameter.allowed_values, parameter.name, page.convention);
    write_value(
        text.find('\n') == std::string::npos ? wording::default_value : wording::allowed_values,
        text, identifier, page);
  }
  const auto limit = [&](Part part, std::string_view label, const std::optional<Value>& value) {
    if (!value) return;
    mark(part);
    write_limit(label, *value, out);
  };
  limit(Part::min_value, wording::min_value, parameter.min_value);
  limit(Part::max_value, wording::max_value, parameter.max_value);
  limit(Part::min_length, wording::min_length, parameter.min_length);
  limit(Part::max_length, wording::max_length, parameter.max_length);
  if (!parameter.roles.empty()) {
    mark(Part::roles);
    write_roles(parameter.roles, out);
  }
  if (parameter.object_example && !rules.object_example_as_type_name) {
    mark(Part::metadata_example);
    write_object_example(*parameter.object_example, out);
  } else if (!parameter.example.empty()) {
    mark(Part::metadata_example);
    write_example(parameter.example, out);
  }
  if (!parameter.discriminator.empty()) {
    mark(Part::discriminator);
    write_label(wording::discriminator, out)
        .append(" `")
        .append(parameter.discriminator)
        .append("`\n");
  }
  out += '\n';
}

/// `settings.kind-blue`, which is what the heading of a variant calls it.
void append_variant(const Parameter& parameter, const Variant& variant, std::string& identifier) {
  identifier.append(".").append(parameter.discriminator).append("-").append(variant.name);
}

/// A table of the variants, then each with its own parameters. By older rules `table` is not
/// cleared between the parameters of a list: a second union repeats what came before.
void write_variants(const Parameter& parameter, const Rules& rules, std::string& identifier,
                    Page& table, Page& page) {
  if (parameter.variants.empty()) return;
  const std::size_t own_size = identifier.size();
  if (!rules.variants_repeat) {
    table.text.clear();
    if (table.spans != nullptr) table.spans->clear();
  }
  table.mark(Item::parameter, Part::table_head, identifier);
  table.text += wording::variants_title;
  table.text += "\n\n| Variant | Description |\n| :-- | :-- |\n";
  for (const Variant& variant : parameter.variants) {
    append_variant(parameter, variant, identifier);
    table.mark(Item::variant, Part::row, identifier);
    table.text.append(wording::linked_row).append(variant.name).append("`](#");
    write_anchor(page.convention, std::string(wording::variant_title) + identifier + "`",
                 table.text);
    table.text.append(wording::end_of_linked_name);
    write_cell(variant.description, Lists::no, table);
    table.text.append(" |\n");
    identifier.resize(own_size);
  }
  table.text += '\n';
  page.append(table);
  for (const Variant& variant : parameter.variants) {
    append_variant(parameter, variant, identifier);
    page.mark(Item::variant, Part::heading, identifier);
    page.text.append(wording::variant_heading).append(identifier).append("`\n");
    page.mark(Item::variant, Part::description, identifier);
    write_on_one_line(variant.description, Lists::no, page.text);
    page.text += "\n\n";
    page.mark(Item::variant, Part::usage, identifier);
    page.text.append(wording::variant_usage).append("set the property `");
    page.text.append(parameter.discriminator);
    page.text.append("` to `").append(variant.name).append("`.\n\n");
    write_list(variant.parameters, rules, identifier, page);
    identifier.resize(own_size);
  }
}

void write_table_head(Page& page) {
  static constexpr std::array<std::string_view, 4> names = {
      wording::type, "Description", wording::required, wording::default_value};
  std::string& out = page.text;
  out += "| Parameter |";
  for (const ParameterColumn column : page.convention.columns) {
    out.append(" ").append(names.at(static_cast<std::size_t>(column))).append(" |");
  }
  out += "\n| :-- |";
  for (std::size_t i = 0; i < page.convention.columns.size(); ++i) out += " :-- |";
  out += '\n';
}

void write_column(const Parameter& parameter, ParameterColumn column, Page& page) {
  std::string& out = page.text;
  switch (column) {
    case ParameterColumn::type:
      out += parameter.type;
      return;
    case ParameterColumn::description:
      write_cell(parameter.description, Lists::yes, page);
      return;
    case ParameterColumn::required:
      out += parameter.required ? "Yes" : "No";
      return;
    case ParameterColumn::default_value: {
      if (!parameter.default_value) return;
      const std::string text =
          default_text(*parameter.default_value, parameter.name, page.convention);
      const bool is_short = text.find('\n') == std::string::npos;
      write_cell(is_short ? "`" + text + "`" : "see below", Lists::no, page);
      return;
    }
  }
}

void write_tables(const std::vector<Parameter>& parameters, const std::string& parent, Page& page) {
  std::string& out = page.text;
  std::string_view category;
  std::string identifier = parent;
  for (const Parameter& parameter : parameters) {
    if (parameter.category != category) {
      if (!category.empty()) out += '\n';
      category = parameter.category;
      page.mark(Item::parameter_group, Part::table_head, parent, category);
      out.append(wording::group_begin).append(category).append(wording::group_end).append("\n\n");
      write_table_head(page);
    }
    if (page.spans != nullptr) {
      identifier.resize(parent.size());
      identifier.append(parent.empty() ? "" : ".").append(parameter.name);
      page.mark(Item::parameter, Part::row, identifier, category);
    }
    out.append(wording::linked_row).append(parameter.name).append("`");
    out += wording::parameter_address;
    write_anchor(page.convention, parent, out);
    write_anchor(page.convention, parameter.name, out);
    out += ")";
    for (const ParameterColumn column : page.convention.columns) {
      out += " | ";
      write_column(parameter, column, page);
    }
    out += " |\n";
  }
  if (!category.empty()) out += '\n';
}

/// The parameters or properties of what `identifier` names, which each of them adds itself to.
void write_list(const std::vector<Parameter>& parameters, const Rules& rules,
                std::string& identifier, Page& page) {
  std::vector<Span> table_spans;
  Page variants_table{page.convention, {}, page.spans == nullptr ? nullptr : &table_spans};
  write_tables(parameters, identifier, page);
  const std::size_t parent_size = identifier.size();
  for (const Parameter& parameter : parameters) {
    identifier.append(parent_size == 0 ? "" : ".").append(parameter.name);
    write_details(parameter, rules, identifier, page);
    for (const std::vector<Parameter>& properties : parameter.properties) {
      write_list(properties, rules, identifier, page);
    }
    write_variants(parameter, rules, identifier, variants_table, page);
    identifier.resize(parent_size);
  }
}

}  // namespace

void write_anchor(const Convention& convention, std::string_view heading, std::string& out) {
  if (convention.anchors != Anchors::avm) {
    write_github_anchor(heading, out);
    return;
  }
  const std::size_t begin = out.size();
  out += heading;
  auto to = out.begin() + static_cast<std::ptrdiff_t>(begin);
  for (auto from = to; from != out.end(); ++from) {
    if (*from == '`' || *from == ':' || *from == '.') continue;
    *to++ = *from == ' ' || *from == '\t' ? '-' : to_lower(*from);
  }
  out.erase(to, out.end());
}

void write_parameters(const Module& module, Page& page) {
  begin_section(titles::parameters, page);
  if (module.parameters.empty()) {
    page.mark(Item::section, Part::none, titles::parameters);
    page.text.append(wording::none) += '\n';
    return;
  }
  std::string identifier;
  write_list(module.parameters, *module.rules, identifier, page);
}

}  // namespace avmdoc

#include "check/example_outline.hpp"

#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// What is known of a form: where its parameters stand.
struct Form {
  std::size_t indent = 0;
  bool keyword = false;  ///< `param name = value`; else `name: value` or `"name": {`
};

Form form_named(std::string_view name) {
  if (name.starts_with("Bicep parameters")) return {0, true};
  return {4, false};
}

std::string_view leading_word(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_word(text[size])) ++size;
  return text.substr(0, size);
}

/// The name of the parameter that begins on a line: `    tags: {`, `    "tags": {`,
/// `param tags = {`.
std::string_view parameter_name(std::string_view line, const Form& form) {
  const std::size_t blanks = line.find_first_not_of(' ');
  if (blanks != form.indent) return {};
  line.remove_prefix(blanks);
  if (form.keyword && line.starts_with("param ")) return leading_word(line.substr(6));
  const char quote = line.front();
  if (quote == '"' || quote == '\'') {
    const std::size_t end = line.find(quote, 1);
    const bool key = end != std::string_view::npos && line.substr(end + 1).starts_with(':');
    return key ? line.substr(1, end - 1) : std::string_view();
  }
  const std::string_view word = leading_word(line);
  return line.substr(word.size()).starts_with(':') ? word : std::string_view();
}

/// Whether a line stands around the parameters and not in one.
bool stands_outside(std::string_view line, const Form& form) {
  if (line.starts_with("```")) return true;
  const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  if (line.substr(blanks).starts_with("//")) return blanks == form.indent;
  return !form.keyword && blanks < form.indent && blanks < line.size();
}

}  // namespace

std::vector<Part> example_parts(const std::vector<std::string_view>& lines, std::size_t begin,
                                std::size_t end, std::string_view form) {
  std::vector<Part> parts;
  const auto add = [&](std::string name, std::size_t line) {
    parts.push_back({std::move(name), std::string(lines[line]), line, line + 1});
  };
  const Form shape = form_named(form);
  bool in_parameter = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = lines[i];
    const std::string_view name = parameter_name(line, shape);
    if (!name.empty()) {
      add(std::string(form) + ":" + std::string(name), i);
      in_parameter = true;
    } else if (!in_parameter || stands_outside(line, shape)) {
      add(std::string(form), i);
      in_parameter = false;
    } else {
      parts.back().text.append("\n").append(line);
      parts.back().end = i + 1;
    }
  }
  // A comma follows from what comes after a parameter.
  for (Part& part : parts) {
    if (form.starts_with("JSON") && part.text.ends_with(',')) part.text.pop_back();
  }
  return parts;
}

}  // namespace avmdoc

#include <algorithm>
#include <map>
#include <string>

#include "check/line_reader.hpp"
#include "readme/wording.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Older generators spelled the forms otherwise.
Form form_named(std::string_view name) {
  if (name.starts_with("JSON")) return Form::json_parameters;
  return name.starts_with("Bicep param") ? Form::bicep_parameters : Form::bicep_module;
}

/// Where an example begins and ends, and what it is known by.
struct Lines {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string folder;
};

bool begins_example(std::string_view line) {
  return line.starts_with(wording::example_heading) && line.find(": ") != std::string_view::npos;
}

/// Below the first heading each example reaches to the next one that is not part of its code.
std::vector<Lines> find_examples(const LineReader& reader, std::size_t begin, std::size_t end) {
  std::vector<Lines> examples;
  bool fenced = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = reader.line(i);
    if (line.starts_with("```")) fenced = !fenced;
    if (!begins_example(line) || fenced) continue;
    if (!examples.empty()) examples.back().end = i;
    examples.push_back({i, end, {}});
  }
  return examples;
}

/// The folder of the test, or nothing where a generator did not write it.
std::string folder_of(const LineReader& reader, const Lines& example) {
  for (std::size_t i = example.begin; i < example.end; ++i) {
    const std::string_view line = reader.line(i);
    const std::size_t path = line.find(wording::tests_folder);
    if (line.starts_with(wording::example_path) && path != std::string_view::npos) {
      const std::size_t begin = path + wording::tests_folder.size();
      return std::string(line.substr(begin, line.find(']', begin) - begin));
    }
    // By other conventions than AVM's it is the path of the file.
    if (line.starts_with(wording::example_path) && line.find('[') != std::string_view::npos) {
      const std::size_t begin = line.find('[') + 1;
      return std::string(line.substr(begin, line.find(']', begin) - begin));
    }
    if (line.starts_with(wording::details)) break;
  }
  return {};
}

/// Whether a code block is the whole test and not a call of the module, whose reference begins with
/// `registry`.
bool is_source(const LineReader& reader, std::size_t begin, std::size_t end,
               std::string_view registry) {
  if (begin == end) return true;
  const std::string_view first = reader.line(begin);
  const std::size_t reference = std::min(first.find(" '"), first.size());
  const bool calls = !registry.empty() && first.starts_with(wording::module_begin) &&
                     first.substr(reference).starts_with(" '" + std::string(registry));
  return !calls && (begin + 1 == end || reader.line(begin + 1) != wording::params_begin);
}

/// From `<details>` to the line after `</details>`; gives its last line.
std::size_t read_form(LineReader& reader, const Lines& example, std::size_t line,
                      std::string_view registry) {
  std::size_t i = line + 1;
  while (i < example.end && !reader.line(i).starts_with(wording::summary) &&
         !reader.line(i).starts_with("```") && !reader.line(i).starts_with(wording::details)) {
    ++i;
  }
  if (i == example.end || !reader.line(i).starts_with(wording::summary)) {
    reader.mark_other(line, Item::example, example.folder);
    return line;
  }
  const Form form = form_named(reader.line(i).substr(wording::summary.size()));
  reader.mark(line, Item::example, Part::form, example.folder, {}, form);
  while (i < example.end && !reader.line(i).starts_with("```")) ++i;
  if (i == example.end) return i - 1;
  const std::size_t code = i + 1;
  const std::size_t after = end_of_fence(reader, i, example.end);
  const std::size_t code_end = std::max(code, after - 1);
  if (form == Form::bicep_module && is_source(reader, code, code_end, registry)) {
    if (code < code_end) {
      reader.mark(code, Item::example, Part::source, example.folder, {}, form);
    }
  } else {
    read_example_code(reader, example.folder, form, code, code_end);
  }
  if (code_end == example.end) return code_end - 1;
  reader.mark(code_end, Item::example, Part::form_end, example.folder, {}, form);
  i = code_end + 1;
  for (const std::string_view expected : {wording::details_end, wording::paragraph}) {
    std::size_t next = i;
    while (next < example.end && reader.is_blank(next)) ++next;
    if (next < example.end && reader.line(next) == expected) i = next + 1;
  }
  return i - 1;
}

void read_example(LineReader& reader, const Lines& example, std::string_view registry) {
  const std::string_view heading = reader.line(example.begin);
  const std::size_t title = heading.find(": ") + 2;
  const auto mark = [&](std::size_t line, Part part, std::size_t column = 0) {
    reader.mark(line, Item::example, part, example.folder, {}, Form::none, column);
  };
  mark(example.begin, Part::number);
  mark(example.begin, Part::title, title);
  bool described = false;
  for (std::size_t i = example.begin + 1; i < example.end; ++i) {
    if (reader.is_blank(i)) continue;
    const std::string_view line = reader.line(i);
    if (line.starts_with(wording::example_path)) {
      mark(i, Part::path);
      described = true;
    } else if (line.starts_with(wording::skip_note)) {
      mark(i, Part::skip_note);
      described = true;
      if (i + 1 < example.end && reader.line(i + 1).starts_with("```")) {
        i = end_of_fence(reader, i + 1, example.end) - 1;
      }
    } else if (line.starts_with(wording::details)) {
      i = read_form(reader, example, i, registry);
      described = true;
    } else if (!described) {
      mark(i, Part::description);
      described = true;
      while (i + 1 < example.end && !reader.line(i + 1).starts_with(wording::example_path) &&
             !reader.line(i + 1).starts_with(wording::skip_note) &&
             !reader.line(i + 1).starts_with(wording::details)) {
        ++i;
      }
    } else {
      reader.mark_other(i, Item::example, example.folder);
    }
  }
}

/// The number that follows the last `before` in a line, such as that in `](#example-2-max)`; 0 when
/// there is none.
std::size_t number_after(std::string_view before, std::string_view line) {
  const std::size_t begin = line.rfind(before);
  if (begin == std::string_view::npos) return 0;
  std::size_t number = 0;
  for (std::size_t i = begin + before.size(); i < line.size() && is_digit(line[i]); ++i) {
    if (number < 100'000) number = number * 10 + static_cast<std::size_t>(line[i] - '0');
  }
  return number;
}

/// The example that the `ordinal`-th link leads to: the one with its number or, in a README of a
/// generator that wrote none, the one with its place. Null when the README does not have it.
const Lines* example_of_link(const LineReader& reader, const std::vector<Lines>& examples,
                             std::string_view link, std::size_t ordinal) {
  const std::size_t number = number_after(wording::example_address, link);
  if (number == 0) return ordinal <= examples.size() ? &examples[ordinal - 1] : nullptr;
  const auto found = std::ranges::find_if(examples, [&](const Lines& example) {
    return number_after(wording::example_heading, reader.line(example.begin)) == number;
  });
  return found == examples.end() ? nullptr : &*found;
}

/// The fixed text and the links to the examples.
void read_head(LineReader& reader, const std::vector<Lines>& examples, std::size_t begin,
               std::size_t end) {
  constexpr std::string_view section = titles::usage_examples;
  bool has_intro = false;
  std::size_t ordinal = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (reader.is_blank(i)) continue;
    const std::string_view line = reader.line(i);
    const bool link = line.starts_with(wording::link) && has_intro;
    ordinal += link ? 1 : 0;
    const Lines* const example = link ? example_of_link(reader, examples, line, ordinal) : nullptr;
    if (example != nullptr) {
      reader.mark(i, Item::example, Part::link, example->folder);
    } else if (!has_intro) {
      has_intro = true;
      reader.mark(i, Item::section, Part::intro, section);
      while (i + 1 < end && !reader.line(i + 1).starts_with(wording::link)) ++i;
    } else {
      reader.mark_other(i, Item::section, section);
    }
  }
}

/// The name of the parameter that begins on a line: `    tags: {`, `    "tags": {`,
/// `param tags = {`.
std::string_view argument_name(std::string_view line, Form form) {
  const std::size_t indent = form == Form::bicep_parameters ? 0 : 4;
  if (line.find_first_not_of(' ') != indent) return {};
  line.remove_prefix(indent);
  const auto word = [](std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_word(text[size])) ++size;
    return text.substr(0, size);
  };
  if (form == Form::bicep_parameters && line.starts_with(wording::param_begin))
    return word(line.substr(wording::param_begin.size()));
  const char quote = line.front();
  if (quote == '"' || quote == '\'') {
    const std::size_t end = line.find(quote, 1);
    const bool key = end != std::string_view::npos && line.substr(end + 1).starts_with(':');
    return key ? line.substr(1, end - 1) : std::string_view();
  }
  const std::string_view name = word(line);
  return line.substr(name.size()).starts_with(':') ? name : std::string_view();
}

/// The detail of `// Required parameters` and `// Non-required parameters`.
std::string_view comment_detail(std::string_view line, Form form) {
  const std::string_view text = trim(line);
  const std::size_t indent = form == Form::bicep_parameters ? 0 : 4;
  if (line.find_first_not_of(' ') != indent) return {};
  if (text == wording::required_comment) return "required";
  return text == wording::other_comment ? "other" : std::string_view();
}

}  // namespace

void read_example_code(LineReader& reader, std::string_view folder, Form form, std::size_t begin,
                       std::size_t end) {
  enum class Where : std::uint8_t { before, inside, after } where = Where::before;
  const auto mark = [&](std::size_t line, Part part, std::string_view detail,
                        std::size_t column = 0) {
    reader.mark(line, Item::example, part, folder, detail, form, column);
  };
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = reader.line(i);
    if (i == begin) mark(i, Part::frame, "begin");
    if (where == Where::after) continue;
    const std::string_view comment = comment_detail(line, form);
    const std::string_view name = argument_name(line, form);
    const bool closes = form != Form::bicep_parameters && (line == "  }" || line == "  },");
    if (!comment.empty()) {
      mark(i, Part::comment, comment);
    } else if (!name.empty()) {
      mark(i, Part::argument, name);
      where = Where::inside;
    } else if (closes) {
      // The line break before the end of the JSON form is written with it.
      const bool json = form == Form::json_parameters && where == Where::inside;
      if (json) {
        reader.spans.push_back(
            {Item::example, Part::frame, form, reader.begins[i] - 1, std::string(folder), "end"});
      } else {
        mark(i, Part::frame, "end");
      }
      where = Where::after;
    } else if (line == "    }," && form == Form::json_parameters) {
      mark(i, Part::separator, {}, 5);
    }
  }
}

void read_examples(LineReader& reader, std::size_t begin, std::size_t end,
                   const Convention& convention) {
  const std::string_view reference = convention.reference;
  const std::string_view registry = reference.substr(0, reference.find('{'));
  std::vector<Lines> examples = find_examples(reader, begin, end);
  std::map<std::string, std::size_t> counts;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    examples[i].folder = folder_of(reader, examples[i]);
    // Named by its number until the comparison finds the test that it belongs to.
    if (examples[i].folder.empty()) {
      examples[i].folder = wording::repeated + std::to_string(i + 1);
    } else if (const std::size_t count = ++counts[examples[i].folder]; count > 1) {
      examples[i].folder += wording::repeated + std::to_string(count);
    }
  }
  read_head(reader, examples, begin, examples.empty() ? end : examples.front().begin);
  for (const Lines& example : examples) read_example(reader, example, registry);
}

}  // namespace avmdoc

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_set>

#include "readme/page.hpp"
#include "readme/sections.hpp"
#include "readme/value_text.hpp"
#include "readme/wording.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"
#include "text/white_space.hpp"

namespace avmdoc {
namespace {

/// Where the comments stand that tell required parameters from the others: before the first and
/// after the last required one. None when an example has one parameter or no required one.
struct Comments {
  bool required = false;
  std::size_t others = 0;  ///< index of the first other parameter; 0 when there is none
};

Comments comments_of(const Module& module, const Value::Object& parameters) {
  const std::unordered_set<std::string_view> names(module.required_parameters.begin(),
                                                   module.required_parameters.end());
  const auto is_required = [&](const Value::Member& parameter) {
    return names.contains(parameter.first);
  };
  const auto other = std::find_if_not(parameters.begin(), parameters.end(), is_required);
  const auto count = static_cast<std::size_t>(other - parameters.begin());
  if (parameters.size() < 2 || count == 0) return {};
  return {true, count == parameters.size() ? 0 : count};
}

/// What an example is written with.
struct Writer {
  const Module& module;
  const Example& example;
  std::string_view key;
  Page& page;

  void mark(Part part, Form form = Form::none, std::string_view detail = {}) const {
    page.mark(Item::example, part, key, detail, form);
  }
};

void open_details(const Writer& writer, Form form, std::string_view title,
                  std::string_view language) {
  writer.mark(Part::form, form);
  std::string& out = writer.page.text;
  out.append("\n").append(wording::details).append("\n\n").append(wording::summary);
  out.append(title).append("</summary>\n\n```");
  out.append(language) += '\n';
}

void close_details(const Writer& writer, Form form) {
  writer.mark(Part::form_end, form);
  writer.page.text.append("```\n\n").append(wording::details_end).append("\n");
  writer.page.text.append(wording::paragraph) += '\n';
}

/// Writes the parameters of one form, each by `write`, with the comments before them.
template <typename Write>
void write_arguments(const Writer& writer, Form form, const Comments& comments,
                     std::string_view indent, const Write& write) {
  const Value::Object& parameters = *writer.example.parameters;
  const auto comment = [&](std::string_view detail, std::string_view text) {
    writer.mark(Part::comment, form, detail);
    writer.page.text.append(indent).append(text) += '\n';
  };
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i != 0 && form == Form::json_parameters) {
      writer.mark(Part::separator, form);
      writer.page.text += ",\n";
    }
    if (i == 0 && comments.required) comment("required", wording::required_comment);
    if (i != 0 && i == comments.others) comment("other", wording::other_comment);
    writer.mark(Part::argument, form, parameters[i].first);
    write(parameters[i]);
  }
}

void write_bicep_module(const Writer& writer) {
  constexpr Form form = Form::bicep_module;
  const Identity& identity = writer.module.identity;
  const Value::Object& parameters = *writer.example.parameters;
  std::string& out = writer.page.text;
  open_details(writer, form, "Bicep module", "bicep");
  writer.mark(Part::frame, form, "begin");
  out.append(wording::module_begin).append(symbolic_name(identity)).append(" '");
  out.append(writer.module.reference).append("' = {\n").append(wording::params_begin) += '\n';
  if (parameters.empty()) out += '\n';
  write_arguments(writer, form, comments_of(writer.module, parameters), "    ",
                  [&](const Value::Member& parameter) { write_bicep_member(parameter, 4, out); });
  writer.mark(Part::frame, form, "end");
  out += "  }\n}\n";
  close_details(writer, form);
}

void write_json_parameter_file(const Writer& writer) {
  constexpr Form form = Form::json_parameters;
  const Value::Object& parameters = *writer.example.parameters;
  std::string& out = writer.page.text;
  // PowerShell takes such a parameter for the property of the table that the others are in.
  const bool hides_count = std::ranges::any_of(parameters, [](const Value::Member& parameter) {
    return equal_ignoring_case(parameter.first, "keys");
  });
  const bool loses_comments = hides_count && writer.module.rules->comments_lost_to_keys;
  const Comments comments = loses_comments ? Comments() : comments_of(writer.module, parameters);
  open_details(writer, form, wording::json_form, "json");
  writer.mark(Part::frame, form, "begin");
  out +=
      "{\n"
      "  \"$schema\": "
      "\"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",\n"
      "  \"contentVersion\": \"1.0.0.0\",\n"
      "  \"parameters\": {";
  if (!parameters.empty()) out += '\n';
  write_arguments(writer, form, comments, "    ", [&](const Value::Member& parameter) {
    out += "    ";
    write_json(Value(parameter.first), 0, out);
    out += ": {\n      \"value\": ";
    write_json(parameter.second, 6, out);
    out += "\n    }";
  });
  if (!parameters.empty()) writer.mark(Part::frame, form, "end");
  out += parameters.empty() ? "}\n}\n" : "\n  }\n}\n";
  close_details(writer, form);
}

/// Kept because real modules depend on it: the reference does not make a `param` of a name with a
/// digit, such as `enableHttp2`.
bool has_digit(std::string_view name) {
  return std::ranges::any_of(name, is_digit) && name.find('_') == std::string_view::npos;
}

void write_bicep_parameter_file(const Writer& writer) {
  constexpr Form form = Form::bicep_parameters;
  const Value::Object& parameters = *writer.example.parameters;
  std::string& out = writer.page.text;
  open_details(writer, form, "Bicep parameters file", "bicep-params");
  writer.mark(Part::frame, form, "begin");
  out.append("using '").append(writer.module.reference).append("'\n\n");
  if (parameters.empty()) out += '\n';
  write_arguments(writer, form, comments_of(writer.module, parameters), "",
                  [&](const Value::Member& parameter) {
                    if (has_digit(parameter.first)) {
                      write_bicep_member(parameter, 0, out);
                      return;
                    }
                    out.append(wording::param_begin).append(parameter.first).append(" = ");
                    write_bicep(parameter.second, 0, out);
                    out += '\n';
                  });
  close_details(writer, form);
}

std::string heading(std::string_view title, std::size_t number) {
  return std::string(wording::example_title) + std::to_string(number) + ": _" + std::string(title) +
         "_";
}

/// The address of an example's heading: without markup, and with letters, digits and dashes alone.
std::string anchor(const std::string& heading) {
  // The regular expression of the reference ignores case, so it takes this for a `K`.
  constexpr std::string_view kelvin_sign = "\xE2\x84\xAA";
  const std::string_view text = heading;
  const std::size_t last_close = text.rfind('>');
  std::string result = "#";
  bool blank = false;
  const auto add = [&](char c) {
    if (blank && result.size() > 1) result += '-';
    blank = false;
    result += c;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<' && last_close != std::string_view::npos && i < last_close) {
      const std::size_t close = text.find('>', i + (text.substr(i + 1).starts_with('/') ? 3 : 2));
      if (close != std::string_view::npos) {
        i = close;
        continue;
      }
    }
    if (const std::size_t size = white_space_at(text.substr(i)); size != 0) {
      blank = true;
      i += size - 1;
    } else if (is_letter(c) || is_digit(c) || c == '-') {
      add(to_lower(c));
    } else if (text.substr(i).starts_with(kelvin_sign)) {
      add('k');
      i += kelvin_sign.size() - 1;
    }
  }
  return result;
}

void write_example(const Writer& writer, std::size_t number) {
  const Example& example = writer.example;
  std::string& out = writer.page.text;
  const std::string whole = heading(example.title, number);
  const std::size_t title = whole.find(": ") + 2;
  writer.mark(Part::number);
  out.append("### ").append(whole, 0, title);
  writer.mark(Part::title);
  out.append(whole, title) += '\n';
  if (example.description) {
    writer.mark(Part::description);
    out.append("\n").append(*example.description).append("\n\n");
  }
  writer.mark(Part::path);
  const bool has_path_of_file = !writer.page.convention.examples.empty();
  if (has_path_of_file && !example.description) out += '\n';
  out += wording::example_path;
  if (!has_path_of_file) {
    out.append(" and the setup of its dependencies in the deployment test folder path ");
    out.append(wording::tests_folder).append(example.folder).append("]\n\n");
  } else {
    out.append(" in [").append(example.folder).append("](");
    out.append(replace_all(example.folder, " ", "%20")).append(").\n\n");
  }
  if (example.skip_reason) {
    writer.mark(Part::skip_note);
    out += wording::skip_note;
    out +=
        " from the CI deployment validation due to the presence "
        "of a `.e2eignore` file in the test folder. The reason for skipping the deployment is:\n"
        "```text\n";
    out.append(*example.skip_reason).append("\n```\n");
  }
  if (example.parameters) {
    const ExampleForms& forms = writer.page.convention.forms;
    if (forms.bicep) write_bicep_module(writer);
    if (forms.json) write_json_parameter_file(writer);
    if (forms.parameter_file) write_bicep_parameter_file(writer);
  } else {
    open_details(writer, Form::bicep_module, "Bicep module", "bicep");
    writer.mark(Part::source, Form::bicep_module);
    for (const std::string_view line : lines_of_file(example.source)) out.append(line) += '\n';
    close_details(writer, Form::bicep_module);
  }
  out += '\n';
}

/// Only the children of a multi-scope module have examples.
void write_scoped_children(const Module& module, std::string& out) {
  out +=
      "**Note**: This is a multi-scoped module. This means, you will find the 'Usage Examples' "
      "in the documentation of the correspondingly scoped child modules:\n";
  for (const std::string& child : module.scoped_children) {
    out.append("- `/").append(child).append("/README.md`\n");
  }
}

}  // namespace

std::vector<std::string> example_keys(const std::vector<Example>& examples) {
  std::map<std::string_view, std::size_t> counts;
  std::vector<std::string> keys;
  keys.reserve(examples.size());
  for (const Example& example : examples) {
    const std::size_t count = ++counts[example.folder];
    keys.push_back(example.folder + (count == 1 ? "" : wording::repeated + std::to_string(count)));
  }
  return keys;
}

void write_example_link(std::string_view title, std::size_t number, std::string& out) {
  out.append(wording::link).append(title).append("](");
  out.append(anchor("### " + heading(title, number))).append(")\n");
}

void write_usage_examples(const Module& module, Page& page) {
  if (!module.has_tests) return;
  constexpr std::string_view section = titles::usage_examples;
  begin_section(section, page);
  std::string& out = page.text;
  page.mark(Item::section, Part::intro, section);
  if (!module.scoped_children.empty()) {
    write_scoped_children(module, out);
    return;
  }
  if (module.convention->examples.empty()) {
    out +=
        "The following section provides usage examples for the module, which were used to "
        "validate and deploy the module successfully. For a full reference, please review the "
        "module's test folder in its repository.\n\n"
        ">**Note**: Each example lists all the required parameters first, followed by the rest - "
        "each in alphabetical order.\n\n"
        ">**Note**: To reference the module, please use the following syntax `";
    out.append(module.reference).append("`.\n\n");
  } else {
    out += "Each example lists the required parameters first.\n\n";
  }
  std::vector<std::string> keys(module.examples.size());
  if (page.spans != nullptr) keys = example_keys(module.examples);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    page.mark(Item::example, Part::link, keys[i]);
    write_example_link(module.examples[i].title, i + 1, out);
  }
  out += '\n';
  for (std::size_t i = 0; i < keys.size(); ++i) {
    write_example({module, module.examples[i], keys[i], page}, i + 1);
  }
}

}  // namespace avmdoc

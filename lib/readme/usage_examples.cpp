#include <algorithm>

#include "readme/sections.hpp"
#include "readme/value_text.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Where the comments stand that tell required parameters from the others: before the first and
/// after the last required one. None when an example has one parameter or no required one.
struct Comments {
  bool required = false;
  std::size_t others = 0;  ///< index of the first other parameter; 0 when there is none
};

Comments comments_of(const Module& module, const Value::Object& parameters) {
  const auto is_required = [&](const Value::Member& parameter) {
    return std::find(module.required_parameters.begin(), module.required_parameters.end(),
                     parameter.first) != module.required_parameters.end();
  };
  const auto other = std::find_if_not(parameters.begin(), parameters.end(), is_required);
  const auto count = static_cast<std::size_t>(other - parameters.begin());
  if (parameters.size() < 2 || count == 0) return {};
  return {true, count == parameters.size() ? 0 : count};
}

void open_details(std::string_view form, std::string_view language, std::string& out) {
  out.append("\n<details>\n\n<summary>via ").append(form).append("</summary>\n\n```");
  out.append(language) += '\n';
}

void close_details(std::string& out) { out += "```\n\n</details>\n<p>\n"; }

void write_bicep_module(const Module& module, const Value::Object& parameters, std::string& out) {
  const Comments comments = comments_of(module, parameters);
  open_details("Bicep module", "bicep", out);
  out.append("module ").append(symbolic_name(module.identity)).append(" 'br/public:");
  out.append(module.identity.full()).append(":<version>' = {\n  params: {\n");
  if (parameters.empty()) out += '\n';
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i == 0 && comments.required) out += "    // Required parameters\n";
    if (i != 0 && i == comments.others) out += "    // Non-required parameters\n";
    write_bicep_member(parameters[i], 4, out);
  }
  out += "  }\n}\n";
  close_details(out);
}

void write_json_parameter_file(const Module& module, const Value::Object& parameters,
                               std::string& out) {
  // A parameter of the name `keys` hides from the reference how many parameters there are.
  const bool has_keys = std::ranges::any_of(parameters, [](const Value::Member& parameter) {
    return equal_ignoring_case(parameter.first, "keys");
  });
  const Comments comments = has_keys ? Comments() : comments_of(module, parameters);
  open_details("JSON parameters file", "json", out);
  out +=
      "{\n"
      "  \"$schema\": "
      "\"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#\",\n"
      "  \"contentVersion\": \"1.0.0.0\",\n"
      "  \"parameters\": {";
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    if (i == 0 && comments.required) out += "    // Required parameters\n";
    if (i != 0 && i == comments.others) out += "    // Non-required parameters\n";
    out += "    ";
    write_json(Value(parameters[i].first), 0, out);
    out += ": {\n      \"value\": ";
    write_json(parameters[i].second, 6, out);
    out += "\n    }";
  }
  out += parameters.empty() ? "}\n}\n" : "\n  }\n}\n";
  close_details(out);
}

/// Kept because real modules depend on it: the reference does not make a `param` of a name with a
/// digit, such as `enableHttp2`.
bool has_digit(std::string_view name) {
  return std::ranges::any_of(name, is_digit) && name.find('_') == std::string_view::npos;
}

void write_bicep_parameter_file(const Module& module, const Value::Object& parameters,
                                std::string& out) {
  const Comments comments = comments_of(module, parameters);
  open_details("Bicep parameters file", "bicep-params", out);
  out.append("using 'br/public:").append(module.identity.full()).append(":<version>'\n\n");
  if (parameters.empty()) out += '\n';
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i == 0 && comments.required) out += "// Required parameters\n";
    if (i != 0 && i == comments.others) out += "// Non-required parameters\n";
    if (has_digit(parameters[i].first)) {
      write_bicep_member(parameters[i], 0, out);
      continue;
    }
    out.append("param ").append(parameters[i].first).append(" = ");
    write_bicep(parameters[i].second, 0, out);
    out += '\n';
  }
  close_details(out);
}

std::string heading(const Example& example, std::size_t number) {
  return "Example " + std::to_string(number) + ": _" + example.title + "_";
}

/// The address of an example's heading: without markup, and with letters, digits and dashes alone.
std::string anchor(const std::string& heading) {
  std::string text;
  for (std::size_t i = 0; i < heading.size(); ++i) {
    const char c = heading[i];
    if (c == '<') {
      const std::size_t close = heading.find('>', i + (heading[i + 1] == '/' ? 3 : 2));
      if (close != std::string::npos) {
        i = close;
        continue;
      }
    }
    if (is_letter(c) || is_digit(c) || c == '-' || c == ' ' || c == '\t') text += to_lower(c);
  }
  std::string result = "#";
  for (const char c : trim(text)) {
    if (c != ' ' && c != '\t') {
      result += c;
    } else if (!result.ends_with('\1')) {
      result += '\1';
    }
  }
  std::replace(result.begin(), result.end(), '\1', '-');
  return result;
}

void write_example(const Module& module, const Example& example, std::size_t number,
                   std::string& out) {
  out.append("### ").append(heading(example, number)) += '\n';
  if (example.description) out.append("\n").append(*example.description).append("\n\n");
  out.append(
      "You can find the full example and the setup of its dependencies in the deployment "
      "test folder path [/tests/e2e/");
  out.append(example.folder).append("]\n\n");
  if (example.skip_reason) {
    out +=
        "> **Note**: This test is skipped from the CI deployment validation due to the presence "
        "of a `.e2eignore` file in the test folder. The reason for skipping the deployment is:\n"
        "```text\n";
    out.append(*example.skip_reason).append("\n```\n");
  }
  if (example.parameters) {
    write_bicep_module(module, *example.parameters, out);
    write_json_parameter_file(module, *example.parameters, out);
    write_bicep_parameter_file(module, *example.parameters, out);
  } else {
    open_details("Bicep module", "bicep", out);
    for (const std::string_view line : split_lines(example.source)) out.append(line) += '\n';
    close_details(out);
  }
  out += '\n';
}

}  // namespace

void write_usage_examples(const Module& module, std::string& out) {
  if (!module.has_tests) return;
  begin_section("Usage examples", out);
  if (!module.scoped_children.empty()) {
    out +=
        "**Note**: This is a multi-scoped module. This means, you will find the 'Usage Examples' "
        "in the documentation of the correspondingly scoped child modules:\n";
    for (const std::string& child : module.scoped_children) {
      out.append("- `/").append(child).append("/README.md`\n");
    }
    return;
  }
  out +=
      "The following section provides usage examples for the module, which were used to validate "
      "and deploy the module successfully. For a full reference, please review the module's test "
      "folder in its repository.\n\n"
      ">**Note**: Each example lists all the required parameters first, followed by the rest - "
      "each in alphabetical order.\n\n"
      ">**Note**: To reference the module, please use the following syntax `br/public:";
  out.append(module.identity.full()).append(":<version>`.\n\n");
  std::size_t number = 1;
  for (const Example& example : module.examples) {
    out.append("- [").append(example.title).append("](");
    out.append(anchor("### " + heading(example, number++))).append(")\n");
  }
  out += '\n';
  number = 1;
  for (const Example& example : module.examples) write_example(module, example, number++, out);
}

}  // namespace avmdoc

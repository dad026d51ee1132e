#include <array>
#include <utility>

#include "settings/bicep_config.hpp"
#include "settings/values.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr std::array<std::string_view, 3> forms = {"bicep", "json", "bicepparam"};
constexpr std::string_view reassignments_expected =
    "items such as {files: ['tests/blob/**'], to: blob}";

void read_example_files(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = globs(context, node, key)) {
    context.settings.convention.examples = *std::move(value);
  }
}

void read_excluded_examples(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = globs(context, node, key)) {
    context.settings.convention.excluded_examples = *std::move(value);
  }
}

/// One of `examples.reassign`: `{files: [tests/**/blob/**], to: blob}`; nothing when it is wrong.
std::optional<Reassignment> reassignment(const Context& context, const YamlNode& node,
                                         std::string_view key) {
  if (node.kind != YamlNode::Kind::mapping) {
    wrong(context, node, key, reassignments_expected);
    return std::nullopt;
  }
  Reassignment result;
  for (const auto& [name, value] : node.members) {
    const std::string path = std::string(key) + "." + name.text;
    const bool is_exclude = name.text == "exclude";
    if (is_exclude || name.text == "files") {
      auto read = globs(context, value, path);
      if (!read) return std::nullopt;
      (is_exclude ? result.exclude : result.files) = *std::move(read);
    } else if (name.text == "to") {
      constexpr const char* folder = "the name of a folder, directly below that of the module";
      auto read = text(context, value, path, folder);
      if (!read) return std::nullopt;
      if (!is_folder_name(*read)) {
        wrong(context, value, path, folder);
        return std::nullopt;
      }
      result.to = *std::move(read);
    } else {
      const std::vector<std::string> known = {"files", "exclude", "to"};
      context.error(name, "settings-key",
                    "unknown key '" + name.text + "'" + suggestion(name.text, known) +
                        "; expected " + words(known));
      return std::nullopt;
    }
  }
  if (result.files.empty() || result.to.empty()) {
    wrong(context, node, key, reassignments_expected);
    return std::nullopt;
  }
  return result;
}

void read_reassignments(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, "a list of " + std::string(reassignments_expected));
    return;
  }
  std::vector<Reassignment> all;
  for (const YamlNode& item : node.items) {
    auto one = reassignment(context, item, key);
    if (!one) return;
    all.push_back(*std::move(one));
  }
  context.settings.convention.reassignments = std::move(all);
}

std::string show_reassignments(const Settings& settings) {
  std::string text = "[";
  for (const Reassignment& one : settings.convention.reassignments) {
    if (text.size() > 1) text += ", ";
    text.append("{files: ").append(show_list(one.files));
    if (!one.exclude.empty()) text.append(", exclude: ").append(show_list(one.exclude));
    text.append(", to: ").append(in_quotes(one.to)).append("}");
  }
  return text + "]";
}

void read_test_file(const Context& context, const YamlNode& node, std::string_view key) {
  read_name(context, node, key, context.settings.convention.test_file);
}

void read_deployment(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto name = text(context, node, key, "a symbolic name or any")) {
    context.settings.convention.deployment_name = *name == "any" ? "" : *std::move(name);
  }
}

void read_forms(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, "a list of " + words(forms));
    return;
  }
  std::array<bool, 3> shown{};
  for (const YamlNode& item : node.items) {
    if (const auto index = choice(context, item, key, forms)) shown.at(*index) = true;
  }
  context.settings.convention.forms = {shown[0], shown[1], shown[2]};
}

std::string show_forms(const Settings& settings) {
  const ExampleForms& shown = settings.convention.forms;
  std::string text;
  for (const auto& [is_shown, name] : {std::pair(shown.bicep, "bicep"),
                                       {shown.json, "json"},
                                       {shown.parameter_file, "bicepparam"}}) {
    if (is_shown) text += (text.empty() ? "" : ", ") + std::string(name);
  }
  return "[" + text + "]";
}

using S = const Settings&;

}  // namespace

const std::vector<Key>& example_keys() {
  static const std::vector<Key> all = {
      {{"examples.files", "globs of files that may deploy the module",
        [](S s) { return show_list(s.convention.examples); }},
       read_example_files},
      {{"examples.exclude", "globs of files that are no examples",
        [](S s) { return show_list(s.convention.excluded_examples); }},
       read_excluded_examples},
      {{"examples.reassign", "examples that a child module has in place of its parent",
        show_reassignments},
       read_reassignments},
      {{"examples.test-file", "the name of test files",
        [](S s) { return or_word(s.convention.test_file, "none"); }},
       read_test_file},
      {{"examples.deployment", "the symbolic name of the module in tests",
        [](S s) { return or_word(s.convention.deployment_name, "any"); }},
       read_deployment},
      {{"examples.forms", "the forms that examples are written in", show_forms}, read_forms},
  };
  return all;
}

}  // namespace avmdoc::cli

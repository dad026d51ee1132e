#include "settings/settings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "avmdoc/readme.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

/// Where a value is read to, and where errors go.
struct Context {
  const std::string& file;
  Settings& settings;
  std::vector<Diagnostic>& errors;

  void error(const YamlNode& node, std::string code, std::string message) const {
    errors.push_back(
        {Severity::error, std::move(code), {file, node.position, 0, ""}, std::move(message), ""});
  }
  [[nodiscard]] std::string folder() const { return file.substr(0, file.rfind('/')); }
};

void wrong(const Context& context, const YamlNode& node, std::string_view key,
           std::string_view expected) {
  context.error(node, "settings-value",
                std::string(key) + " needs " + std::string(expected) + ", found " + kind_of(node));
}

/// A text that is not empty.
std::optional<std::string> text(const Context& context, const YamlNode& node, std::string_view key,
                                std::string_view expected = "a text") {
  if (node.kind == YamlNode::Kind::scalar && !node.text.empty() && !node.is_null()) {
    return node.text;
  }
  wrong(context, node, key, expected);
  return std::nullopt;
}

void read_flag(const Context& context, const YamlNode& node, std::string_view key, bool& value) {
  const bool is_flag = node.kind == YamlNode::Kind::scalar && node.is_plain &&
                       (node.text == "true" || node.text == "false");
  if (!is_flag) {
    wrong(context, node, key, "true or false");
    return;
  }
  value = node.text == "true";
}

std::string words(const std::vector<std::string>& names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return all;
}

/// The index of a value among those that are allowed.
std::optional<std::size_t> choice(const Context& context, const YamlNode& node,
                                  std::string_view key, const std::vector<std::string>& allowed) {
  if (node.kind == YamlNode::Kind::scalar) {
    const auto found = std::ranges::find(allowed, node.text);
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  }
  const std::string nearest =
      node.kind == YamlNode::Kind::scalar ? suggestion(node.text, allowed) : "";
  context.error(
      node, "settings-value",
      std::string(key) + " needs " + words(allowed) + ", found " + kind_of(node) + nearest);
  return std::nullopt;
}

std::optional<std::vector<std::string>> list(const Context& context, const YamlNode& node,
                                             std::string_view key, std::string_view expected) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, expected);
    return std::nullopt;
  }
  std::vector<std::string> values;
  bool is_valid = true;
  for (const YamlNode& item : node.items) {
    if (auto value = text(context, item, "an item of " + std::string(key))) {
      values.push_back(*std::move(value));
    } else {
      is_valid = false;
    }
  }
  return is_valid ? std::optional(std::move(values)) : std::nullopt;
}

std::optional<std::vector<std::string>> globs(const Context& context, const YamlNode& node,
                                              std::string_view key) {
  auto values = list(context, node, key, "a list of globs");
  if (!values) return std::nullopt;
  for (std::size_t i = 0; i < values->size(); ++i) {
    const std::string_view problem = glob_problem((*values)[i]);
    if (problem.empty()) continue;
    context.error(node.items[i], "settings-value",
                  "'" + (*values)[i] + "' is no glob: " + std::string(problem));
    return std::nullopt;
  }
  return values;
}

// The keys.

void read_profile(const Context& context, const YamlNode& node, std::string_view key) {
  std::vector<std::string> names;
  for (const std::string_view name : convention_names()) names.emplace_back(name);
  static_cast<void>(choice(context, node, key, names));  // read before all others
}

void read_root(const Context& context, const YamlNode& node, std::string_view key) {
  const auto value = text(context, node, key, "a folder below that of this file");
  if (!value) return;
  if (value->starts_with('/') || value->find("..") != std::string::npos ||
      value->find('\\') != std::string::npos) {
    wrong(context, node, key, "a folder below that of this file");
    return;
  }
  std::string folder = *value;
  while (folder.ends_with('/')) folder.pop_back();
  if (folder.starts_with("./")) folder.erase(0, 2);
  context.settings.root = folder == "." ? context.folder() : context.folder() + "/" + folder;
}

void read_include(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = globs(context, node, key)) {
    context.settings.include.push_back({context.folder(), *std::move(value)});
  }
}

void read_exclude(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = globs(context, node, key)) {
    context.settings.exclude.push_back({context.folder(), *std::move(value)});
  }
}

/// What is wrong with the placeholders of a pattern; empty when nothing is.
std::string pattern_problem(std::string_view pattern) {
  const std::vector<std::string> known = {"{path}", "{name}", "{file}", "{version}"};
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos;
       at = pattern.find('{', at + 1)) {
    const std::string found(pattern.substr(at, pattern.find('}', at) + 1 - at));
    if (std::ranges::find(known, found) == known.end()) {
      return "'" + found + "' is not one of " + words(known) + suggestion(found, known);
    }
  }
  return {};
}

void read_reference(const Context& context, const YamlNode& node, std::string_view key) {
  const auto value = text(context, node, key, "a pattern or none");
  if (!value) return;
  if (const std::string problem = pattern_problem(*value); !problem.empty()) {
    context.error(node, "settings-value", std::string(key) + ": " + problem);
    return;
  }
  context.settings.has_reference = true;
  context.settings.convention.reference = *value == "none" ? "" : *value;
}

void read_version(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto value = text(context, node, key, "a version, file or <version>")) {
    context.settings.convention.version = *value == "file" ? "" : *value;
  }
}

void read_version_file(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.reference_needs_version_file);
}

const std::vector<std::string> requirement_types = {"prefix", "prefix-or-type", "type"};
const std::vector<std::string> orders = {"required-first", "name", "source"};
const std::vector<std::string> forms = {"bicep", "json", "bicepparam"};
const std::vector<std::string> own_sections_values = {"keep", "remove"};
const std::vector<std::string> anchors = {"github", "avm"};

void read_requirement_types(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, requirement_types)) {
    context.settings.convention.requirement_types = static_cast<RequirementTypes>(*index);
  }
}

void read_order(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, orders)) {
    context.settings.convention.order = static_cast<ParameterOrder>(*index);
  }
}

const std::vector<std::string> columns = {"type", "description", "required", "default"};

void read_columns(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, "a list of " + words(columns));
    return;
  }
  std::vector<ParameterColumn> shown;
  for (const YamlNode& item : node.items) {
    const auto index = choice(context, item, key, columns);
    if (!index) return;
    const auto column = static_cast<ParameterColumn>(*index);
    if (std::ranges::find(shown, column) != shown.end()) {
      context.error(item, "settings-value", "the column " + item.text + " is here twice");
      return;
    }
    shown.push_back(column);
  }
  context.settings.convention.columns = std::move(shown);
}

void read_lengths(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.shows_lengths);
}

/// A name, or `none`.
void read_name(const Context& context, const YamlNode& node, std::string_view key,
               std::string& value) {
  if (auto name = text(context, node, key, "a name or none")) {
    value = *name == "none" ? "" : *std::move(name);
  }
}

void read_roles_variable(const Context& context, const YamlNode& node, std::string_view key) {
  read_name(context, node, key, context.settings.convention.roles_variable);
}

void read_example_files(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = globs(context, node, key)) {
    context.settings.convention.examples = *std::move(value);
  }
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

/// `outputs`, or `{name: outputs, title: Results}`.
std::optional<SectionShape> section(const Context& context, const YamlNode& node,
                                    std::string_view key) {
  const YamlNode* name = &node;
  const YamlNode* title = nullptr;
  if (node.kind == YamlNode::Kind::mapping) {
    name = nullptr;
    for (const auto& [member, value] : node.members) {
      if (member.text == "name") {
        name = &value;
      } else if (member.text == "title") {
        title = &value;
      } else {
        context.error(member, "settings-key",
                      "expected name or title, found '" + member.text + "'");
        return std::nullopt;
      }
    }
    if (name == nullptr) {
      context.error(node, "settings-value",
                    "expected the name of the section, found its title alone");
      return std::nullopt;
    }
  }
  std::vector<std::string> names;
  for (const std::string_view one : section_names()) names.emplace_back(one);
  const auto index = choice(context, *name, key, names);
  if (!index) return std::nullopt;
  SectionShape shape{names[*index], std::string(section_title(names[*index]))};
  if (title == nullptr) return shape;
  if (shape.title.empty()) {
    context.error(*title, "settings-value", "the section " + shape.name + " has no heading");
    return std::nullopt;
  }
  const auto heading = text(context, *title, "title");
  if (!heading) return std::nullopt;
  shape.title = *heading;
  return shape;
}

void read_sections(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::sequence) {
    wrong(context, node, key, "a list of sections");
    return;
  }
  std::vector<SectionShape> shapes;
  for (const YamlNode& item : node.items) {
    auto shape = section(context, item, key);
    if (!shape) return;
    if (std::ranges::find(shapes, shape->name, &SectionShape::name) != shapes.end()) {
      context.error(item, "settings-value", "the section " + shape->name + " is here twice");
      return;
    }
    shapes.push_back(*std::move(shape));
  }
  context.settings.convention.sections = std::move(shapes);
}

void read_title_type(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.title_has_type);
}

void read_banners(const Context& context, const YamlNode& node, std::string_view key) {
  if (auto value = list(context, node, key, "a list of file names")) {
    context.settings.convention.banners = *std::move(value);
  }
}

void read_telemetry(const Context& context, const YamlNode& node, std::string_view key) {
  read_name(context, node, key, context.settings.convention.telemetry_parameter);
}

void read_own_sections(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, own_sections_values)) {
    context.settings.convention.keeps_own_sections = *index == 0;
  }
}

void read_escape(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.escapes_bars);
}

void read_anchors(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, anchors)) {
    context.settings.convention.lower_case_anchors = *index == 0;
  }
}

// What `avmdoc config` prints.

std::string quoted(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    text += c;
    if (c == '\'') text += c;
  }
  return text + "'";
}

std::string or_word(const std::string& value, const char* word) {
  return value.empty() ? word : quoted(value);
}

std::string show_list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) text += (text.size() > 1 ? ", " : "") + quoted(value);
  return text + "]";
}

std::string show_globs(const std::vector<FolderGlobs>& all) {
  std::vector<std::string> values;
  for (const FolderGlobs& one : all)
    values.insert(values.end(), one.globs.begin(), one.globs.end());
  return show_list(values);
}

const char* flag(bool value) { return value ? "true" : "false"; }

std::string show_sections(const Settings& settings) {
  std::string text;
  for (const SectionShape& shape : settings.convention.sections) {
    text += text.empty() ? "" : ", ";
    if (section_title(shape.name) == shape.title) {
      text += shape.name;
    } else {
      text += "{name: " + shape.name + ", title: " + quoted(shape.title) + "}";
    }
  }
  return "[" + text + "]";
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

struct Key {
  SettingsKey key;
  void (*read)(const Context& context, const YamlNode& node, std::string_view key);
};

const std::vector<Key>& keys() {
  static const std::vector<Key> all = {
      {{"profile", "what the other settings begin as",
        [](S s) { return std::string(s.convention.profile); }},
       read_profile},
      {{"root", "the folder that the paths of modules begin in",
        [](S s) { return or_word(s.root, "'.'"); }},
       read_root},
      {{"include", "globs of the modules to document", [](S s) { return show_globs(s.include); }},
       read_include},
      {{"exclude", "globs of modules to leave out", [](S s) { return show_globs(s.exclude); }},
       read_exclude},
      {{"reference", "how modules are referenced",
        [](S s) { return or_word(s.convention.reference, "none"); }},
       read_reference},
      {{"version", "the version in references",
        [](S s) { return or_word(s.convention.version, "file"); }},
       read_version},
      {{"published-with-version-file",
        "whether only a module with a version.json can be referenced",
        [](S s) { return std::string(flag(s.convention.reference_needs_version_file)); }},
       read_version_file},
      {{"parameters.requirement-types", "where Required, Optional and so on come from",
        [](S s) {
          return requirement_types.at(static_cast<std::size_t>(s.convention.requirement_types));
        }},
       read_requirement_types},
      {{"parameters.order", "the order of parameters",
        [](S s) { return orders.at(static_cast<std::size_t>(s.convention.order)); }},
       read_order},
      {{"parameters.columns", "the columns of tables after the name",
        [](S s) {
          std::vector<std::string> names;
          for (const ParameterColumn one : s.convention.columns) {
            names.push_back(columns.at(static_cast<std::size_t>(one)));
          }
          return show_list(names);
        }},
       read_columns},
      {{"parameters.lengths", "whether the details name the least and greatest length",
        [](S s) { return std::string(flag(s.convention.shows_lengths)); }},
       read_lengths},
      {{"parameters.roles-variable", "the variable with the names of roles",
        [](S s) { return or_word(s.convention.roles_variable, "none"); }},
       read_roles_variable},
      {{"examples.files", "globs of files that may deploy the module",
        [](S s) { return show_list(s.convention.examples); }},
       read_example_files},
      {{"examples.test-file", "the name of test files",
        [](S s) { return or_word(s.convention.test_file, "none"); }},
       read_test_file},
      {{"examples.deployment", "the symbolic name of the module in tests",
        [](S s) { return or_word(s.convention.deployment_name, "any"); }},
       read_deployment},
      {{"examples.forms", "the forms that examples are written in", show_forms}, read_forms},
      {{"readme.sections", "the sections in their order", show_sections}, read_sections},
      {{"readme.title-type", "whether the title ends in the resource type",
        [](S s) { return std::string(flag(s.convention.title_has_type)); }},
       read_title_type},
      {{"readme.banners", "files that are quoted below the title",
        [](S s) { return show_list(s.convention.banners); }},
       read_banners},
      {{"readme.telemetry-parameter", "the parameter of modules with the section Data Collection",
        [](S s) { return or_word(s.convention.telemetry_parameter, "none"); }},
       read_telemetry},
      {{"readme.own-sections", "what becomes of sections that people wrote",
        [](S s) { return std::string(s.convention.keeps_own_sections ? "keep" : "remove"); }},
       read_own_sections},
      {{"readme.escape-bars", "whether | in tables is escaped",
        [](S s) { return std::string(flag(s.convention.escapes_bars)); }},
       read_escape},
      {{"readme.anchors", "how links to sections are written",
        [](S s) { return std::string(s.convention.lower_case_anchors ? "github" : "avm"); }},
       read_anchors},
  };
  return all;
}

/// The keys that may follow a prefix such as `readme.`, without what follows a further dot.
std::vector<std::string> keys_below(const std::string& prefix) {
  std::vector<std::string> names;
  if (prefix.empty()) names.emplace_back("extends");
  for (const Key& key : keys()) {
    if (!key.key.path.starts_with(prefix)) continue;
    std::string name(key.key.path.substr(prefix.size()));
    name.resize(std::min(name.find('.'), name.size()));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

void read_mapping(const Context& context, const YamlNode& mapping, const std::string& prefix) {
  for (const auto& [name, value] : mapping.members) {
    const std::string path = prefix + name.text;
    if (path == "extends") continue;
    const auto key = std::ranges::find(keys(), path, [](const Key& one) { return one.key.path; });
    if (key != keys().end()) {
      const std::size_t errors = context.errors.size();
      key->read(context, value, path);
      if (context.errors.size() == errors) {
        context.settings.origins[path] = {context.file, name.position, 0, ""};
      }
    } else if (keys_below(path + ".").empty()) {
      const std::vector<std::string> known = keys_below(prefix);
      const std::string nearest = suggestion(name.text, known);
      context.error(name, "settings-key",
                    "unknown key '" + path + "'" +
                        (nearest.empty() ? "; expected " + words(known) : nearest));
    } else if (value.kind == YamlNode::Kind::mapping) {
      read_mapping(context, value, path + ".");
    } else if (!value.is_null()) {
      wrong(context, value, path, "a mapping of " + words(keys_below(path + ".")));
    }
  }
}

const YamlNode* member_of(const YamlNode& mapping, std::string_view name) {
  for (const auto& [key, value] : mapping.members) {
    if (key.text == name) return &value;
  }
  return nullptr;
}

}  // namespace

bool leaves_out(const Settings& settings, const std::string& folder) {
  // A glob that matches a folder is about all in it.
  const auto matches = [&](const FolderGlobs& all) {
    const std::string from = all.folder == "/" ? "/" : all.folder + "/";
    if (!folder.starts_with(from)) return false;
    const std::string path = folder.substr(from.size());
    for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
      const std::string part = path.substr(0, end);
      if (std::ranges::any_of(all.globs,
                              [&](const auto& glob) { return glob_matches(glob, part); })) {
        return true;
      }
      if (end == std::string::npos) return false;
    }
  };
  return std::ranges::any_of(settings.exclude, matches) ||
         !std::ranges::all_of(settings.include, matches);
}

const std::vector<SettingsKey>& settings_keys() {
  static const std::vector<SettingsKey> all = [] {
    std::vector<SettingsKey> result;
    for (const Key& key : keys()) result.push_back(key.key);
    return result;
  }();
  return all;
}

Settings combine_settings(const std::vector<SettingsFile>& files, const Convention* profile,
                          const Convention& fallback) {
  Settings settings;
  std::vector<Diagnostic> errors;
  const Convention* begin = &fallback;
  for (const SettingsFile& file : files) {
    const YamlNode* const named = member_of(file.root, "profile");
    const Convention* const known = named == nullptr ? nullptr : convention_named(named->text);
    if (known == nullptr) continue;  // what is wrong with it is reported below
    begin = known;
    settings.has_profile = true;
  }
  settings.convention = profile != nullptr ? *profile : *begin;
  for (const SettingsFile& file : files) {
    const Context context{file.path, settings, errors};
    if (file.root.kind != YamlNode::Kind::mapping) {
      wrong(context, file.root, "a settings file", "a mapping");
      continue;
    }
    read_mapping(context, file.root, "");
  }
  if (!errors.empty()) throw Error(std::move(errors));
  return settings;
}

const YamlNode* extended_file(const SettingsFile& file) {
  const YamlNode* const named = member_of(file.root, "extends");
  if (named == nullptr) return nullptr;
  if (named->kind != YamlNode::Kind::scalar || named->is_null()) {
    fail_in_settings(file.path, named->position, "settings-value",
                     "extends needs a file, found " + kind_of(*named));
  }
  return named;
}

}  // namespace avmdoc::cli

#include <algorithm>

#include "settings/values.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

void read_profile(const Context& context, const YamlNode& node, std::string_view key) {
  static_cast<void>(choice(context, node, key, convention_names()));  // read before all others
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

/// What is wrong with the placeholders of a pattern; empty when nothing is.
std::string pattern_problem(std::string_view pattern, const std::vector<std::string>& known) {
  for (std::size_t at = pattern.find('{'); at != std::string_view::npos;
       at = pattern.find('{', at + 1)) {
    const std::string found(pattern.substr(at, pattern.find('}', at) + 1 - at));
    if (std::ranges::find(known, found) == known.end()) {
      return "'" + found + "' is not one of " + words(known) + suggestion(found, known);
    }
  }
  return {};
}

void read_entries(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind == YamlNode::Kind::scalar && node.text == "auto") {
    context.settings.entries.reset();
    return;
  }
  if (auto value = globs(context, node, key, "auto or a list of globs")) {
    context.settings.entries = FolderGlobs{context.folder(), *std::move(value)};
  }
}

void read_output(const Context& context, const YamlNode& node, std::string_view key) {
  constexpr const char* expected = "a path from the module's folder on, such as docs/{name}.md";
  const auto value = text(context, node, key, expected);
  if (!value) return;
  if (*value == "auto") {
    context.settings.convention.output = "";
    return;
  }
  if (value->starts_with('/') || value->find('\\') != std::string::npos ||
      !value->ends_with(".md")) {
    wrong(context, node, key, expected);
    return;
  }
  const std::string problem = pattern_problem(*value, {"{name}"});
  if (!problem.empty()) {
    context.error(node, "settings-value", std::string(key) + ": " + problem);
    return;
  }
  context.settings.convention.output = *value;
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

void read_reference(const Context& context, const YamlNode& node, std::string_view key) {
  const auto value = text(context, node, key, "a pattern or none");
  if (!value) return;
  if (const std::string problem =
          pattern_problem(*value, {"{path}", "{name}", "{file}", "{version}"});
      !problem.empty()) {
    context.error(node, "settings-value", std::string(key) + ": " + problem);
    return;
  }
  context.settings.has_reference = true;
  context.settings.convention.reference = *value == "none" ? "" : *value;
}

void read_version(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto value = text(context, node, key, "a version, file, tag or <version>")) {
    context.settings.version_of_tag = *value == "tag";
    context.settings.convention.version = *value == "file" || *value == "tag" ? "" : *value;
  }
}

void read_version_file(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.reference_needs_version_file);
}

std::string show_globs(const std::vector<FolderGlobs>& all) {
  std::vector<std::string> values;
  for (const FolderGlobs& one : all)
    values.insert(values.end(), one.globs.begin(), one.globs.end());
  return show_list(values);
}

using S = const Settings&;

}  // namespace

const std::vector<Key>& module_keys() {
  static const std::vector<Key> all = {
      {{"profile", "what the other settings begin as",
        [](S s) { return std::string(s.convention.profile); }},
       read_profile},
      {{"root", "the folder that the paths of modules begin in",
        [](S s) { return or_word(s.root, "'.'"); }},
       read_root},
      {{"entries", "globs of the entry files of modules",
        [](S s) { return s.entries ? show_list(s.entries->globs) : std::string("auto"); }},
       read_entries},
      {{"output", "the READMEs of modules, from their folders on",
        [](S s) { return or_word(s.convention.output, "auto"); }},
       read_output},
      {{"include", "globs of the modules to document", [](S s) { return show_globs(s.include); }},
       read_include},
      {{"exclude", "globs of modules to leave out", [](S s) { return show_globs(s.exclude); }},
       read_exclude},
      {{"reference", "how modules are referenced",
        [](S s) { return or_word(s.convention.reference, "none"); }},
       read_reference},
      {{"version", "the version in references",
        [](S s) {
          return s.version_of_tag ? std::string("tag") : or_word(s.convention.version, "file");
        }},
       read_version},
      {{"published-with-version-file",
        "whether only a module with a version.json can be referenced",
        [](S s) { return std::string(flag(s.convention.reference_needs_version_file)); }},
       read_version_file},
  };
  return all;
}

}  // namespace avmdoc::cli

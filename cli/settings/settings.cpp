#include "settings/settings.hpp"

#include <algorithm>

#include "settings/values.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

const std::vector<Key>& keys() {
  static const std::vector<Key> all = [] {
    std::vector<Key> result;
    for (const auto* group : {&module_keys(), &parameter_keys(), &example_keys(), &readme_keys()}) {
      result.insert(result.end(), group->begin(), group->end());
    }
    return result;
  }();
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

bool matches(const FolderGlobs& globs, const std::string& path) {
  const std::string from = globs.folder == "/" ? "/" : globs.folder + "/";
  if (!path.starts_with(from)) return false;
  for (std::size_t end = path.find('/', from.size());; end = path.find('/', end + 1)) {
    const std::string part =
        path.substr(from.size(), end == std::string::npos ? end : end - from.size());
    if (std::ranges::any_of(globs.globs,
                            [&](const auto& glob) { return glob_matches(glob, part); })) {
      return true;
    }
    if (end == std::string::npos) return false;
  }
}

bool leaves_out(const Settings& settings, const std::string& entry) {
  const auto matches_entry = [&](const FolderGlobs& globs) { return matches(globs, entry); };
  return std::ranges::any_of(settings.exclude, matches_entry) ||
         !std::ranges::all_of(settings.include, matches_entry);
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
  if (settings.convention.injects && !settings.origins.contains("readme.sections")) {
    // A README that people write has these itself.
    const std::vector<std::string> others = {"title", "banners", "description", "navigation"};
    std::erase_if(settings.convention.sections, [&](const SectionShape& shape) {
      return std::ranges::find(others, shape.name) != others.end();
    });
  }
  return settings;
}

void add_documentation(const BicepDocumentation& documentation, Settings& settings) {
  const auto add = [&](const char* key, const auto& value, auto& setting) {
    if (value.empty() || settings.origins.contains(key)) return;
    setting = value;
    settings.origins[key] = {documentation.file, {1, 1}, 0, ""};
  };
  add("output", documentation.output, settings.convention.output);
  add("examples.files", documentation.examples, settings.convention.examples);
  add("examples.exclude", documentation.excluded_examples, settings.convention.excluded_examples);
  add("examples.reassign", documentation.reassignments, settings.convention.reassignments);
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

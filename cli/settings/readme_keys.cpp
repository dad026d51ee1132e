#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "avmdoc/readme.hpp"
#include "settings/values.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr std::array<std::string_view, 2> own_sections_values = {"keep", "remove"};
constexpr std::array<std::string_view, 4> anchors = {"avm", "github", "gitlab", "azure-devops"};
constexpr std::array<std::string_view, 2> modes = {"whole", "inject"};

/// A file below the module's folder.
std::optional<std::string> file_name(const Context& context, const YamlNode& node,
                                     std::string_view key) {
  constexpr const char* expected = "a file, from the module's folder on";
  auto value = text(context, node, key, expected);
  if (!value) return std::nullopt;
  if (value->starts_with('/') || value->find('\\') != std::string::npos) {
    wrong(context, node, key, expected);
    return std::nullopt;
  }
  return value;
}

/// `outputs`, or `{name: outputs, title: Results, before: docs/outputs.md}`.
std::optional<SectionShape> section(const Context& context, const YamlNode& node,
                                    std::string_view key) {
  const YamlNode* name = &node;
  const YamlNode* title = nullptr;
  std::string before;
  std::string after;
  if (node.kind == YamlNode::Kind::mapping) {
    name = nullptr;
    for (const auto& [member, value] : node.members) {
      if (member.text == "name") {
        name = &value;
      } else if (member.text == "title") {
        title = &value;
      } else if (member.text == "before" || member.text == "after") {
        auto file = file_name(context, value, member.text);
        if (!file) return std::nullopt;
        (member.text == "before" ? before : after) = *std::move(file);
      } else {
        const std::vector<std::string> known = {"name", "title", "before", "after"};
        context.error(member, "settings-key",
                      "expected " + words(known) + ", found '" + member.text + "'");
        return std::nullopt;
      }
    }
    if (name == nullptr) {
      context.error(node, "settings-value",
                    "expected the name of the section, found what belongs to it alone");
      return std::nullopt;
    }
  }
  const std::vector<std::string_view> names = section_names();
  const auto index = choice(context, *name, key, names);
  if (!index) return std::nullopt;
  SectionShape shape{std::string(names[*index]), std::string(section_title(names[*index])),
                     std::move(before), std::move(after)};
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
    context.settings.convention.anchors = static_cast<Anchors>(*index);
  }
}

void read_mode(const Context& context, const YamlNode& node, std::string_view key) {
  if (const auto index = choice(context, node, key, modes)) {
    context.settings.convention.injects = *index == 1;
  }
}

void read_heading_level(const Context& context, const YamlNode& node, std::string_view key) {
  static constexpr std::array<std::string_view, 3> levels = {"2", "3", "4"};
  if (const auto index = choice(context, node, key, levels)) {
    context.settings.convention.heading_level = static_cast<unsigned>(*index) + 2;
  }
}

std::string words_in_quotes(const std::vector<std::string>& names) {
  std::vector<std::string> quoted_names;
  quoted_names.reserve(names.size());
  for (const std::string& name : names) quoted_names.push_back("'" + name + "'");
  return words(quoted_names);
}

/// `{Required: Obligatoire}`. Each word must be known again when a README is read.
void read_words(const Context& context, const YamlNode& node, std::string_view key) {
  if (node.kind != YamlNode::Kind::mapping) {
    wrong(context, node, key, "a mapping of words of a README");
    return;
  }
  const std::vector<std::string> known(readme_words().begin(), readme_words().end());
  std::map<std::string, std::string> usual_of;
  std::vector<std::pair<std::string, std::string>> words;
  for (const auto& [name, value] : node.members) {
    if (std::ranges::find(known, name.text) == known.end()) {
      const std::string nearest = suggestion(name.text, known);
      context.error(name, "settings-key",
                    "'" + name.text + "' is no word of a README" +
                        (nearest.empty() ? "; expected " + words_in_quotes(known) : nearest));
      return;
    }
    auto own = text(context, value, std::string(key) + "." + name.text);
    if (!own) return;
    if (own->find_first_of("|`\n") != std::string::npos) {
      wrong(context, value, std::string(key) + "." + name.text, "a text without | and `");
      return;
    }
    const auto [other, is_new] = usual_of.emplace(*own, name.text);
    if (!is_new) {
      context.error(value, "settings-value",
                    "'" + *own + "' is the word for '" + other->second + "' already");
      return;
    }
    words.emplace_back(name.text, *std::move(own));
  }
  for (const auto& [usual, own] : words) {
    const bool is_other = own != usual && std::ranges::find(known, own) != known.end() &&
                          std::ranges::none_of(words, [&, &word = own](const auto& one) {
                            return one.first == word;
                          });
    if (!is_other) continue;
    context.error(node, "settings-value",
                  "'" + own + "' is a word of a README itself, so it needs another one for it");
    return;
  }
  context.settings.convention.words = std::move(words);
}

std::string show_words(const Settings& settings) {
  std::string shown;
  for (const auto& [usual, own] : settings.convention.words) {
    shown += (shown.empty() ? "" : ", ") + in_quotes(usual) + ": " + in_quotes(own);
  }
  return "{" + shown + "}";
}

void read_signatures(const Context& context, const YamlNode& node, std::string_view key) {
  read_flag(context, node, key, context.settings.convention.shows_signatures);
}

std::string show_sections(const Settings& settings) {
  std::string text;
  for (const SectionShape& shape : settings.convention.sections) {
    text += text.empty() ? "" : ", ";
    std::string others;
    if (section_title(shape.name) != shape.title) others += ", title: " + in_quotes(shape.title);
    if (!shape.before.empty()) others += ", before: " + in_quotes(shape.before);
    if (!shape.after.empty()) others += ", after: " + in_quotes(shape.after);
    text += others.empty() ? shape.name : "{name: " + shape.name + others + "}";
  }
  return "[" + text + "]";
}

using S = const Settings&;

}  // namespace

const std::vector<Key>& readme_keys() {
  static const std::vector<Key> all = {
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
        [](S s) {
          return std::string(anchors.at(static_cast<std::size_t>(s.convention.anchors)));
        }},
       read_anchors},
      {{"readme.mode", "whether a README is written whole or between markers",
        [](S s) { return std::string(modes.at(s.convention.injects ? 1 : 0)); }},
       read_mode},
      {{"readme.heading-level", "the level of the headings of sections",
        [](S s) { return std::to_string(s.convention.heading_level); }},
       read_heading_level},
      {{"readme.signatures", "whether functions are shown with their parameters and types",
        [](S s) { return std::string(flag(s.convention.shows_signatures)); }},
       read_signatures},
      {{"readme.words", "words in another language", show_words}, read_words},
  };
  return all;
}

}  // namespace avmdoc::cli

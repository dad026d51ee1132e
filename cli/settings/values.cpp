#include "settings/values.hpp"

#include <algorithm>

#include "usage.hpp"

namespace avmdoc::cli {

void Context::error(const YamlNode& node, std::string code, std::string message) const {
  errors.push_back(error_at(std::move(code), {file, node.position}, std::move(message)));
}

void wrong(const Context& context, const YamlNode& node, std::string_view key,
           std::string_view expected) {
  context.error(node, "settings-value",
                std::string(key) + " needs " + std::string(expected) + ", found " + kind_of(node));
}

std::optional<std::string> text(const Context& context, const YamlNode& node, std::string_view key,
                                std::string_view expected) {
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

void read_name(const Context& context, const YamlNode& node, std::string_view key,
               std::string& value) {
  if (auto name = text(context, node, key, "a name or none")) {
    value = *name == "none" ? "" : *std::move(name);
  }
}

std::optional<std::size_t> choice(const Context& context, const YamlNode& node,
                                  std::string_view key, std::span<const std::string_view> allowed) {
  if (node.kind == YamlNode::Kind::scalar) {
    const auto found = std::ranges::find(allowed, node.text);
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  }
  const std::vector<std::string> names(allowed.begin(), allowed.end());
  const std::string nearest =
      node.kind == YamlNode::Kind::scalar ? suggestion(node.text, names) : "";
  context.error(node, "settings-value",
                std::string(key) + " needs " + words(names) + ", found " + kind_of(node) + nearest);
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
                                              std::string_view key, std::string_view expected) {
  auto values = list(context, node, key, expected);
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

std::string words(const std::vector<std::string>& names) {
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return all;
}

std::string words(std::span<const std::string_view> names) {
  return words(std::vector<std::string>(names.begin(), names.end()));
}

std::string in_quotes(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    text += c;
    if (c == '\'') text += c;
  }
  return text + "'";
}

std::string or_word(const std::string& value, const char* word) {
  return value.empty() ? word : in_quotes(value);
}

std::string show_list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (const std::string& value : values) text += (text.size() > 1 ? ", " : "") + in_quotes(value);
  return text + "]";
}

const char* flag(bool value) { return value ? "true" : "false"; }

}  // namespace avmdoc::cli

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace avmdoc::cli {

/// Where the value of a key is read to, and where errors go.
struct Context {
  const std::string& file;
  Settings& settings;
  std::vector<Diagnostic>& errors;

  void error(const YamlNode& node, std::string code, std::string message) const;
  /// That of the file.
  [[nodiscard]] std::string folder() const { return file.substr(0, file.rfind('/')); }
};

/// A key with what reads its value. What is wrong with the value becomes an error of the context.
struct Key {
  SettingsKey key;
  void (*read)(const Context& context, const YamlNode& node, std::string_view key) = nullptr;
};

/// The keys about modules, parameters, examples and READMEs.
const std::vector<Key>& module_keys();
const std::vector<Key>& parameter_keys();
const std::vector<Key>& example_keys();
const std::vector<Key>& readme_keys();

// Values of one kind; nothing for one that is wrong.

void wrong(const Context& context, const YamlNode& node, std::string_view key,
           std::string_view expected);

/// A text that is not empty.
std::optional<std::string> text(const Context& context, const YamlNode& node, std::string_view key,
                                std::string_view expected = "a text");

void read_flag(const Context& context, const YamlNode& node, std::string_view key, bool& value);

/// A name, or `none`.
void read_name(const Context& context, const YamlNode& node, std::string_view key,
               std::string& value);

/// The index of a value among those that are allowed.
std::optional<std::size_t> choice(const Context& context, const YamlNode& node,
                                  std::string_view key, std::span<const std::string_view> allowed);

std::optional<std::vector<std::string>> list(const Context& context, const YamlNode& node,
                                             std::string_view key, std::string_view expected);

std::optional<std::vector<std::string>> globs(const Context& context, const YamlNode& node,
                                              std::string_view key,
                                              std::string_view expected = "a list of globs");

// Words for messages, and values as a settings file has them.

/// `a, b or c`
std::string words(const std::vector<std::string>& names);
std::string words(std::span<const std::string_view> names);
std::string in_quotes(std::string_view value);
std::string or_word(const std::string& value, const char* word);
std::string show_list(const std::vector<std::string>& values);
const char* flag(bool value);

}  // namespace avmdoc::cli

#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/convention.hpp"
#include "avmdoc/diagnostic.hpp"
#include "settings/bicep_config.hpp"
#include "settings/yaml.hpp"

namespace avmdoc::cli {

/// Globs of a settings file, which are relative to its folder.
struct FolderGlobs {
  std::string folder;
  std::vector<std::string> globs;
};

/// What settings files say of a module.
struct Settings {
  bool has_profile = false;     ///< a file names one
  bool version_of_tag = false;  ///< references have the version of the newest tag of the module
  bool has_reference = false;   ///< a file says how modules are referenced
  Convention convention;
  std::string top;   ///< the root of the repository, or else the folder of the outermost file
  std::string root;  ///< the folder where the identities of modules begin; empty for the default
  std::optional<FolderGlobs> entries;  ///< of entry files; nothing for those found by their names
  std::vector<FolderGlobs> include;    ///< a module must match a glob of each
  std::vector<FolderGlobs> exclude;    ///< and none of these
  /// Where each key was set that is not as in the profile.
  std::map<std::string, Location, std::less<>> origins;
};

/// Whether a path, or a folder that it is in, matches one of the globs.
bool matches(const FolderGlobs& globs, const std::string& path);

/// Whether the settings leave out the module of that entry file.
bool leaves_out(const Settings& settings, const std::string& entry);

/// A settings file that was read.
struct SettingsFile {
  std::string path;
  YamlNode root;
};

/// The names of settings files, the first one of a folder wins.
inline constexpr std::string_view settings_names[] = {".avmdoc.yml", ".avmdoc.yaml"};

/// A key of settings files, such as `parameters.order`.
struct SettingsKey {
  std::string_view path;
  std::string_view help;
  /// Its value as YAML.
  std::string (*show)(const Settings& settings);
};

/// All keys except for `extends`, in the order of the documentation.
const std::vector<SettingsKey>& settings_keys();

/// Puts files together, each over those before it. `profile` takes precedence over theirs unless it
/// is null; without either `fallback` is taken. Throws `Error` with the places of all that is wrong
/// in the files: unknown keys, wrong types, and values that are not allowed.
Settings combine_settings(const std::vector<SettingsFile>& files, const Convention* profile,
                          const Convention& fallback);

/// Adds what a `bicepconfig.json` says and no settings file does.
void add_documentation(const BicepDocumentation& documentation, Settings& settings);

/// The value of a file's `extends`, or null. Throws `Error`.
const YamlNode* extended_file(const SettingsFile& file);

}  // namespace avmdoc::cli

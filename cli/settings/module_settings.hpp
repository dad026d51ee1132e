#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "settings/bicep_config.hpp"
#include "settings/settings.hpp"

namespace avmdoc::cli {

/// Finds the settings files of modules: those in the module's folder and the folders above it, up
/// to the root of its repository. Keeps what it read. Thread-safe.
class ModuleSettings {
 public:
  /// `roots` are the folders of the command line, above which nothing is looked for outside of a
  /// repository. `profile` takes precedence over that of files, unless it is null.
  explicit ModuleSettings(std::vector<std::string> roots = {}, const Convention* profile = nullptr)
      : roots_(std::move(roots)), profile_(profile) {}

  /// What holds for a folder; null when there is no settings file. `fallback` is the convention
  /// without a profile. It lives as long as this. Throws `Error` with what is wrong in the files.
  const Settings* of(const std::string& folder, const Convention& fallback);

  /// The version of the newest tag of a module, `<path>/<version>` or else `v<version>`; empty when
  /// there is none. Throws `Error` when git fails.
  std::string version_of_tag(const std::string& root, const std::string& path);

  /// The files that say it, each over those before it, in the folder or above it.
  std::vector<SettingsFile> files_of(const std::string& folder);

 private:
  using Files = std::vector<std::shared_ptr<const SettingsFile>>;
  using Documentation = std::shared_ptr<const BicepDocumentation>;
  struct Combined {
    Files files;
    Documentation documentation;
    const Convention* fallback = nullptr;
    std::unique_ptr<Settings> settings;
  };

  /// The root of a folder's repository; empty outside of one.
  const std::string& repository_of(const std::string& folder);

  /// The root of a folder's repository, or else of the command line, or else the folder.
  std::string top_of(const std::string& folder);
  const Settings* combine(const std::string& folder, const Convention& fallback);
  Files files_in(const std::string& folder, const std::string& top);

  /// What the `bicepconfig.json` says that the Bicep CLI would take, the nearest one; or null.
  Documentation documentation_in(const std::string& folder, const std::string& top);
  void read(const std::string& path, const std::string& top, std::vector<std::string>& open,
            Files& files);

  std::vector<std::string> roots_;
  const Convention* profile_;
  std::mutex mutex_;
  std::map<std::string, Files> by_folder_;
  std::map<std::string, Documentation> documentation_;    ///< by folder
  std::map<std::string, std::string> repositories_;       ///< by folder
  std::map<std::string, std::vector<std::string>> tags_;  ///< by repository, the newest first
  std::vector<std::unique_ptr<Combined>> combined_;
  std::map<std::string, std::pair<const Convention*, const Settings*>> known_;  ///< by folder
};

}  // namespace avmdoc::cli

#include <string>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "command.hpp"
#include "format/report.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "platform.hpp"
#include "selection.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* config_name = "config";

constexpr const char* config_examples = R"(
PATH is the folder of a module, or of many. Without a PATH it is the current folder. The output
has the form of a settings file; a comment names the origin of each value that differs from the
profile.

Examples:
  avmdoc config modules/storage
  avmdoc config --profile bicep

Exit status: 0 done, 2 wrong usage or a settings file is wrong.
)";

/// The settings that hold in a folder, as a settings file.
std::string settings_text(const std::string& folder, const ModuleOptions& options) {
  const Convention& fallback = identity_of(folder, options) ? avm_convention() : bicep_convention();
  const Settings* settings = options.settings->of(folder, fallback);
  Settings none;
  if (settings == nullptr) {
    none = combine_settings({}, options.profile, fallback);
    settings = &none;
  }
  std::string text = "# " + path_from(folder, platform::current_folder()) + "\n";
  std::string_view group;
  for (const SettingsKey& key : settings_keys()) {
    const std::size_t dot = key.path.find('.');
    const std::string_view own = dot == std::string_view::npos ? "" : key.path.substr(0, dot);
    if (own != group && !own.empty()) text.append(own).append(":\n");
    group = own;
    text.append(own.empty() ? "" : "  ").append(key.path.substr(own.empty() ? 0 : dot + 1));
    text.append(": ").append(key.show(*settings));
    const auto origin = settings->origins.find(key.path);
    if (origin != settings->origins.end()) {
      const Location& place = origin->second;
      text.append("  # ").append(path_from(place.file, platform::current_folder()));
      text.append(":").append(std::to_string(place.position.line));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

int config(Console& console, const std::vector<std::string>& arguments) {
  const Syntax syntax = {config_name, "Prints the settings of modules and where they come from.",
                         "[PATH…]", with_module_options({}), config_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  const ModuleOptions options = module_options(given, config_name);
  bool failed = false;
  std::string text;
  for (const std::string& path : options.paths) {
    try {
      std::string folder = platform::absolute_path(path);
      const FileType type = DiskFileSystem().type(folder);
      if (type == FileType::none) throw UsageError("there is no " + path, config_name);
      if (type != FileType::folder) folder.erase(folder.rfind('/'));
      text += (text.empty() ? "" : "\n") + settings_text(folder, options);
    } catch (const Error& error) {
      failed = true;
      for (const Diagnostic& diagnostic : error.diagnostics()) console.print(diagnostic);
    }
  }
  print(readable_lines(text, false));
  return failed ? exit_failed : exit_done;
}

}  // namespace avmdoc::cli

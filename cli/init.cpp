#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "avmdoc/file_writer.hpp"
#include "avmdoc/module.hpp"
#include "command.hpp"
#include "format/report.hpp"
#include "platform.hpp"
#include "settings/bicep_config.hpp"
#include "settings/settings.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* init_name = "init";

constexpr const char* init_examples = R"(
Writes .avmdoc.yml into a folder, by default the current one, after looking for modules below it:
the profile that fits them, the folder that they are all in, and the registry that bicepconfig.json
names. An existing settings file is not touched.

Examples:
  avmdoc init
  avmdoc init --stdout

Exit status: 0 done, 2 wrong usage, no module, or there is a settings file.
)";

/// What was found in a repository.
struct Findings {
  std::size_t avm_modules = 0;
  std::vector<std::string> others;  ///< paths of other modules, from the folder on
  std::string registry;             ///< an alias such as `br/contoso`, or empty
};

/// The first registry that a `bicepconfig.json` has an alias for.
std::string registry_of(const FileSystem& files, const std::string& folder) {
  const std::string path = folder + "/" + std::string(bicep_config_name);
  if (files.type(path) != FileType::file) return {};
  const auto json = nlohmann::json::parse(files.read(path), nullptr, false, true);
  const nlohmann::json::json_pointer aliases("/moduleAliases/br");
  if (json.is_discarded() || !json.contains(aliases) || !json[aliases].is_object()) return {};
  for (const auto& [name, alias] : json[aliases].items()) {
    if (name != "public") return "br/" + name;
  }
  return {};
}

Findings look(const FileSystem& files, const std::string& folder) {
  Findings findings;
  for (const FoundModule& found : search_modules(files, folder).modules) {
    const std::string& module = found.folder;
    if (avmdoc::identity_of(module)) {
      ++findings.avm_modules;
    } else {
      findings.others.push_back(module == folder ? "" : module.substr(folder.size() + 1));
    }
  }
  findings.registry = registry_of(files, folder);
  return findings;
}

/// The first part of all paths; empty when they have none in common.
std::string common_folder(const std::vector<std::string>& paths) {
  if (paths.empty()) return {};
  const std::string first = paths.front().substr(0, paths.front().find('/'));
  const bool is_common = std::ranges::all_of(
      paths, [&](const std::string& path) { return path.starts_with(first + "/"); });
  return is_common ? first : "";
}

std::string settings_of(const Findings& findings) {
  std::string text = "# Settings of avmdoc; 'avmdoc config' prints all that hold.\n";
  if (findings.others.empty()) {
    text += "profile: avm\n";
    return text;
  }
  if (findings.avm_modules > 0) {
    text +=
        "# Without a profile here, modules of AVM have the profile avm and all others the profile\n"
        "# bicep. What only one of the two needs belongs in an .avmdoc.yml of its folder.\n";
    return text;
  }
  text += "profile: bicep\n";
  if (const std::string folder = common_folder(findings.others); !folder.empty()) {
    text += "root: " + folder + "\n";
  }
  if (!findings.registry.empty()) {
    text += "\n# The registry in bicepconfig.json.\nreference: '" + findings.registry +
            ":{path}:{version}'\n";
  }
  return text;
}

}  // namespace

int init(Console& console, const std::vector<std::string>& arguments) {
  const Syntax syntax = {init_name,
                         "Writes a first settings file for a repository.",
                         "[FOLDER]",
                         {{"stdout", "Print the settings instead of writing them"}},
                         init_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  if (given.operands().size() > 1) throw UsageError("init takes one folder", init_name);
  const std::string folder =
      platform::absolute_path(given.operands().empty() ? "." : given.operands().front());
  const DiskFileSystem files;
  if (files.type(folder) != FileType::folder) {
    throw Error(error_at("no-folder", {folder}, "there is no such folder"));
  }
  const Findings findings = look(DiskFileSystem({folder}), folder);
  if (findings.avm_modules == 0 && findings.others.empty()) {
    throw Error(
        error_at("no-module", {folder},
                 "there is no module here or below; looked for files '*.bicep' and for main.json"));
  }
  const std::string text = settings_of(findings);
  if (given.has("stdout")) {
    print(text);
    return exit_done;
  }
  for (const std::string_view name : settings_names) {
    const std::string path = folder + "/" + std::string(name);
    if (files.type(path) != FileType::none) {
      throw Error(
          error_at("settings-exist", {path}, "there are settings already; see: avmdoc config"));
    }
  }
  const std::string path = folder + "/" + std::string(settings_names[0]);
  write_file(path, text);
  console.line("wrote " + printable(path_from(path, platform::current_folder())) + " for " +
               counted(findings.avm_modules + findings.others.size(), "module"));
  return exit_done;
}

}  // namespace avmdoc::cli

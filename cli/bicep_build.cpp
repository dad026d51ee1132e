#include "bicep_build.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "bicep_output.hpp"
#include "platform.hpp"
#include "platform_process.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

bool runs(const std::string& program) {
  const std::optional<ProcessResult> result = run_process({program, "--version"});
  return result && result->code == 0;
}

/// The folders of the extension, the newest first as far as their names say.
std::vector<std::string> extension_folders(const FileSystem& files, const std::string& home) {
  constexpr std::array<const char*, 3> editors = {"/.vscode", "/.vscode-insiders",
                                                  "/.vscode-server"};
  std::vector<std::string> folders;
  for (const char* editor : editors) {
    const std::string extensions = home + editor + "/extensions";
    if (files.type(extensions) != FileType::folder) continue;
    try {
      for (const DirectoryEntry& entry : files.list(extensions)) {
        if (!entry.name.starts_with("ms-azuretools.vscode-bicep-")) continue;
        folders.push_back(extensions + "/" + entry.name);
      }
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): then it is not there
    }
  }
  std::ranges::reverse(folders);
  return folders;
}

/// Where the ways of installing it put the Bicep CLI, when not on the PATH.
std::vector<std::string> usual_places(const FileSystem& files) {
  std::vector<std::string> folders;
  const std::string home = platform::home_folder();
  const std::string azure = platform::environment("AZURE_CONFIG_DIR");
  if (!azure.empty()) folders.push_back(azure + "/bin");
  if (!home.empty()) {
    folders.push_back(home + "/.azure/bin");
    folders.push_back(home + "/.bicep");
  }
  const std::string programs = platform::environment("LOCALAPPDATA");
  if (!programs.empty()) folders.push_back(programs + "/Programs/Bicep CLI");
  if (!home.empty()) {
    for (const std::string& extension : extension_folders(files, home)) {
      for (const char* part : {"", "/bin", "/bicepLanguageServer"}) {
        folders.push_back(extension + part);
      }
    }
  }
  std::vector<std::string> places;
  for (const std::string& folder : folders) {
    for (const char* name : {"/bicep", "/bicep.exe"}) {
      if (files.type(folder + name) == FileType::file) places.push_back(folder + name);
    }
  }
  return places;
}

std::string run(const std::string& bicep, const std::string& source,
                std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {bicep, "build"});
  std::optional<ProcessResult> result = run_process(arguments);
  if (!result) throw Error(error_at("bicep-missing", {bicep}, "the Bicep CLI is no longer there"));
  if (result->code == 0) return std::move(result->output);
  std::vector<Diagnostic> found =
      bicep_diagnostics(result->errors, source, platform::current_folder());
  if (found.empty() || found.front().severity != Severity::error) {
    const std::string end = result->code < 0
                                ? "ended by a signal"
                                : "failed with exit code " + std::to_string(result->code);
    found.insert(found.begin(), error_at("bicep-build-failed", {source}, "bicep build " + end));
  }
  throw Error(std::move(found));
}

}  // namespace

std::vector<Option> build_options(const std::string& build) {
  return {
      {"build", build},
      {"bicep", "The Bicep CLI for --build (default: AVMDOC_BICEP, or the one that is installed)",
       OptionValue::one, "FILE"}};
}

std::string bicep_of(const Arguments& arguments, const std::string& command) {
  const std::string named = arguments.text("bicep");
  if (arguments.has("build")) return find_bicep(named);
  if (!named.empty()) throw UsageError("--bicep needs --build, which runs it", command);
  return {};
}

std::string find_bicep(const std::string& named) {
  const std::string variable = named.empty() ? platform::environment("AVMDOC_BICEP") : "";
  if (!named.empty() || !variable.empty()) {
    const std::string& program = named.empty() ? variable : named;
    if (runs(program)) return program;
    throw Error(error_at("bicep-missing", {},
                         std::string(named.empty() ? "AVMDOC_BICEP" : "--bicep") +
                             " needs a Bicep CLI, but '" + program + " --version' does not run"));
  }
  if (runs("bicep")) return "bicep";
  const DiskFileSystem files;
  for (const std::string& place : usual_places(files)) {
    if (runs(place)) return place;
  }
  throw Error(error_at("bicep-missing", {},
                       "--build needs the Bicep CLI, which is neither on the PATH nor where "
                       "'az bicep install' puts it; run that, name it with --bicep FILE or "
                       "AVMDOC_BICEP, or leave out --build to use each main.json as it is"));
}

std::string compiled_path(const std::string& source) {
  return source.substr(0, source.rfind('.')) + ".json";
}

void build_in_place(const std::string& bicep, const std::string& source) {
  run(bicep, source, {source});
}

std::string build_to_text(const std::string& bicep, const std::string& source) {
  return run(bicep, source, {"--stdout", source});
}

}  // namespace avmdoc::cli

#include "settings/bicep_config.hpp"

#include <nlohmann/json.hpp>

#include "avmdoc/convention.hpp"
#include "avmdoc/file_system.hpp"

namespace avmdoc::cli {

namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string& file, const std::string& pointer,
                       const std::string& expected) {
  throw Error(error_at("settings-value", {.file = file, .pointer = pointer},
                       pointer + " needs " + expected));
}

/// A member that may be missing, or null.
const Json* member(const Json& json, const char* name, const std::string& pointer,
                   const std::string& file) {
  if (!json.is_object()) fail(file, pointer, "an object");
  const auto found = json.find(name);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

std::vector<std::string> globs_of(const Json& source, const std::string& pointer,
                                  const std::string& file) {
  const Json* const path = member(source, "path", pointer, file);
  if (path == nullptr || !path->is_string()) fail(file, pointer + "/path", "a text");
  std::string folder = path->get<std::string>();
  if (folder.starts_with("./")) folder.erase(0, 2);
  while (folder.ends_with('/')) folder.pop_back();
  const std::string prefix = folder.empty() || folder == "." ? "" : folder + "/";
  std::vector<std::string> globs;
  const Json* const include = member(source, "include", pointer, file);
  if (include == nullptr) return globs;
  if (!include->is_array()) fail(file, pointer + "/include", "a list of globs");
  for (const Json& glob : *include) {
    if (!glob.is_string()) fail(file, pointer + "/include", "a list of globs");
    globs.push_back(prefix + glob.get<std::string>());
    if (const std::string_view problem = glob_problem(globs.back()); !problem.empty()) {
      fail(file, pointer, "globs; '" + globs.back() + "' is none: " + std::string(problem));
    }
  }
  return globs;
}

BicepDocumentation read(const Json& documentation, const std::string& file) {
  BicepDocumentation result;
  result.file = file;
  const std::string top = "/documentation";
  if (const Json* const output = member(documentation, "output", top, file)) {
    if (const Json* const name = member(*output, "file", top + "/output", file)) {
      if (!name->is_string()) fail(file, top + "/output/file", "the name of a file");
      result.output = name->get<std::string>();
    }
  }
  const Json* const examples = member(documentation, "examples", top, file);
  const Json* const sources =
      examples == nullptr ? nullptr : member(*examples, "sources", top + "/examples", file);
  if (sources == nullptr) return result;
  if (!sources->is_array()) fail(file, top + "/examples/sources", "a list");
  for (std::size_t i = 0; i < sources->size(); ++i) {
    const std::string pointer = top + "/examples/sources/" + std::to_string(i);
    for (std::string& glob : globs_of((*sources)[i], pointer, file)) {
      result.examples.push_back(std::move(glob));
    }
  }
  return result;
}

}  // namespace

std::optional<BicepDocumentation> bicep_documentation(const std::string& folder,
                                                      const std::string& top) {
  const DiskFileSystem disk({top});
  for (std::string at = folder;; at.erase(at.rfind('/'))) {
    const std::string file = at + "/bicepconfig.json";
    if (disk.type(file) == FileType::file) {
      const Json json = Json::parse(disk.read(file), nullptr, false, true);
      // What is wrong with it otherwise is for the Bicep CLI to say.
      if (!json.is_object() || !json.contains("documentation")) return std::nullopt;
      return read(json["documentation"], file);
    }
    if (at == top || at.find('/') == std::string::npos) return std::nullopt;
  }
}

}  // namespace avmdoc::cli

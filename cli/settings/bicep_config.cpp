#include "settings/bicep_config.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "avmdoc/diagnostic.hpp"

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

/// A list of globs, below a folder of the module.
std::vector<std::string> globs_of(const Json& parent, const char* name, std::string_view folder,
                                  const std::string& pointer, const std::string& file) {
  std::vector<std::string> globs;
  const Json* const list = member(parent, name, pointer, file);
  if (list == nullptr) return globs;
  const std::string own = pointer + "/" + name;
  const std::string prefix = folder.empty() ? "" : std::string(folder) + "/";
  if (!list->is_array()) fail(file, own, "a list of globs");
  for (const Json& glob : *list) {
    if (!glob.is_string()) fail(file, own, "a list of globs");
    globs.push_back(prefix + glob.get<std::string>());
    if (const std::string_view problem = glob_problem(globs.back()); !problem.empty()) {
      fail(file, own, "globs; '" + globs.back() + "' is none: " + std::string(problem));
    }
  }
  return globs;
}

/// The folder of the module that a source of examples names; empty for the module's own.
std::string folder_of(const Json& source, const std::string& pointer, const std::string& file) {
  const Json* const path = member(source, "path", pointer, file);
  if (path == nullptr || !path->is_string()) fail(file, pointer + "/path", "a text");
  std::string folder = path->get<std::string>();
  if (folder.starts_with("./")) folder.erase(0, 2);
  while (folder.ends_with('/')) folder.pop_back();
  return folder == "." ? "" : folder;
}

void append(std::vector<std::string> added, std::vector<std::string>& list) {
  std::ranges::move(added, std::back_inserter(list));
}

/// Paths of reassigned examples begin in the folders of the sources.
Reassignment reassignment(const Json& rule, const std::vector<std::string>& folders,
                          const std::string& pointer, const std::string& file) {
  const Json* const from = member(rule, "from", pointer, file);
  const Json* const to = member(rule, "to", pointer, file);
  if (from == nullptr) fail(file, pointer + "/from", "an object");
  if (to == nullptr || !to->is_string() || !is_folder_name(to->get<std::string>())) {
    fail(file, pointer + "/to", "the name of a folder");
  }
  Reassignment result;
  for (const std::string& folder : folders) {
    append(globs_of(*from, "include", folder, pointer + "/from", file), result.files);
    append(globs_of(*from, "exclude", folder, pointer + "/from", file), result.exclude);
  }
  result.to = to->get<std::string>();
  return result;
}

/// The elements of a list that may be missing, each with its pointer.
template <typename Take>
void for_each_element(const Json* list, const std::string& pointer, const std::string& file,
                      const Take& take) {
  if (list == nullptr) return;
  if (!list->is_array()) fail(file, pointer, "a list");
  for (std::size_t i = 0; i < list->size(); ++i) {
    take((*list)[i], pointer + "/" + std::to_string(i));
  }
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
  if (examples == nullptr) return result;
  const std::string own = top + "/examples";
  std::vector<std::string> folders;
  for_each_element(member(*examples, "sources", own, file), own + "/sources", file,
                   [&](const Json& source, const std::string& pointer) {
                     folders.push_back(folder_of(source, pointer, file));
                     const std::string& folder = folders.back();
                     append(globs_of(source, "include", folder, pointer, file), result.examples);
                     append(globs_of(source, "exclude", folder, pointer, file),
                            result.excluded_examples);
                   });
  if (folders.empty()) folders = {"examples", "tests"};  // as the Bicep CLI has them
  for_each_element(member(*examples, "reassignments", own, file), own + "/reassignments", file,
                   [&](const Json& rule, const std::string& pointer) {
                     result.reassignments.push_back(reassignment(rule, folders, pointer, file));
                   });
  return result;
}

}  // namespace

bool is_folder_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." &&
         text.find_first_of("/\\") == std::string_view::npos;
}

std::optional<BicepDocumentation> bicep_documentation(const std::string& file,
                                                      std::string_view text) {
  const Json json = Json::parse(text, nullptr, false, true);
  // What is wrong with it otherwise is for the Bicep CLI to say.
  if (!json.is_object() || !json.contains("documentation")) return std::nullopt;
  return read(json["documentation"], file);
}

}  // namespace avmdoc::cli

#include "references.hpp"

#include <nlohmann/json.hpp>

namespace avmdoc::cli {

namespace {

[[noreturn]] void fail_in_references(const std::string& path, std::string message) {
  throw Error(error_at("references-misshapen", {path}, std::move(message)));
}

/// PowerShell writes a list of one text as the text, and an empty one as null.
std::vector<std::string> text_list(const nlohmann::json& module, const char* name) {
  const auto found = module.find(name);
  if (found == module.end() || found->is_null()) return {};
  if (found->is_string()) return {found->get<std::string>()};
  return found->get<std::vector<std::string>>();
}

/// The path that a module is listed by: without the name of a variant or the folder of a scope,
/// both of which are documented as the module that they belong to.
std::string listed_path(const Identity& identity) {
  std::string path = identity.path.substr(0, identity.path.find("--"));
  for (const std::string_view scope : {"/rg-scope", "/sub-scope", "/mg-scope"}) {
    if (path.ends_with(scope)) path.resize(path.size() - scope.size());
  }
  return path;
}

}  // namespace

ReferenceList read_references(const FileSystem& files, const std::string& path) {
  ReferenceList list;
  try {
    const nlohmann::json json = nlohmann::json::parse(files.read(path));
    for (const auto& [identifier, module] : json.get<nlohmann::json::object_t>()) {
      if (module.is_null()) continue;
      const nlohmann::json references = module.get<nlohmann::json::object_t>();
      list[identifier] = {text_list(references, "localPathReferences"),
                          text_list(references, "remoteReferences")};
    }
  } catch (const nlohmann::json::parse_error& error) {
    fail_in_references(path, std::string("not valid JSON: ") + error.what());
  } catch (const nlohmann::json::exception&) {
    // It is of another type, or holds a number beyond those of a double.
    fail_in_references(
        path,
        "expected what Get-CrossReferencedModuleList returns: an object of objects with the lists "
        "'localPathReferences' and 'remoteReferences'");
  }
  return list;
}

void use_references(const ReferenceList& list, Module& module) {
  const auto listed = list.find(listed_path(module.identity));
  const References references = listed == list.end() ? References() : listed->second;
  module.local_references = references.local;
  module.remote_references = references.remote;
}

}  // namespace avmdoc::cli

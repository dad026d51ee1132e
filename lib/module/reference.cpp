#include "module/reference.hpp"

#include <algorithm>

#include "module/examples.hpp"
#include "source/path.hpp"
#include "template/json.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// The version in `version.json`; empty when there is none.
std::string version_in_file(const Sources& sources, const std::string& folder) {
  constexpr std::string_view name = "version.json";
  if (!sources.has_file(folder, name)) return {};
  const std::string path = join_path(folder, name);
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  std::string_view version;
  const std::string text = sources.files().read(path);
  if (parser.parse(text).get(json) == simdjson::SUCCESS &&
      json["version"].get(version) == simdjson::SUCCESS) {
    return std::string(version);
  }
  throw Error(error_at("version-misshapen", {path}, "expected an object with a string 'version'"));
}

}  // namespace

Identity documented_identity(const Module& module) {
  Identity result = module.identity;
  if (result.kind == ModuleKind::other) return result;
  result.path = result.path.substr(0, result.path.find("--"));
  if (is_scoped_child(*module.convention, result.path)) {
    result.path.resize(parent_path(result.path).size());
  }
  return result;
}

std::string registry_root(const ModuleFolder& folder) {
  if (!folder.root.empty()) return folder.root;
  const std::string full = folder.identity.full();
  std::string_view path = folder.path;
  if (path == full) return "";
  if (!path.ends_with("/" + full)) return folder.path;
  path.remove_suffix(full.size() + 1);
  return path.empty() ? "/" : std::string(path);
}

std::string module_reference(const Convention& convention, const Sources& sources,
                             const ModuleFolder& folder, std::string_view root) {
  const std::string identity = folder.identity.full();
  std::string reference = replace_all(convention.reference, "{path}", identity);
  reference = replace_all(reference, "{name}", base_name(identity));
  if (reference.find("{file}") != std::string::npos) {
    std::string_view path = folder.path;
    if (path == root) {
      path = "";
    } else if (path.starts_with(root)) {
      path.remove_prefix(std::min(path.size(), root.size() + (root.ends_with('/') ? 0 : 1)));
    }
    reference = replace_all(reference, "{file}", join_path(path, folder.source));
  }
  if (reference.find("{version}") == std::string::npos) return reference;
  std::string version = !folder.version.empty()       ? folder.version
                        : !convention.version.empty() ? convention.version
                                                      : version_in_file(sources, folder.path);
  return replace_all(reference, "{version}", version.empty() ? "<version>" : version);
}

}  // namespace avmdoc

#include "module/profile_sections.hpp"

#include <algorithm>

#include "bicep/declarations.hpp"
#include "source/discovery.hpp"
#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view main_file = "main.bicep";

/// The modules below a folder that are in no other module below it.
std::vector<ChildModule> child_modules(const Sources& sources, const std::string& folder) {
  std::vector<ChildModule> children;
  const auto list = [&](const std::string& one) { return sources.list_folder(one); };
  // Only those with a main.bicep: files of other names are mostly parts.
  const auto only_main = [](const std::string& path) -> std::optional<bool> {
    return base_name(path) == main_file ? std::nullopt : std::optional(false);
  };
  search_modules({sources.files(), list, {}, only_main}, folder, [&](const FoundModule& found) {
    if (found.folder == folder) return;
    std::string path = found.folder.substr(folder.empty() ? 0 : folder.size() + 1);
    if (!children.empty() && path.starts_with(children.back().path + "/")) return;
    children.push_back({std::move(path)});
  });
  return children;
}

/// What is in the metadata of a module except its name and description.
std::vector<std::pair<std::string, std::string>> own_metadata(const Template& compiled) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto metadata = object_member(compiled.root(), "metadata");
  if (!metadata) return found;
  for (const auto [name, value] : *metadata) {
    if (name.starts_with('_') || name == "name" || name == "description") continue;
    const auto text = string_of(value);
    found.emplace_back(name, text ? std::string(*text) : minified(value));
  }
  return found;
}

/// The resources that a module declares itself, in the order of its source.
std::vector<NamedResource> named_resources(const Sources& sources, const Module& module) {
  std::vector<NamedResource> found;
  const auto tree = has_source(sources, module) ? sources.tree(module.source) : nullptr;
  if (tree == nullptr) return found;
  for (const bicep::Node statement : tree->root().children()) {
    if (statement.kind() != bicep::NodeKind::resource) continue;
    const auto name = statement.child(bicep::Field::name);
    const auto type = statement.child(bicep::Field::path);
    const auto text = bicep::path_text(statement);
    if (!name || !text) continue;
    const std::string_view between =
        tree->text().substr(type->range().end, statement.range().end - type->range().end);
    const bool existing = trim(between.substr(0, between.find('='))) == "existing";
    auto [of_type, version] = bicep::versioned_type(*text);
    found.push_back({std::string(name->text()), std::move(of_type), std::move(version), existing});
  }
  return found;
}

}  // namespace

void read_profile_sections(const Template& compiled, const Sources& sources, Module& module) {
  const auto shows = [&](std::string_view section) {
    const std::vector<SectionShape>& sections = module.convention->sections;
    return std::ranges::find(sections, section, &SectionShape::name) != sections.end();
  };
  if (shows("exported-types")) module.exported_types = read_exported_types(compiled);
  if (shows("metadata")) module.own_metadata = own_metadata(compiled);
  if (shows("resources")) module.named_resources = named_resources(sources, module);
  if (shows("exported-variables")) module.exported_variables = read_exported_variables(compiled);
  if (shows("child-modules") && base_name(module.source) == main_file) {
    module.child_modules = child_modules(sources, module.folder);
  }
}

}  // namespace avmdoc

#include "readme/sections.hpp"
#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {

namespace {

/// The way to a module's folder from that of its README, with a slash at its end.
std::string way_to_folder(const Module& module) {
  std::string_view from = parent_path(module.readme);
  std::string_view to = module.folder;
  if (from == to) return {};
  const auto is_around = [&] {
    return from.empty() || (to.starts_with(from) &&
                            (to.size() == from.size() || from == "/" || to[from.size()] == '/'));
  };
  std::string way;
  for (; !is_around(); from = parent_path(from)) way += "../";
  to.remove_prefix(from.size());
  if (to.starts_with('/')) to.remove_prefix(1);
  return to.empty() ? way : way.append(to) + "/";
}

}  // namespace

void write_child_modules(const Module& module, Page& page) {
  if (module.child_modules.empty()) return;
  begin_section(titles::child_modules, page);
  const std::string way = way_to_folder(module);
  page.mark(Item::section, Part::text, titles::child_modules);
  for (const ChildModule& child : module.child_modules) {
    page.text.append("- [").append(child.path).append("](");
    page.text.append(replace_all(way + child.path, " ", "%20")).append("/README.md)\n");
  }
}

}  // namespace avmdoc

#include <optional>
#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "convention/avm_folders.hpp"
#include "source/path.hpp"

namespace avmdoc {

namespace {

std::optional<ModuleKind> kind_of(std::string_view part) {
  if (part == "res") {
    return ModuleKind::resource;
  }
  if (part == "ptn") {
    return ModuleKind::pattern;
  }
  if (part == "utl") {
    return ModuleKind::utility;
  }
  return std::nullopt;
}

std::string_view part_of(ModuleKind kind) {
  switch (kind) {
    case ModuleKind::resource:
      return "res";
    case ModuleKind::pattern:
      return "ptn";
    case ModuleKind::utility:
      return "utl";
    case ModuleKind::other:
      break;
  }
  return {};
}

}  // namespace

std::string Identity::full() const {
  if (kind == ModuleKind::other) return path;
  std::string full(avm_folder);
  full += '/';
  full += part_of(kind);
  full += '/';
  full += path;
  return full;
}

std::optional<Identity> identity_of(std::string_view path) {
  const std::string normal = normal_path(path);
  std::optional<Identity> innermost;
  std::string_view rest = normal;
  std::string_view before;
  while (!rest.empty()) {
    const std::string_view part = take_part(rest);
    const std::optional<ModuleKind> kind = kind_of(part);
    if (kind && before == avm_folder && !rest.empty()) {
      innermost = Identity{*kind, std::string(rest)};
    }
    before = part;
  }
  return innermost;
}

}  // namespace avmdoc

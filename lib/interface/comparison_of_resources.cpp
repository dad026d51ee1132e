#include <algorithm>

#include "interface/comparison_stages.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

void compare_resource(InterfaceComparison& comparison, const InterfaceResource& before,
                      const InterfaceResource& after) {
  if (before.extension || after.extension) return;
  // A resource may be a deployment, too; the version of that of a module is the compiler's.
  if (after.is_module() && after.version.empty()) {
    if (before.is_module()) return;
    add_difference(comparison, Declared::module, after.symbolic_name, Aspect::kind, before.location,
                   after.location, before.type, after.type);
  } else if (!equal_ignoring_case(before.type, after.type)) {
    add_difference(comparison, Declared::resource, after.symbolic_name, Aspect::kind,
                   before.location, after.location, before.type, after.type);
  } else if (before.version != after.version) {
    add_difference(comparison, Declared::resource, after.type, Aspect::version, before.location,
                   after.location, before.version, after.version);
  }
}

/// Without symbolic names the types and versions are counted. The compiler moves nothing but
/// `existing` resources out of the list, so that each has its own.
void compare_listed(InterfaceComparison& comparison) {
  const auto has_extension = [](const Interface& one) {
    return std::ranges::any_of(one.resources, &InterfaceResource::extension);
  };
  if (has_extension(comparison.before) || has_extension(comparison.after)) return;
  const auto version_of = [](const InterfaceResource& one) {
    return one.is_module() ? std::string_view() : std::string_view(one.version);
  };
  std::vector<const InterfaceResource*> left;
  for (const InterfaceResource& one : comparison.before.resources) {
    if (!one.existing) left.push_back(&one);
  }
  for (const InterfaceResource& one : comparison.after.resources) {
    if (one.existing) continue;
    const auto same = std::ranges::find_if(left, [&](const InterfaceResource* other) {
      return equal_ignoring_case(other->type, one.type) && version_of(*other) == version_of(one);
    });
    if (same != left.end()) {
      left.erase(same);
      continue;
    }
    add_difference(comparison, one.is_module() ? Declared::module : Declared::resource,
                   one.symbolic_name, Aspect::presence, {}, one.location, "",
                   one.type + "@" + one.version);
  }
  for (const InterfaceResource* one : left) {
    add_difference(comparison, one->is_module() ? Declared::module : Declared::resource,
                   one->symbolic_name, Aspect::presence, one->location, {},
                   one->type + "@" + one->version);
  }
}

}  // namespace

void compare_resources(InterfaceComparison& comparison) {
  if (!comparison.before.symbolic || !comparison.after.symbolic) {
    compare_listed(comparison);
    return;
  }
  pair_up(
      comparison.before.resources, comparison.after.resources,
      [](const InterfaceResource& one) { return std::string_view(one.symbolic_name); },
      [&](const InterfaceResource& before, const InterfaceResource& after) {
        compare_resource(comparison, before, after);
      },
      [&](const InterfaceResource& one) {
        // Compilers leave out what is not used.
        if (one.existing) return;
        const bool is_module = one.is_module() && one.version.empty();
        add_difference(comparison, is_module ? Declared::module : Declared::resource,
                       one.symbolic_name, Aspect::presence, {}, one.location, "", one.type);
      },
      [&](const InterfaceResource& one) {
        add_difference(comparison, Declared::resource, one.symbolic_name, Aspect::presence,
                       one.location, {}, one.type);
      });
}

}  // namespace avmdoc

#include "interface/comparison.hpp"

#include <algorithm>
#include <utility>

#include "interface/comparison_stages.hpp"
#include "interface/same_value.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

bool is_of_registry(const ImportedFrom& from) { return from.module.find(':') != std::string::npos; }

/// Paths of files depend on where the compiler was started.
bool same_module(const ImportedFrom& a, const ImportedFrom& b) {
  if (is_of_registry(a) || is_of_registry(b)) return a.module == b.module;
  return base_name(a.module) == base_name(b.module);
}

void compare_metadata(InterfaceComparison& comparison) {
  pair_up(
      comparison.before.metadata, comparison.after.metadata,
      [](const InterfaceValue& one) { return std::string_view(one.name); },
      [&](const InterfaceValue& before, const InterfaceValue& after) {
        if (before.unknown || after.unknown) return;
        if (same_value(before.value, after.value)) return;
        add_difference(comparison, Declared::metadata, after.name, Aspect::value, before.location,
                       after.location);
      },
      [&](const InterfaceValue& one) {
        add_difference(comparison, Declared::metadata, one.name, Aspect::presence, {},
                       one.location);
      },
      [&](const InterfaceValue& one) {
        add_difference(comparison, Declared::metadata, one.name, Aspect::presence, one.location,
                       {});
      });
}

void compare_definition(InterfaceComparison& comparison, const InterfaceDefinition& before,
                        const InterfaceDefinition& after) {
  const Location& old_place = before.type.location;
  const Location& new_place = after.type.location;
  if (after.type.unknown) return;
  if (before.imported.has_value() != after.imported.has_value() ||
      (before.imported && (!same_module(*before.imported, *after.imported) ||
                           before.imported->name != after.imported->name))) {
    add_difference(comparison, Declared::type, after.name, Aspect::imported, old_place, new_place,
                   before.imported ? before.imported->module : "",
                   after.imported ? after.imported->module : "");
    return;
  }
  // A version of a module never changes, but compilers do.
  if (after.imported && is_of_registry(*after.imported)) return;
  if (before.exported != after.exported) {
    add_aspect(comparison, Declared::type, after.name, Aspect::exported, old_place, new_place,
               before.exported, after.exported);
  }
  compare_types(comparison, Declared::type, after.name, before.type, after.type);
}

/// Imported types are there where they are used, so that their absence shows in what refers to
/// them.
void compare_definitions(InterfaceComparison& comparison) {
  const auto name_of = [](const InterfaceDefinition& one) {
    return one.imported && one.name.starts_with('_')
               ? one.imported->module + "#" + one.imported->name
               : one.name;
  };
  const auto named = [&](const std::vector<InterfaceDefinition>& definitions) {
    std::vector<std::pair<std::string, const InterfaceDefinition*>> result;
    result.reserve(definitions.size());
    for (const InterfaceDefinition& one : definitions) result.emplace_back(name_of(one), &one);
    return result;
  };
  using Named = std::pair<std::string, const InterfaceDefinition*>;
  pair_up(
      named(comparison.before.definitions), named(comparison.after.definitions),
      [](const Named& one) -> std::string_view { return one.first; },
      [&](const Named& before, const Named& after) {
        compare_definition(comparison, *before.second, *after.second);
      },
      [&](const Named& one) {
        if (one.second->imported) return;
        add_difference(comparison, Declared::type, one.first, Aspect::presence, {},
                       one.second->type.location);
      },
      [&](const Named& one) {
        if (one.second->imported || one.first.starts_with('_')) return;
        add_difference(comparison, Declared::type, one.first, Aspect::presence,
                       one.second->type.location, {});
      });
}

void compare_parameters(InterfaceComparison& comparison, Declared declared,
                        const std::vector<InterfaceParameter>& before,
                        const std::vector<InterfaceParameter>& after) {
  pair_up(
      before, after, [](const InterfaceParameter& one) { return std::string_view(one.name); },
      [&](const InterfaceParameter& old, const InterfaceParameter& now) {
        compare_types(comparison, declared, now.name, old.type, now.type);
        if (now.unknown_default || same_value(old.default_value, now.default_value)) return;
        add_aspect(comparison, declared, now.name, Aspect::default_value, old.type.location,
                   now.type.location, old.default_value.has_value(), now.default_value.has_value());
      },
      [&](const InterfaceParameter& one) {
        add_difference(comparison, declared, one.name, Aspect::presence, {}, one.type.location);
      },
      [&](const InterfaceParameter& one) {
        add_difference(comparison, declared, one.name, Aspect::presence, one.type.location, {});
      });
}

/// The compiler puts variables that depend on resources in the places where they are used, so only
/// those that are exported must be there.
void compare_variables(InterfaceComparison& comparison) {
  const auto exported_alone = [&](const InterfaceValue& one, bool was) {
    if (!one.exported) return;
    const Location& place = one.location;
    add_difference(comparison, Declared::variable, one.name, Aspect::presence,
                   was ? place : Location(), was ? Location() : place);
  };
  pair_up(
      comparison.before.variables, comparison.after.variables,
      [](const InterfaceValue& one) { return std::string_view(one.name); },
      [&](const InterfaceValue& before, const InterfaceValue& after) {
        if (before.exported != after.exported) {
          add_aspect(comparison, Declared::variable, after.name, Aspect::exported, before.location,
                     after.location, before.exported, after.exported);
        } else if (!same_text(before.description.value_or(""), after.description.value_or(""))) {
          add_aspect(comparison, Declared::variable, after.name, Aspect::description,
                     before.location, after.location, before.description.has_value(),
                     after.description.has_value());
        }
        if (before.unknown || after.unknown) return;
        const Expressions expressions =
            after.exported ? Expressions::compared : Expressions::ignored;
        if (same_value(before.value, after.value, expressions)) return;
        add_difference(comparison, Declared::variable, after.name, Aspect::value, before.location,
                       after.location);
      },
      [&](const InterfaceValue& one) { exported_alone(one, false); },
      [&](const InterfaceValue& one) { exported_alone(one, true); });
}

void compare_function(InterfaceComparison& comparison, const InterfaceFunction& before,
                      const InterfaceFunction& after) {
  const auto differs = [&](Aspect aspect, bool was, bool is) {
    add_aspect(comparison, Declared::function, after.name, aspect, before.location, after.location,
               was, is);
  };
  if (before.description.has_value() != after.description.has_value() ||
      !same_description(before.description.value_or(""), after.description.value_or(""))) {
    differs(Aspect::description, before.description.has_value(), after.description.has_value());
  }
  if (before.imported || after.imported) return;
  if (before.exported != after.exported) {
    differs(Aspect::exported, before.exported, after.exported);
  }
  if (!std::ranges::equal(before.arguments, after.arguments, {}, &TypeMember::name,
                          &TypeMember::name)) {
    differs(Aspect::arguments, true, true);
  } else {
    for (std::size_t i = 0; i < after.arguments.size(); ++i) {
      compare_types(comparison, Declared::function, after.name + "." + after.arguments[i].name,
                    before.arguments[i].type, after.arguments[i].type);
    }
  }
  if (!before.result || !after.result || before.result->unknown || after.result->unknown) return;
  const std::size_t count = comparison.found.size();
  compare_types(comparison, Declared::function, after.name, *before.result, *after.result);
  if (comparison.found.size() == count) return;
  comparison.found.resize(count);
  differs(Aspect::result, true, true);
}

void compare_functions(InterfaceComparison& comparison) {
  const auto add_one = [&](const InterfaceFunction& one, bool was) {
    if (one.imported && (comparison.before.unknown_imports || comparison.after.unknown_imports))
      return;
    add_difference(comparison, Declared::function, one.name, Aspect::presence,
                   was ? one.location : Location(), was ? Location() : one.location);
  };
  pair_up(
      comparison.before.functions, comparison.after.functions,
      [](const InterfaceFunction& one) { return std::string_view(one.name); },
      [&](const InterfaceFunction& before, const InterfaceFunction& after) {
        compare_function(comparison, before, after);
      },
      [&](const InterfaceFunction& one) { add_one(one, false); },
      [&](const InterfaceFunction& one) { add_one(one, true); });
}

}  // namespace

InterfaceDifference& add_difference(InterfaceComparison& comparison, Declared declared,
                                    std::string name, Aspect aspect, const Location& old_place,
                                    const Location& new_place, std::string before,
                                    std::string after) {
  InterfaceDifference difference;
  difference.declared = declared;
  difference.name = std::move(name);
  difference.aspect = aspect;
  difference.was = !old_place.file.empty();
  difference.is = !new_place.file.empty();
  difference.before = std::move(before);
  difference.after = std::move(after);
  difference.old_place = old_place;
  difference.new_place = new_place;
  return comparison.found.emplace_back(std::move(difference));
}

void add_aspect(InterfaceComparison& comparison, Declared declared, std::string name, Aspect aspect,
                const Location& old_place, const Location& new_place, bool was, bool is) {
  InterfaceDifference& difference =
      add_difference(comparison, declared, std::move(name), aspect, old_place, new_place);
  difference.was = was;
  difference.is = is;
}

std::vector<InterfaceDifference> compare(const Interface& before, const Interface& after) {
  InterfaceComparison comparison{before, after};
  compare_metadata(comparison);
  compare_definitions(comparison);
  compare_parameters(comparison, Declared::parameter, before.parameters, after.parameters);
  if (before.scope != after.scope && !before.scope.empty() && !after.scope.empty()) {
    add_difference(comparison, Declared::scope, "targetScope", Aspect::value, {before.file},
                   {after.file}, before.scope, after.scope);
  }
  compare_variables(comparison);
  compare_functions(comparison);
  compare_resources(comparison);
  compare_parameters(comparison, Declared::output, before.outputs, after.outputs);
  return std::move(comparison.found);
}

}  // namespace avmdoc

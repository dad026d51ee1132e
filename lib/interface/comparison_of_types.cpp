#include <algorithm>

#include "interface/comparison_stages.hpp"
#include "interface/same_value.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view secure_prefix = "secure";

bool is_secure(const InterfaceType& type) {
  return type.kind.size() > secure_prefix.size() &&
         equal_ignoring_case(std::string_view(type.kind).substr(0, secure_prefix.size()),
                             secure_prefix);
}

std::string_view plain_kind(const InterfaceType& type) {
  return std::string_view(type.kind).substr(is_secure(type) ? secure_prefix.size() : 0);
}

/// What the type of a resource's property is depends on what is known of resources.
bool has_derived_kind(const InterfaceType& type) {
  return !type.resource_property.empty() && type.kind.empty();
}

/// A type as a reader knows it.
std::string text_of(const InterfaceType& type) {
  if (!type.resource_property.empty()) return type.resource_property;
  if (!type.reference.empty()) return type.reference;
  if (type.element && !text_of(*type.element).empty()) return text_of(*type.element) + "[]";
  return type.kind.empty() ? "any" : type.kind;
}

void compare_members(InterfaceComparison& comparison, Declared declared, const std::string& name,
                     const std::vector<TypeMember>& before, const std::vector<TypeMember>& after) {
  pair_up(
      before, after, [](const TypeMember& one) { return std::string_view(one.name); },
      [&](const TypeMember& old, const TypeMember& now) {
        compare_types(comparison, declared, name + "." + now.name, old.type, now.type);
      },
      [&](const TypeMember& one) {
        add_difference(comparison, declared, name + "." + one.name, Aspect::presence, {},
                       one.type.location);
      },
      [&](const TypeMember& one) {
        add_difference(comparison, declared, name + "." + one.name, Aspect::presence,
                       one.type.location, {});
      });
}

void compare_marks(InterfaceComparison& comparison, Declared declared, const std::string& name,
                   const InterfaceType& before, const InterfaceType& after) {
  const auto differs = [&](Aspect aspect, bool was, bool is) {
    add_aspect(comparison, declared, name, aspect, before.location, after.location, was, is);
  };
  const bool was_described = before.description.has_value();
  const bool is_described = after.description.has_value();
  if (was_described != is_described ||
      (was_described && !same_description(*before.description, *after.description))) {
    differs(Aspect::description, was_described, is_described);
  }
  if (!same_value(Value(before.metadata), Value(after.metadata))) {
    const auto has_example = [](const InterfaceType& type) {
      return std::ranges::find(type.metadata, "example", &Value::Member::first) !=
             type.metadata.end();
    };
    if (after.metadata.empty() && before.metadata.size() == 1 && has_example(before)) {
      differs(Aspect::example, true, false);
    } else {
      differs(Aspect::metadata, !before.metadata.empty(), !after.metadata.empty());
    }
  }
  const auto differs_in = [&](Aspect aspect, const std::optional<Value>& old,
                              const std::optional<Value>& now) {
    if (!same_value(old, now)) differs(aspect, old.has_value(), now.has_value());
  };
  differs_in(Aspect::min_value, before.min_value, after.min_value);
  differs_in(Aspect::max_value, before.max_value, after.max_value);
  differs_in(Aspect::min_length, before.min_length, after.min_length);
  differs_in(Aspect::max_length, before.max_length, after.max_length);
  if (before.unknown_type || after.unknown_type) return;
  differs_in(Aspect::allowed_values, before.allowed_values, after.allowed_values);
  if (before.nullable != after.nullable) {
    differs(Aspect::nullable, before.nullable == true, after.nullable == true);
  }
}

/// Whether two types are of one kind and refer to the same. Names such as `_1.lockType` are the
/// compiler's.
bool same_shape(const InterfaceComparison& comparison, const InterfaceType& before,
                const InterfaceType& after) {
  const auto reference_of = [](const Interface& owner, const InterfaceType& type) {
    const std::string_view name =
        std::string_view(type.reference).substr(0, type.reference.find('/'));
    const InterfaceDefinition* definition = owner.definition(name);
    return definition != nullptr && definition->imported
               ? definition->imported->name + type.reference.substr(name.size())
               : type.reference;
  };
  if (reference_of(comparison.before, before) != reference_of(comparison.after, after))
    return false;
  if (!equal_ignoring_case(before.resource_property, after.resource_property)) return false;
  if (has_derived_kind(after) || has_derived_kind(before)) return true;
  return equal_ignoring_case(plain_kind(before), plain_kind(after)) &&
         (before.element == nullptr) == (after.element == nullptr) &&
         before.tuple.size() == after.tuple.size();
}

}  // namespace

void compare_types(InterfaceComparison& comparison, Declared declared, const std::string& name,
                   const InterfaceType& before, const InterfaceType& after) {
  if (before.unknown || after.unknown) return;
  compare_marks(comparison, declared, name, before, after);
  if (before.unknown_type || after.unknown_type) return;
  if (!same_shape(comparison, before, after)) {
    add_difference(comparison, declared, name, Aspect::kind, before.location, after.location,
                   text_of(before), text_of(after));
    return;
  }
  if (is_secure(before) != is_secure(after)) {
    add_aspect(comparison, declared, name, Aspect::secure, before.location, after.location,
               is_secure(before), is_secure(after));
  }
  compare_members(comparison, declared, name, before.properties, after.properties);
  const std::string any = name + ".*";
  if (before.any_property && after.any_property) {
    compare_types(comparison, declared, any, *before.any_property, *after.any_property);
  } else if (after.any_property) {
    add_difference(comparison, declared, any, Aspect::presence, {}, after.any_property->location);
  } else if (before.any_property) {
    add_difference(comparison, declared, any, Aspect::presence, before.any_property->location, {});
  } else if (before.open != after.open) {
    add_aspect(comparison, declared, name, Aspect::sealed, before.location, after.location,
               before.open == false, after.open == false);
  }
  if (before.element && after.element) {
    compare_types(comparison, declared, name, *before.element, *after.element);
  }
  for (std::size_t i = 0; i < after.tuple.size(); ++i) {
    compare_types(comparison, declared, name + "[" + std::to_string(i) + "]", before.tuple[i],
                  after.tuple[i]);
  }
  if (before.discriminator != after.discriminator) {
    add_difference(comparison, declared, name, Aspect::discriminator, before.location,
                   after.location, before.discriminator, after.discriminator);
  } else {
    compare_members(comparison, declared, name, before.variants, after.variants);
  }
}

}  // namespace avmdoc

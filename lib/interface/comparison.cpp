#include "interface/comparison.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "source/path.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view secure_prefix = "secure";

bool is_expression(const Value& value) {
  const std::string* text = value.string();
  return text != nullptr && text->starts_with('[') && !text->starts_with("[[");
}

/// Whether expressions count.
enum class Expressions : std::uint8_t { compared, ignored };

bool same_value(const Value& a, const Value& b, Expressions expressions) {
  if (expressions == Expressions::ignored && (is_expression(a) || is_expression(b))) return true;
  if (a.string() != nullptr && b.string() != nullptr) return same_text(*a.string(), *b.string());
  if (const Value::Array* array = a.array(); array != nullptr && b.array() != nullptr) {
    return std::ranges::equal(*array, *b.array(), [&](const Value& one, const Value& other) {
      return same_value(one, other, expressions);
    });
  }
  const Value::Object* object = a.object();
  if (object == nullptr || b.object() == nullptr) return a == b;
  if (object->size() != b.object()->size()) return false;
  return std::ranges::all_of(*object, [&](const Value::Member& one) {
    const auto other = std::ranges::find(*b.object(), one.first, &Value::Member::first);
    return other != b.object()->end() && same_value(one.second, other->second, expressions);
  });
}

bool same_value(const std::optional<Value>& a, const std::optional<Value>& b) {
  return a && b ? same_value(*a, *b, Expressions::compared) : a.has_value() == b.has_value();
}

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

bool is_of_registry(const ImportedFrom& from) { return from.module.find(':') != std::string::npos; }

/// Paths of files depend on where the compiler was started.
bool same_module(const ImportedFrom& a, const ImportedFrom& b) {
  if (is_of_registry(a) || is_of_registry(b)) return a.module == b.module;
  return base_name(a.module) == base_name(b.module);
}

class Comparison {
 public:
  Comparison(const Interface& before, const Interface& after) : before_(before), after_(after) {}

  std::vector<InterfaceDifference> run() {
    compare_metadata();
    compare_definitions();
    compare_parameters(Declared::parameter, before_.parameters, after_.parameters);
    if (before_.scope != after_.scope && !before_.scope.empty() && !after_.scope.empty()) {
      add(Declared::scope, "targetScope", Aspect::value, {before_.file, {}, 0, ""},
          {after_.file, {}, 0, ""}, before_.scope, after_.scope);
    }
    compare_variables();
    compare_functions();
    compare_resources();
    compare_parameters(Declared::output, before_.outputs, after_.outputs);
    return std::move(found_);
  }

 private:
  InterfaceDifference& add(Declared declared, std::string name, Aspect aspect,
                           const Location& old_place, const Location& new_place,
                           std::string before = {}, std::string after = {}) {
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
    return found_.emplace_back(std::move(difference));
  }

  /// An aspect that one of the two states may not have.
  void add(Declared declared, const std::string& name, Aspect aspect, const InterfaceType& before,
           const InterfaceType& after, bool was, bool is) {
    InterfaceDifference& difference = add(declared, name, aspect, before.location, after.location);
    difference.was = was;
    difference.is = is;
  }

  /// Calls `both` for the items of a name, `missing` and `left_over` for the others.
  template <typename Items, typename Name, typename Both, typename Missing, typename LeftOver>
  static void pair_up(const Items& before, const Items& after, Name name, Both both,
                      Missing missing, LeftOver left_over) {
    std::map<std::string_view, const typename Items::value_type*> olds;
    for (const auto& one : before) olds.emplace(name(one), &one);
    for (const auto& one : after) {
      const auto old = olds.find(name(one));
      if (old == olds.end()) {
        missing(one);
      } else {
        if (old->second != nullptr) both(*old->second, one);
        old->second = nullptr;
      }
    }
    for (const auto& one : before) {
      const auto old = olds.find(name(one));
      if (old->second == &one) left_over(one);
    }
  }

  void compare_metadata();
  void compare_definitions();
  void compare_definition(const InterfaceDefinition& before, const InterfaceDefinition& after);
  void compare_parameters(Declared declared, const std::vector<InterfaceParameter>& before,
                          const std::vector<InterfaceParameter>& after);
  void compare_variables();
  void compare_functions();
  void compare_function(const InterfaceFunction& before, const InterfaceFunction& after);
  void compare_resources();
  void compare_resource(const InterfaceResource& before, const InterfaceResource& after);
  void compare_listed();
  void compare_type(Declared declared, const std::string& name, const InterfaceType& before,
                    const InterfaceType& after);
  void compare_marks(Declared declared, const std::string& name, const InterfaceType& before,
                     const InterfaceType& after);
  void compare_members(Declared declared, const std::string& name,
                       const std::vector<TypeMember>& before, const std::vector<TypeMember>& after);
  [[nodiscard]] bool same_shape(const InterfaceType& before, const InterfaceType& after) const;

  const Interface& before_;
  const Interface& after_;
  std::vector<InterfaceDifference> found_;
};

void Comparison::compare_metadata() {
  pair_up(
      before_.metadata, after_.metadata,
      [](const InterfaceValue& one) { return std::string_view(one.name); },
      [&](const InterfaceValue& before, const InterfaceValue& after) {
        if (before.unknown || after.unknown) return;
        if (same_value(before.value, after.value, Expressions::compared)) return;
        add(Declared::metadata, after.name, Aspect::value, before.location, after.location);
      },
      [&](const InterfaceValue& one) {
        add(Declared::metadata, one.name, Aspect::presence, {}, one.location);
      },
      [&](const InterfaceValue& one) {
        add(Declared::metadata, one.name, Aspect::presence, one.location, {});
      });
}

/// Imported types are there where they are used, so that their absence shows in what refers to
/// them.
void Comparison::compare_definitions() {
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
      named(before_.definitions), named(after_.definitions),
      [](const Named& one) -> std::string_view { return one.first; },
      [&](const Named& before, const Named& after) {
        compare_definition(*before.second, *after.second);
      },
      [&](const Named& one) {
        if (one.second->imported) return;
        add(Declared::type, one.first, Aspect::presence, {}, one.second->type.location);
      },
      [&](const Named& one) {
        if (one.second->imported || one.first.starts_with('_')) return;
        add(Declared::type, one.first, Aspect::presence, one.second->type.location, {});
      });
}

void Comparison::compare_definition(const InterfaceDefinition& before,
                                    const InterfaceDefinition& after) {
  const Location& old_place = before.type.location;
  const Location& new_place = after.type.location;
  if (after.type.unknown) return;
  if (before.imported.has_value() != after.imported.has_value() ||
      (before.imported && (!same_module(*before.imported, *after.imported) ||
                           before.imported->name != after.imported->name))) {
    add(Declared::type, after.name, Aspect::imported, old_place, new_place,
        before.imported ? before.imported->module : "",
        after.imported ? after.imported->module : "");
    return;
  }
  // A version of a module never changes, but compilers do.
  if (after.imported && is_of_registry(*after.imported)) return;
  if (before.exported != after.exported) {
    add(Declared::type, after.name, Aspect::exported, before.type, after.type, before.exported,
        after.exported);
  }
  compare_type(Declared::type, after.name, before.type, after.type);
}

void Comparison::compare_parameters(Declared declared,
                                    const std::vector<InterfaceParameter>& before,
                                    const std::vector<InterfaceParameter>& after) {
  pair_up(
      before, after, [](const InterfaceParameter& one) { return std::string_view(one.name); },
      [&](const InterfaceParameter& old, const InterfaceParameter& now) {
        compare_type(declared, now.name, old.type, now.type);
        if (now.unknown_default || same_value(old.default_value, now.default_value)) return;
        add(declared, now.name, Aspect::default_value, old.type, now.type,
            old.default_value.has_value(), now.default_value.has_value());
      },
      [&](const InterfaceParameter& one) {
        add(declared, one.name, Aspect::presence, {}, one.type.location);
      },
      [&](const InterfaceParameter& one) {
        add(declared, one.name, Aspect::presence, one.type.location, {});
      });
}

/// The compiler puts variables that depend on resources in the places where they are used, so only
/// those that are exported must be there.
void Comparison::compare_variables() {
  const auto exported_alone = [&](const InterfaceValue& one, bool was) {
    if (!one.exported) return;
    const Location& place = one.location;
    add(Declared::variable, one.name, Aspect::presence, was ? place : Location(),
        was ? Location() : place);
  };
  pair_up(
      before_.variables, after_.variables,
      [](const InterfaceValue& one) { return std::string_view(one.name); },
      [&](const InterfaceValue& before, const InterfaceValue& after) {
        if (before.exported != after.exported) {
          InterfaceDifference& difference = add(Declared::variable, after.name, Aspect::exported,
                                                before.location, after.location);
          difference.was = before.exported;
          difference.is = after.exported;
        } else if (!same_text(before.description.value_or(""), after.description.value_or(""))) {
          InterfaceDifference& difference = add(Declared::variable, after.name, Aspect::description,
                                                before.location, after.location);
          difference.was = before.description.has_value();
          difference.is = after.description.has_value();
        }
        if (before.unknown || after.unknown) return;
        const Expressions expressions =
            after.exported ? Expressions::compared : Expressions::ignored;
        if (same_value(before.value, after.value, expressions)) return;
        add(Declared::variable, after.name, Aspect::value, before.location, after.location);
      },
      [&](const InterfaceValue& one) { exported_alone(one, false); },
      [&](const InterfaceValue& one) { exported_alone(one, true); });
}

void Comparison::compare_functions() {
  const auto add_one = [&](const InterfaceFunction& one, bool was) {
    if (one.imported && (before_.unknown_imports || after_.unknown_imports)) return;
    add(Declared::function, one.name, Aspect::presence, was ? one.location : Location(),
        was ? Location() : one.location);
  };
  pair_up(
      before_.functions, after_.functions,
      [](const InterfaceFunction& one) { return std::string_view(one.name); },
      [&](const InterfaceFunction& before, const InterfaceFunction& after) {
        compare_function(before, after);
      },
      [&](const InterfaceFunction& one) { add_one(one, false); },
      [&](const InterfaceFunction& one) { add_one(one, true); });
}

void Comparison::compare_function(const InterfaceFunction& before, const InterfaceFunction& after) {
  const auto differs = [&](Aspect aspect, bool was, bool is) {
    InterfaceDifference& difference =
        add(Declared::function, after.name, aspect, before.location, after.location);
    difference.was = was;
    difference.is = is;
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
      compare_type(Declared::function, after.name + "." + after.arguments[i].name,
                   before.arguments[i].type, after.arguments[i].type);
    }
  }
  if (!before.result || !after.result || before.result->unknown || after.result->unknown) return;
  const std::size_t count = found_.size();
  compare_type(Declared::function, after.name, *before.result, *after.result);
  if (found_.size() == count) return;
  found_.resize(count);
  differs(Aspect::result, true, true);
}

void Comparison::compare_resources() {
  if (!before_.symbolic || !after_.symbolic) {
    compare_listed();
    return;
  }
  pair_up(
      before_.resources, after_.resources,
      [](const InterfaceResource& one) { return std::string_view(one.symbolic_name); },
      [&](const InterfaceResource& before, const InterfaceResource& after) {
        compare_resource(before, after);
      },
      [&](const InterfaceResource& one) {
        // Compilers leave out what is not used.
        if (one.existing) return;
        const bool is_module = one.is_module() && one.version.empty();
        add(is_module ? Declared::module : Declared::resource, one.symbolic_name, Aspect::presence,
            {}, one.location, "", one.type);
      },
      [&](const InterfaceResource& one) {
        add(Declared::resource, one.symbolic_name, Aspect::presence, one.location, {}, one.type);
      });
}

void Comparison::compare_resource(const InterfaceResource& before, const InterfaceResource& after) {
  if (before.extension || after.extension) return;
  // A resource may be a deployment, too; the version of that of a module is the compiler's.
  if (after.is_module() && after.version.empty()) {
    if (before.is_module()) return;
    add(Declared::module, after.symbolic_name, Aspect::kind, before.location, after.location,
        before.type, after.type);
  } else if (!equal_ignoring_case(before.type, after.type)) {
    add(Declared::resource, after.symbolic_name, Aspect::kind, before.location, after.location,
        before.type, after.type);
  } else if (before.version != after.version) {
    add(Declared::resource, after.type, Aspect::version, before.location, after.location,
        before.version, after.version);
  }
}

/// Without symbolic names the types and versions are counted. The compiler moves nothing but
/// `existing` resources out of the list, so that each has its own.
void Comparison::compare_listed() {
  const auto has_extension = [](const Interface& one) {
    return std::ranges::any_of(one.resources, &InterfaceResource::extension);
  };
  if (has_extension(before_) || has_extension(after_)) return;
  const auto version_of = [](const InterfaceResource& one) {
    return one.is_module() ? std::string_view() : std::string_view(one.version);
  };
  std::vector<const InterfaceResource*> left;
  for (const InterfaceResource& one : before_.resources) {
    if (!one.existing) left.push_back(&one);
  }
  for (const InterfaceResource& one : after_.resources) {
    if (one.existing) continue;
    const auto same = std::ranges::find_if(left, [&](const InterfaceResource* other) {
      return equal_ignoring_case(other->type, one.type) && version_of(*other) == version_of(one);
    });
    if (same != left.end()) {
      left.erase(same);
      continue;
    }
    add(one.is_module() ? Declared::module : Declared::resource, one.symbolic_name,
        Aspect::presence, {}, one.location, "", one.type + "@" + one.version);
  }
  for (const InterfaceResource* one : left) {
    add(one->is_module() ? Declared::module : Declared::resource, one->symbolic_name,
        Aspect::presence, one->location, {}, one->type + "@" + one->version);
  }
}

void Comparison::compare_type(Declared declared, const std::string& name,
                              const InterfaceType& before, const InterfaceType& after) {
  if (before.unknown || after.unknown) return;
  compare_marks(declared, name, before, after);
  if (before.unknown_type || after.unknown_type) return;
  if (!same_shape(before, after)) {
    add(declared, name, Aspect::kind, before.location, after.location, text_of(before),
        text_of(after));
    return;
  }
  if (is_secure(before) != is_secure(after)) {
    add(declared, name, Aspect::secure, before, after, is_secure(before), is_secure(after));
  }
  compare_members(declared, name, before.properties, after.properties);
  const std::string any = name + ".*";
  if (before.any_property && after.any_property) {
    compare_type(declared, any, *before.any_property, *after.any_property);
  } else if (after.any_property) {
    add(declared, any, Aspect::presence, {}, after.any_property->location);
  } else if (before.any_property) {
    add(declared, any, Aspect::presence, before.any_property->location, {});
  } else if (before.open != after.open) {
    add(declared, name, Aspect::sealed, before, after, before.open == false, after.open == false);
  }
  if (before.element && after.element)
    compare_type(declared, name, *before.element, *after.element);
  for (std::size_t i = 0; i < after.tuple.size(); ++i) {
    compare_type(declared, name + "[" + std::to_string(i) + "]", before.tuple[i], after.tuple[i]);
  }
  if (before.discriminator != after.discriminator) {
    add(declared, name, Aspect::discriminator, before.location, after.location,
        before.discriminator, after.discriminator);
  } else {
    compare_members(declared, name, before.variants, after.variants);
  }
}

void Comparison::compare_members(Declared declared, const std::string& name,
                                 const std::vector<TypeMember>& before,
                                 const std::vector<TypeMember>& after) {
  pair_up(
      before, after, [](const TypeMember& one) { return std::string_view(one.name); },
      [&](const TypeMember& old, const TypeMember& now) {
        compare_type(declared, name + "." + now.name, old.type, now.type);
      },
      [&](const TypeMember& one) {
        add(declared, name + "." + one.name, Aspect::presence, {}, one.type.location);
      },
      [&](const TypeMember& one) {
        add(declared, name + "." + one.name, Aspect::presence, one.type.location, {});
      });
}

void Comparison::compare_marks(Declared declared, const std::string& name,
                               const InterfaceType& before, const InterfaceType& after) {
  const auto differs = [&](Aspect aspect, bool was, bool is) {
    add(declared, name, aspect, before, after, was, is);
  };
  const bool was_described = before.description.has_value();
  const bool is_described = after.description.has_value();
  if (was_described != is_described ||
      (was_described && !same_description(*before.description, *after.description))) {
    differs(Aspect::description, was_described, is_described);
  }
  if (!same_value(Value(before.metadata), Value(after.metadata), Expressions::compared)) {
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
bool Comparison::same_shape(const InterfaceType& before, const InterfaceType& after) const {
  const auto reference_of = [](const Interface& owner, const InterfaceType& type) {
    const std::string_view name =
        std::string_view(type.reference).substr(0, type.reference.find('/'));
    const InterfaceDefinition* definition = owner.definition(name);
    return definition != nullptr && definition->imported
               ? definition->imported->name + type.reference.substr(name.size())
               : type.reference;
  };
  if (reference_of(before_, before) != reference_of(after_, after)) return false;
  if (!equal_ignoring_case(before.resource_property, after.resource_property)) return false;
  if (has_derived_kind(after) || has_derived_kind(before)) return true;
  return equal_ignoring_case(plain_kind(before), plain_kind(after)) &&
         (before.element == nullptr) == (after.element == nullptr) &&
         before.tuple.size() == after.tuple.size();
}

}  // namespace

std::vector<InterfaceDifference> compare(const Interface& before, const Interface& after) {
  return Comparison(before, after).run();
}

bool same_text(std::string_view a, std::string_view b) {
  if (a == b) return true;
  std::size_t i = 0;
  std::size_t k = 0;
  while (true) {
    while (i < a.size() && a[i] == '\r') ++i;
    while (k < b.size() && b[k] == '\r') ++k;
    if (i == a.size() || k == b.size()) return i == a.size() && k == b.size();
    if (a[i++] != b[k++]) return false;
  }
}

bool same_description(std::string_view a, std::string_view b) {
  if (same_text(a, b)) return true;
  if (a.find('\n') == std::string_view::npos) return false;
  const std::vector<std::string_view> left = split_lines(a);
  const std::vector<std::string_view> right = split_lines(b);
  return std::ranges::equal(left, right, [](std::string_view one, std::string_view other) {
    return trim(one) == trim(other);
  });
}

}  // namespace avmdoc

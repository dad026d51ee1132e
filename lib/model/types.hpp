#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "interface/interface.hpp"

/// Steps along the types of an interface. They mirror those by which the README unfolds types, so a
/// walk along the parameters of a module finds the type of each.
namespace avmdoc {

/// Types by the names of the parameters, properties, variants, outputs or definitions that have
/// them.
using TypesByName = std::unordered_map<std::string_view, const InterfaceType*>;

template <typename Member>
TypesByName by_name(const std::vector<Member>& members) {
  TypesByName result;
  for (const Member& member : members) result.emplace(member.name, &member.type);
  return result;
}

/// Null when nothing has that name.
const InterfaceType* find_type(const TypesByName& types, std::string_view name);

/// The type that it refers to, or the type itself. `definitions` are those of its interface.
const InterfaceType& resolved(const InterfaceType& type, const TypesByName& definitions);

/// The type that has its properties or variants: what it refers to, or the type of its elements.
const InterfaceType& unfolded(const InterfaceType& type, const TypesByName& definitions);

/// The user-defined type that it, or each of its elements, is of; or empty.
std::string_view type_name(const InterfaceType& type);

}  // namespace avmdoc

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "interface/comparison.hpp"

/// The parts of `compare`, by the files that define them.
namespace avmdoc {

/// Two states of an interface, and what was found so far.
struct InterfaceComparison {
  const Interface& before;
  const Interface& after;
  std::vector<InterfaceDifference> found = {};
};

/// Calls `both` for the items of a name, `added` and `removed` for the others.
template <typename Items, typename Name, typename Both, typename Added, typename Removed>
void pair_up(const Items& before, const Items& after, Name name, Both both, Added added,
             Removed removed) {
  std::map<std::string_view, const typename Items::value_type*> olds;
  for (const auto& one : before) olds.emplace(name(one), &one);
  for (const auto& one : after) {
    const auto old = olds.find(name(one));
    if (old == olds.end()) {
      added(one);
    } else {
      if (old->second != nullptr) both(*old->second, one);
      old->second = nullptr;
    }
  }
  for (const auto& one : before) {
    const auto old = olds.find(name(one));
    if (old->second == &one) removed(one);
  }
}

// --- comparison.cpp

/// A difference between two places, of which one may be empty.
InterfaceDifference& add_difference(InterfaceComparison& comparison, Declared declared,
                                    std::string name, Aspect aspect, const Location& old_place,
                                    const Location& new_place, std::string before = {},
                                    std::string after = {});

/// A difference in something that one of the two states may not have.
void add_aspect(InterfaceComparison& comparison, Declared declared, std::string name, Aspect aspect,
                const Location& old_place, const Location& new_place, bool was, bool is);

// --- comparison_of_types.cpp

/// Compares the types of an item. `name` is the item's, with the names of the properties on the
/// way to the type.
void compare_types(InterfaceComparison& comparison, Declared declared, const std::string& name,
                   const InterfaceType& before, const InterfaceType& after);

// --- comparison_of_resources.cpp

void compare_resources(InterfaceComparison& comparison);

}  // namespace avmdoc

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interface/interface.hpp"

namespace avmdoc {

/// What of an interface differs.
enum class Declared : std::uint8_t {
  metadata,
  type,
  parameter,
  scope,
  variable,
  function,
  resource,
  module,
  output,
};

/// In what it differs.
enum class Aspect : std::uint8_t {
  presence,  ///< the item itself
  kind,      ///< its type, or what it refers to
  nullable,
  secure,
  sealed,
  allowed_values,
  min_value,
  max_value,
  min_length,
  max_length,
  description,
  example,
  metadata,
  discriminator,
  default_value,
  value,
  exported,
  imported,   ///< where it is imported from
  arguments,  ///< their number or names
  result,     ///< what a function gives
  version,    ///< of the API
};

/// A difference between two states of an interface. `before` and `after` are texts of what they
/// say: a type, a version; they are empty where an aspect is more than a few words.
struct InterfaceDifference {
  Declared declared = Declared::parameter;
  std::string name;  ///< of the item, with that of a property: `subnets.name`
  Aspect aspect = Aspect::presence;
  bool was = true;  ///< whether the state before has it
  bool is = true;   ///< whether the state after has it
  std::string before;
  std::string after;
  Location old_place;  ///< empty where it was not
  Location new_place;  ///< empty where it is not
};

/// Compares two interfaces of one module. What is `Unknown` in one of them does not differ, nor
/// what two versions of the compiler write in different ways for one source. What modules deploy is
/// not compared; they are interfaces of their own.
std::vector<InterfaceDifference> compare(const Interface& before, const Interface& after);

}  // namespace avmdoc

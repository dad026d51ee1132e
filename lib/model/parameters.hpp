#pragma once

#include "avmdoc/module.hpp"
#include "interface/interface.hpp"
#include "model/json.hpp"
#include "model/places.hpp"
#include "model/types.hpp"

namespace avmdoc {

/// The parameters of a module, each with what its type says beyond the README.
JsonOut parameters_json(const Module& module, const Interface& interface, const Places& places);

/// Adds what a type says of its values: `secure`, `nullable`, `userType`, lengths.
void add_constraints(JsonOut& json, const InterfaceType& type, const TypesByName& definitions);

}  // namespace avmdoc

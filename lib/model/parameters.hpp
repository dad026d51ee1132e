#pragma once

#include "model/json.hpp"
#include "model/places.hpp"
#include "model/schema.hpp"

namespace avmdoc {

/// The parameters of a module, each with what its schema in the template says beyond the README.
JsonOut parameters_json(const Module& module, const Template& compiled, const Places& places);

/// Whether something is there and `true`.
bool is_true(const std::optional<Json>& json);

/// Adds what a schema says of values: `secure`, `nullable`, `userType`, lengths.
void add_constraints(JsonOut& json, const SchemaPlace& place, const Template& compiled);

}  // namespace avmdoc

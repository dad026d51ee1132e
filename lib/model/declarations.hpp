#pragma once

#include "interface/interface.hpp"
#include "model/json.hpp"
#include "model/places.hpp"
#include "template/template.hpp"

/// The declarations of a module beside its parameters.
namespace avmdoc {

/// `compiled` has the schemas as the compiler wrote them.
JsonOut types_json(const Interface& interface, const Template& compiled, const Places& places);
/// The exported ones: only their names are part of a module's interface.
JsonOut variables_json(const Interface& interface, const Places& places);
JsonOut functions_json(const Module& module, const Interface& interface, const Places& places);
JsonOut outputs_json(const Module& module, const Interface& interface, const Places& places);
/// The resources and modules of the template's own level, `existing` ones too.
JsonOut resources_json(const Interface& interface, const Places& places);

}  // namespace avmdoc

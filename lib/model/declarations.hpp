#pragma once

#include "model/json.hpp"
#include "model/places.hpp"
#include "template/template.hpp"

/// The declarations of a template beside its parameters.
namespace avmdoc {

JsonOut types_json(const Template& compiled, const Places& places);
/// The exported ones: only their names are part of a module's interface.
JsonOut variables_json(const Template& compiled, const Places& places);
JsonOut functions_json(const Module& module, const Template& compiled, const Places& places);
JsonOut outputs_json(const Module& module, const Template& compiled, const Places& places);
/// The resources and modules of the template's own level, `existing` ones too.
JsonOut resources_json(const Template& compiled, const Places& places);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/check.hpp"
#include "avmdoc/diagnostic.hpp"
#include "avmdoc/export.h"
#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"

namespace avmdoc {

/// The version of the format of `model_json`, its member `version`. It grows when a member changes
/// its meaning or is removed, not when one is added.
inline constexpr int model_version = 1;

/// How JSON is laid out: `indent` blanks for each level, or all on one line when negative.
struct JsonLayout {
  int indent = 2;
};

/// The model of a module as JSON text (`schemas/model.schema.json`): all that its README says, and
/// what its template and its `main.bicep` have beyond that. UTF-8, LF, without a line break at its
/// end; the same for the same files wherever they are. Reads `main.json` and `main.bicep` of the
/// module's folder again. Throws `Error` when `main.json` cannot be read any more.
AVMDOC_API std::string model_json(const Module& module, const FileSystem& files,
                                  JsonLayout layout = {});

/// Diagnostics as a JSON array, in the form that they have in a model. Files below `folder` are
/// named from there, others as they are.
AVMDOC_API std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics,
                                        std::string_view folder = {}, JsonLayout layout = {});

/// What became of the check of a module, as a JSON object (`schemas/check-result.schema.json`).
/// Files below `folder` are named from there, others as they are.
AVMDOC_API std::string check_json(const CheckResult& result, std::string_view folder = {},
                                  JsonLayout layout = {});

}  // namespace avmdoc

#pragma once

#include <map>
#include <string>

#include "template/template.hpp"

namespace avmdoc {

/// What a `main.json` has of the modules that its source imported from: for each reference
/// (`br:<registry>/<path>:<version>`, which names the version) the types and functions that the
/// compiler took from there, under their own names, as the text of a template.
using EarlierImports = std::map<std::string, std::string, std::less<>>;

/// Modules whose types refer to types of others are left out.
EarlierImports earlier_imports(const Template& compiled);

/// The member of a template made from a source that lists the references of which only that is
/// known.
inline constexpr std::string_view earlier_imports_mark = "__avmdoc_earlier_imports!";

}  // namespace avmdoc

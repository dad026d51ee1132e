#pragma once

#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "interface/library.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// Compares the interface of a template with that of the source at `path`, and what its modules
/// deploy with the local modules and those of the module cache that it refers to. Nothing is said
/// of what the sources alone do not determine, of modules that are not in the cache, or of files
/// with syntax errors.
std::vector<Staleness> staleness(const Library& library, const Template& compiled,
                                 const std::string& path);

}  // namespace avmdoc

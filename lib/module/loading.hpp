#pragma once

#include <string_view>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"

namespace avmdoc {

/// `Loader::load` for a caller who has read the README on disk (empty when there is none) and
/// decides whether `main.json` is compared with its sources. Without `rules` by those that the
/// loader's options choose.
Module load_module(const Loader& loader, const ModuleFolder& folder, std::string_view old_readme,
                   bool compare_sources, const Rules* rules = nullptr);

/// The convention of a folder; where it has none, that of its kind.
const Convention& convention_of(const ModuleFolder& folder);

/// What a loader works with.
const Sources& sources_of(const Loader& loader);
const LoadOptions& options_of(const Loader& loader);

}  // namespace avmdoc

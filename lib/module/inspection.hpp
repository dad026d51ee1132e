#pragma once

#include <functional>
#include <string_view>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// What the check looks at while a module is loaded, so that no file is read or parsed twice.
struct Inspection {
  /// The text of the README on disk, empty when there is none.
  std::string_view old_readme;
  /// Called once with the compiled template and the sources around it, while both can be read.
  std::function<void(const Template& compiled, const Sources& sources)> compiled;
};

/// `Loader::load`, inspected.
Module load_module(const Loader& loader, const ModuleFolder& folder, const Inspection& inspection);

/// The file system of a loader.
const FileSystem& files_of(const Loader& loader);

}  // namespace avmdoc

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/module.hpp"

namespace avmdoc {

/// The entries of a folder, as `FileSystem::list` gives them and with its errors.
using FolderList =
    std::function<std::shared_ptr<const std::vector<DirectoryEntry>>(const std::string& folder)>;

/// `search_modules` with lists of folders that come from elsewhere, and modules that are told of
/// one by one.
ModuleSearch search_modules(const FileSystem& files, const FolderList& list,
                            std::string_view folder, const ModuleFound& found);

}  // namespace avmdoc

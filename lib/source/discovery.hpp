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

/// The paths of the local files that a source uses as modules or imports.
using FileInclusions = std::function<std::vector<std::string>(const std::string& path)>;

/// What a search goes by.
struct SearchInput {
  const FileSystem& files;
  FolderList list;
  FileInclusions inclusions;
  EntryChoice entries;  ///< may be empty
};

/// `search_modules` with lists of folders and sources that come from elsewhere; each module is
/// reported as soon as it is found.
ModuleSearch search_modules(const SearchInput& input, std::string_view folder,
                            const ModuleFound& found);

}  // namespace avmdoc

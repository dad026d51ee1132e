#pragma once

#include <map>
#include <string>
#include <vector>

#include "avmdoc/module.hpp"

/// A registry in memory: one of the goldens, or the cases of the reference where they are at hand.
struct Registry {
  std::string name;
  avmdoc::MemoryFileSystem files;
};

/// All of them. Goldens of errors are left out.
const std::vector<std::unique_ptr<Registry>>& registries();

/// The README of each module below a folder by its path; a module that cannot be loaded is a failed
/// check.
std::map<std::string, std::string> readmes(const avmdoc::FileSystem& files,
                                           const std::string& folder = "");

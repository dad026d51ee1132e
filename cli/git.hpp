#pragma once

#include <string>
#include <vector>

namespace avmdoc::cli {

/// Whether a folder is the root of a git work tree.
bool is_repository(const std::string& folder);

/// The nearest folder from `folder` upwards that is the root of a git work tree, or empty.
std::string repository_root(const std::string& folder);

/// The tags of the repository at `root`, the newest version first. Throws `Error`.
std::vector<std::string> tags_of(const std::string& root);

/// The `.bicep` and `main.json` files below `root` that git ignores, from the root of the disk;
/// none when git is not there to say.
std::vector<std::string> ignored_sources(const std::string& root);

/// The paths, from the root of the disk, that differ between the merge base of `reference` with
/// HEAD and the work tree of `root`: committed, staged, unstaged or untracked, deleted ones too.
/// Before the first commit, all files differ from HEAD. Throws `Error` with what is to be done when
/// git is missing, does not know `reference`, or has too little of the history.
std::vector<std::string> changed_since(const std::string& root, const std::string& reference);

}  // namespace avmdoc::cli

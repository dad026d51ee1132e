#pragma once

#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "module/old_readme.hpp"
#include "module/sources.hpp"

/// What a module keeps of the README that it has.
namespace avmdoc {

/// A name for a module that has none: `network-security` as `Network Security`; the capitals of a
/// name like `blobServices` stay.
std::string readable_name(std::string_view folder);

/// Its own sections, and a title and a description where the sources have none.
void keep_own_parts(std::string_view readme, Module& module);

/// The Notes of the old README, or the file that replaces them.
void read_notes(const Sources& sources, const OldReadme& old, Module& module);

}  // namespace avmdoc

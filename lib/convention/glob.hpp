#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/convention.hpp"

namespace avmdoc {

/// The glob once for each choice among its braces.
std::vector<std::string> glob_alternatives(std::string_view glob);

/// The folder that all paths are in which a glob without braces matches: its first parts without
/// a special character.
std::string_view glob_folder(std::string_view glob);

}  // namespace avmdoc

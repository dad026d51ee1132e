#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace avmdoc {

/// What is kept of the README that a module has.
struct OldReadme {
  std::vector<std::string> notes;  ///< the lines of its Notes section, the heading first
  /// Template reference links of its Resource Types, by `type@version`.
  std::unordered_map<std::string, std::string> links;
};

OldReadme read_old_readme(std::string_view text);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/check.hpp"
#include "check/outline.hpp"

namespace avmdoc {

/// What is found before it is known where its reason stands.
struct Finding {
  Drift drift;  ///< without `cause` and the file of `place`
  EntryKind subject = EntryKind::section;
  std::string key;        ///< of the entry
  std::string parameter;  ///< of an example, when one is concerned
};

/// What differs between the README on disk and the rendered one, in the order of the latter. Each
/// run of differing lines is told by at least one finding.
std::vector<Finding> compare_readmes(std::string_view actual, std::string_view expected);

}  // namespace avmdoc

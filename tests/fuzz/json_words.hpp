#pragma once

#include <string>
#include <vector>

namespace fuzz {

/// Keys and texts that mean something to the target: what the mutator of JSON puts in.
extern const std::vector<std::string> json_words;

}  // namespace fuzz

#pragma once

#include <string>

#include "interface/comparison.hpp"

namespace avmdoc {

/// What a difference means for a `main.json` (the state before) that is out of date with its source
/// (the state after): `parameter macAddress is missing`.
std::string sentence_of(const InterfaceDifference& difference);

}  // namespace avmdoc

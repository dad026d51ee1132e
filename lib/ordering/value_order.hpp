#pragma once

#include "avmdoc/value.hpp"

namespace avmdoc {

/// Sorts a value as a README shows it, at every level: keys by name; the elements of an array as
/// arrays first, then objects, then the rest by value (`ConvertTo-OrderedHashtable`).
void order(Value& value);

}  // namespace avmdoc

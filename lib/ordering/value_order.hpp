#pragma once

#include "avmdoc/value.hpp"

namespace avmdoc {

/// Sorts a value as a README shows it (`ConvertTo-OrderedHashtable`): the keys of each object by
/// name; the elements of an array as arrays first, then objects, then the rest by value. Kept from
/// the reference, because any other order would give another README:
/// - an array inside an array is sorted, but what is inside its elements is not;
/// - where an array has arrays of several elements, all its elements are sorted by their texts;
/// - elements of different kinds are compared as PowerShell does, by the kind of the first.
void order(Value& value);

}  // namespace avmdoc

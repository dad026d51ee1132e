#pragma once

#include <string_view>

namespace avmdoc {

/// Compares two strings (UTF-8) in the order of the culture en-US without regard to case: below 0,
/// 0, or above 0. This is the order of every sorted list of a README (`Sort-Object -Culture
/// 'en-US'` of the reference, which is ICU's collation at secondary strength).
int compare_culture(std::string_view a, std::string_view b);

/// The same as an ordering for the standard algorithms. Sort stably: strings that differ only in
/// case are equal.
struct CultureLess {
  bool operator()(std::string_view a, std::string_view b) const {
    return compare_culture(a, b) < 0;
  }
};

}  // namespace avmdoc

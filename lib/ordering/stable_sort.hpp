#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

namespace avmdoc {

/// `std::stable_sort`, which asks for memory each time, but for the short lists that READMEs are
/// made of.
template <typename Iterator, typename Less>
void sort_stably(Iterator begin, Iterator end, Less less) {
  constexpr std::ptrdiff_t most_in_place = 32;
  if (end - begin > most_in_place) {
    std::stable_sort(begin, end, less);
    return;
  }
  for (Iterator next = begin; next != end; ++next) {
    const Iterator place = std::upper_bound(begin, next, *next, less);
    if (place == next) continue;
    auto moved = std::move(*next);
    std::move_backward(place, next, std::next(next));
    *place = std::move(moved);
  }
}

}  // namespace avmdoc

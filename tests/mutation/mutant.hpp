#pragma once

#include <cstdlib>
#include <type_traits>

/// Whether this run is that of the mutant with this number.
inline bool avmdoc_mutant(int number) {
  static const int chosen = [] {
    const char* text = std::getenv("AVMDOC_MUTANT");
    return text == nullptr ? 0 : std::atoi(text);
  }();
  return number == chosen;
}

/// The same for functions that are constexpr: what is evaluated by the compiler is not mutated.
constexpr bool avmdoc_mutant_constexpr(int number) {
  return !std::is_constant_evaluated() && avmdoc_mutant(number);
}

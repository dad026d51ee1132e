#pragma once

#include <cstdlib>

/// Whether this run is that of the mutant with this number.
inline bool avmdoc_mutant(int number) {
  static const int chosen = [] {
    const char* text = std::getenv("AVMDOC_MUTANT");
    return text == nullptr ? 0 : std::atoi(text);
  }();
  return number == chosen;
}

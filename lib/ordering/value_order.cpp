#include "ordering/value_order.hpp"

#include <algorithm>
#include <string>

#include "ordering/collation.hpp"
#include "ordering/stable_sort.hpp"

namespace avmdoc {
namespace {

/// The text that PowerShell compares a value by when its kind differs from the other one's.
std::string comparison_text(const Value& value) {
  if (const auto* text = value.string()) return *text;
  if (const auto* integer = value.integer()) return std::to_string(*integer);
  if (const auto* number = value.number()) return std::to_string(*number);
  if (const auto* boolean = value.boolean()) return *boolean ? "True" : "False";
  if (const auto* array = value.array()) {
    std::string joined;
    for (const Value& element : *array) {
      if (!joined.empty()) joined += ' ';
      joined += comparison_text(element);
    }
    return joined;
  }
  return "";
}

double as_number(const Value& value) {
  if (const auto* integer = value.integer()) return static_cast<double>(*integer);
  return value.number() == nullptr ? 0 : *value.number();
}

bool is_number(const Value& value) {
  return value.integer() != nullptr || value.number() != nullptr;
}

bool primitive_less(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && !b.is_null();
  if (a.integer() != nullptr && b.integer() != nullptr) return *a.integer() < *b.integer();
  if (is_number(a) && is_number(b)) return as_number(a) < as_number(b);
  if (a.boolean() != nullptr && b.boolean() != nullptr) return !*a.boolean() && *b.boolean();
  if (a.string() != nullptr && b.string() != nullptr) {
    return compare_culture(*a.string(), *b.string()) < 0;
  }
  return compare_culture(comparison_text(a), comparison_text(b)) < 0;
}

int rank(const Value& value) {
  return value.array() != nullptr ? 0 : value.object() != nullptr ? 1 : 2;
}

bool element_less(const Value& a, const Value& b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (rank(a) == 0) return compare_culture(comparison_text(a), comparison_text(b)) < 0;
  return rank(a) == 2 && primitive_less(a, b);
}

}  // namespace

void order(Value& value) {
  if (auto* object = value.object()) {
    for (auto& [key, element] : *object) order(element);
    sort_stably(object->begin(), object->end(),
                [](const auto& a, const auto& b) { return compare_culture(a.first, b.first) < 0; });
  } else if (auto* array = value.array()) {
    for (Value& element : *array) order(element);
    sort_stably(array->begin(), array->end(), element_less);
  }
}

}  // namespace avmdoc

#include "ordering/value_order.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <string>

#include "ordering/collation.hpp"
#include "ordering/introspective_sort.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

std::string number_text(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

/// The text of a value by which PowerShell compares it.
std::string comparison_text(const Value& value, bool inside_array = false) {
  if (const auto* text = value.string()) return *text;
  if (const auto* integer = value.integer()) return std::to_string(*integer);
  if (const auto* number = value.number()) return number_text(*number);
  if (const auto* boolean = value.boolean()) return *boolean ? "True" : "False";
  if (value.object() != nullptr) return "System.Collections.Specialized.OrderedDictionary";
  const auto* array = value.array();
  if (array == nullptr) return "";
  if (inside_array) return "System.Object[]";
  std::string joined;
  for (const Value& element : *array) {
    if (&element != array->data()) joined += ' ';
    joined += comparison_text(element, true);
  }
  return joined;
}

bool is_number(const Value& value) {
  return value.integer() != nullptr || value.number() != nullptr;
}

double as_number(const Value& value) {
  if (const auto* integer = value.integer()) return static_cast<double>(*integer);
  return value.number() == nullptr ? 0 : *value.number();
}

template <typename T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

/// The number that PowerShell converts a value to when it is compared with a number; nothing when
/// it cannot.
std::optional<double> number_beside(const Value& number, const Value& other) {
  if (is_number(other)) return as_number(other);
  if (const auto* boolean = other.boolean()) return *boolean ? 1 : 0;
  const auto* text = other.string();
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = trim(*text);
  if (digits.empty()) return 0;
  // Not std::from_chars, which libc++ 16 has for integers alone.
  std::istringstream stream{std::string(digits)};
  stream.imbue(std::locale::classic());
  double result = 0;
  if (!(stream >> result) || !stream.eof()) return std::nullopt;
  return number.integer() != nullptr ? std::nearbyint(result) : result;
}

/// Whether a value is true for PowerShell.
bool as_boolean(const Value& value) {
  if (const auto* boolean = value.boolean()) return *boolean;
  if (is_number(value)) return as_number(value) != 0;
  if (const auto* text = value.string()) return !text->empty();
  return true;
}

/// PowerShell's comparison (`LanguagePrimitives.Compare`): the kind of the first value decides, so
/// that among values of several kinds the result depends on which comes first. `null` is less than
/// all others.
int compare_values(const Value& first, const Value& second) {
  if (first.is_null() || second.is_null()) return three_way(!first.is_null(), !second.is_null());
  if (first.integer() != nullptr && second.integer() != nullptr) {
    return three_way(*first.integer(), *second.integer());
  }
  if (is_number(first)) {
    if (const auto number = number_beside(first, second)) {
      return three_way(as_number(first), *number);
    }
  }
  if (const auto* boolean = first.boolean()) return three_way(*boolean, as_boolean(second));
  return compare_culture(comparison_text(first), comparison_text(second));
}

void sort(Value::Array& array) {
  IntrospectiveSort<Value, decltype(&compare_values)>{&compare_values}(array);
}

void order_object(Value::Object& object);

/// `inner_size` is the number of elements of the array that the object around it found last in an
/// array: the reference looks at it to decide whether to sort the whole.
void order_array(Value::Array& array, std::size_t& inner_size) {
  Value::Array arrays;
  Value::Array objects;
  Value::Array others;
  for (Value& element : array) {
    if (auto* inner = element.array()) {
      inner_size = inner->size();
      if (inner_size > 1) {
        sort(*inner);
      } else {
        // The reference takes a single element out of its array, which loses the array.
        order(element);
      }
      arrays.push_back(std::move(element));
    } else if (auto* object = element.object()) {
      order_object(*object);
      objects.push_back(std::move(element));
    } else {
      others.push_back(std::move(element));
    }
  }
  sort(others);
  array = std::move(arrays);
  std::ranges::move(objects, std::back_inserter(array));
  std::ranges::move(others, std::back_inserter(array));
  if (inner_size > 1) sort(array);
}

void order_object(Value::Object& object) {
  const auto compare = [](const Value::Member& a, const Value::Member& b) {
    return compare_culture(a.first, b.first);
  };
  IntrospectiveSort<Value::Member, decltype(compare)>{compare}(object);
  std::size_t inner_size = 0;
  for (auto& [key, value] : object) {
    if (auto* inner = value.object()) {
      order_object(*inner);
    } else if (auto* array = value.array()) {
      order_array(*array, inner_size);
    }
  }
}

}  // namespace

void order(Value& value) {
  std::size_t inner_size = 0;
  if (auto* object = value.object()) {
    order_object(*object);
  } else if (auto* array = value.array()) {
    order_array(*array, inner_size);
  }
}

}  // namespace avmdoc

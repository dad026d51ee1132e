#include "interface/same_value.hpp"

#include <algorithm>

#include "text/lines.hpp"

namespace avmdoc {
namespace {

bool is_expression(const Value& value) {
  const std::string* text = value.string();
  return text != nullptr && text->starts_with('[') && !text->starts_with("[[");
}

}  // namespace

bool same_text(std::string_view a, std::string_view b) {
  if (a == b) return true;
  std::size_t i = 0;
  std::size_t k = 0;
  while (true) {
    while (i < a.size() && a[i] == '\r') ++i;
    while (k < b.size() && b[k] == '\r') ++k;
    if (i == a.size() || k == b.size()) return i == a.size() && k == b.size();
    if (a[i++] != b[k++]) return false;
  }
}

bool same_description(std::string_view a, std::string_view b) {
  if (same_text(a, b)) return true;
  if (a.find('\n') == std::string_view::npos) return false;
  const std::vector<std::string_view> left = split_lines(a);
  const std::vector<std::string_view> right = split_lines(b);
  return std::ranges::equal(left, right, [](std::string_view one, std::string_view other) {
    return trim(one) == trim(other);
  });
}

bool same_value(const Value& a, const Value& b, Expressions expressions) {
  if (expressions == Expressions::ignored && (is_expression(a) || is_expression(b))) return true;
  if (a.string() != nullptr && b.string() != nullptr) return same_text(*a.string(), *b.string());
  if (const Value::Array* array = a.array(); array != nullptr && b.array() != nullptr) {
    return std::ranges::equal(*array, *b.array(), [&](const Value& one, const Value& other) {
      return same_value(one, other, expressions);
    });
  }
  const Value::Object* object = a.object();
  if (object == nullptr || b.object() == nullptr) return a == b;
  if (object->size() != b.object()->size()) return false;
  return std::ranges::all_of(*object, [&](const Value::Member& one) {
    const auto other = std::ranges::find(*b.object(), one.first, &Value::Member::first);
    return other != b.object()->end() && same_value(one.second, other->second, expressions);
  });
}

bool same_value(const std::optional<Value>& a, const std::optional<Value>& b) {
  return a && b ? same_value(*a, *b, Expressions::compared) : a.has_value() == b.has_value();
}

}  // namespace avmdoc

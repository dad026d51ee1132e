#include "module/example_values.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "bicep/declarations.hpp"
#include "module/example_text.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;
using bicep::TokenKind;

Value property_value(ExampleReading& reading, Node node, const std::string& name);
Value element_value(ExampleReading& reading, Node node);
void add_members(ExampleReading& reading, Node object, Value::Object& result);
void add_spread(ExampleReading& reading, Node item, Value::Object& result);

/// A number or a truth value, also with a sign.
std::optional<Value> scalar(Node node) {
  if (node.kind() == NodeKind::boolean) return Value(node.text() == "true");
  bool negative = false;
  if (node.kind() == NodeKind::unary) {
    const auto operand = node.child(Field::operand);
    if (!operand || operand->kind() != NodeKind::number) return std::nullopt;
    negative = node.has_token(TokenKind::minus);
    if (!negative && !node.has_token(TokenKind::plus)) return std::nullopt;
    node = *operand;
  }
  if (node.kind() != NodeKind::number) return std::nullopt;
  const std::string digits = (negative ? "-" : "") + std::string(node.text());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return Value(number);
}

/// Whether it holds nothing but literal values.
bool is_literal(const ExampleReading& reading, Node node) {
  node = bicep::without_parentheses(node);
  switch (node.kind()) {
    case NodeKind::null:
      return true;
    case NodeKind::string:
      return !text_of(reading, node).unknown;
    case NodeKind::object:
    case NodeKind::array:
      for (const Node item : node.children()) {
        if (!is_literal(reading, item)) return false;
      }
      return true;
    case NodeKind::property: {
      const auto key = node.child(Field::key);
      const auto value = node.child(Field::value);
      return key && value && is_literal(reading, *value) &&
             (key->kind() != NodeKind::string || !text_of(reading, *key).unknown);
    }
    case NodeKind::spread: {
      const auto value = node.child(Field::value);
      return value && is_literal(reading, *value);
    }
    default:
      return scalar(node).has_value();
  }
}

/// `{ ...common }`: what the object holds is then not known.
bool has_unknown_spread(Node object) {
  if (object.kind() != NodeKind::object) return false;
  for (const Node item : object.children()) {
    if (item.kind() != NodeKind::spread) continue;
    const auto value = item.child(Field::value);
    if (!value) continue;
    const Node spread = bicep::without_parentheses(*value);
    if (spread.kind() != NodeKind::object || has_unknown_spread(spread)) return true;
  }
  return false;
}

/// A name that comes again gives its value to the first one.
void keep_last_of_each(Value::Object& object) {
  std::vector<std::pair<std::string_view, std::size_t>> names;
  names.reserve(object.size());
  for (std::size_t i = 0; i < object.size(); ++i) names.emplace_back(object[i].first, i);
  std::ranges::sort(names);
  const auto same_name = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::ranges::adjacent_find(names, same_name) == names.end()) return;
  std::vector<bool> again(object.size(), false);
  std::size_t first = 0;
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (!same_name(names[first], names[i])) {
      first = i;
      continue;
    }
    object[names[first].second].second = std::move(object[names[i].second].second);
    again[names[i].second] = true;
  }
  std::size_t index = 0;
  std::erase_if(object, [&](const Value::Member&) { return again[index++]; });
}

std::size_t count_of(Node list) {
  std::size_t count = 0;
  for ([[maybe_unused]] const Node item : list.children()) ++count;
  return count;
}

Value::Object object_members(ExampleReading& reading, Node object) {
  Value::Object result;
  result.reserve(count_of(object));
  add_members(reading, object, result);
  keep_last_of_each(result);
  return result;
}

void add_members(ExampleReading& reading, Node object, Value::Object& result) {
  for (const Node item : object.children()) {
    if (item.kind() == NodeKind::spread) add_spread(reading, item, result);
    if (item.kind() != NodeKind::property) continue;
    const auto key = item.child(Field::key);
    const auto value = item.child(Field::value);
    if (!key || !value) continue;
    std::string name = key_text(reading, *key, *value);
    Value known = property_value(reading, *value, name);
    result.emplace_back(std::move(name), std::move(known));
  }
}

void add_spread(ExampleReading& reading, Node item, Value::Object& result) {
  const auto value = item.child(Field::value);
  const Node spread = value ? bicep::without_parentheses(*value) : item;
  if (spread.kind() == NodeKind::object) {
    add_members(reading, spread, result);
    return;
  }
  reading.unknown_spreads.push_back(item);
  reading.replaceable = result.size();
}

/// `dependencies.outputs.ids[0]`: the reference keeps the index in the name.
bool is_numbered(Node node) {
  const auto index = node.child(Field::index);
  return index && index->kind() == NodeKind::number && !node.has_token(TokenKind::question);
}

Value::Array elements(ExampleReading& reading, Node array) {
  Value::Array result;
  result.reserve(count_of(array));
  for (const Node item : array.children()) {
    if (item.kind() != NodeKind::spread) {
      result.push_back(element_value(reading, item));
      continue;
    }
    const auto spread = item.child(Field::value);
    const Node value = spread ? bicep::without_parentheses(*spread) : item;
    if (value.kind() == NodeKind::array) {
      for (Value& inner : elements(reading, value)) result.push_back(std::move(inner));
    } else {
      result.push_back(named_after_last(reading, value));
    }
  }
  return result;
}

Value element_value(ExampleReading& reading, Node node) {
  const Node value = bicep::without_parentheses(node);
  switch (value.kind()) {
    case NodeKind::object:
    case NodeKind::array:
      if (has_unknown_spread(value) || (value.on_one_line() && !is_literal(reading, value))) {
        return named_after_last(reading, value);
      }
      if (value.kind() == NodeKind::object) return object_members(reading, value);
      return elements(reading, value);
    case NodeKind::string: {
      ExampleText text = text_of(reading, value);
      if (text.unknown) text.before.append("<value>").append(text.after);
      if (is_multi_line(value)) return VerbatimText{std::move(text.before)};
      return std::move(text.before);
    }
    case NodeKind::null:
      return nullptr;
    case NodeKind::member_access:
      return named_after_last_segment(reading, value);
    case NodeKind::index_access:
      return is_numbered(value) ? named_after_last_segment(reading, value)
                                : named_after_last(reading, value);
    default:
      if (auto known = scalar(value)) return *std::move(known);
      return named_after_last(reading, value);
  }
}

Value property_value(ExampleReading& reading, Node node, const std::string& name) {
  const auto placeholder = [&] { return Value("<" + name + ">"); };
  const Node value = bicep::without_parentheses(node);
  switch (value.kind()) {
    case NodeKind::object:
    case NodeKind::array:
      if (has_unknown_spread(value) || (value.on_one_line() && !is_literal(reading, value))) {
        return placeholder();
      }
      if (value.kind() == NodeKind::object) return object_members(reading, value);
      return elements(reading, value);
    case NodeKind::string: {
      ExampleText text = text_of(reading, value);
      if (text.unknown) return placeholder();
      if (is_multi_line(value)) return VerbatimText{std::move(text.before)};
      if (has_dotted_comment(reading, value)) return placeholder();
      return std::move(text.before);
    }
    case NodeKind::number:
    case NodeKind::boolean:
    case NodeKind::unary:
      if (auto known = scalar(value)) return *std::move(known);
      return placeholder();
    case NodeKind::identifier:
      return is_name(value, "location") ? Value("<location>") : placeholder();
    case NodeKind::null:
      // Kept from the reference: what is alone on its line is a name to it, even `null`.
      return has_line_comment(reading, value) && !has_dotted_comment(reading, value)
                 ? Value()
                 : placeholder();
    default:
      return placeholder();
  }
}

/// Those of a test. What a spread may replace is a placeholder.
Value::Object parameters_of(ExampleReading& reading, Node object) {
  Value::Object result;
  add_members(reading, object, result);
  for (std::size_t i = 0; i < reading.replaceable; ++i)
    result[i].second = "<" + result[i].first + ">";
  keep_last_of_each(result);
  return result;
}

Diagnostic unknown_parameters(Node expression, std::string_view file, std::string message) {
  return warning_at("example-parameters-unknown", {std::string(file), expression.position()},
                    std::move(message));
}

}  // namespace

Value::Object example_parameters(const bicep::Tree& tree, bicep::Node params,
                                 const std::optional<std::string>& service_short,
                                 const Rules& rules, std::string_view file,
                                 std::vector<Diagnostic>& warnings) {
  const Node object = bicep::without_parentheses(params);
  if (object.kind() != NodeKind::object) {
    warnings.push_back(unknown_parameters(params, file,
                                          "the usage example cannot show the parameters of this "
                                          "expression; write an object literal"));
    return {};
  }
  ExampleReading reading{tree, service_short, rules};
  Value::Object parameters = parameters_of(reading, object);
  for (const Node spread : reading.unknown_spreads) {
    warnings.push_back(unknown_parameters(spread, file,
                                          "the usage example cannot show the parameters of this "
                                          "spread; write them out to have them shown"));
  }
  return parameters;
}

}  // namespace avmdoc

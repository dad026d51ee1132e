#include <charconv>
#include <limits>

#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;
using bicep::TokenKind;

Node bare(Node node) {
  while (node.kind() == NodeKind::parenthesized || node.kind() == NodeKind::non_null) {
    const auto inner =
        node.child(node.kind() == NodeKind::parenthesized ? Field::value : Field::base);
    if (!inner) break;
    node = *inner;
  }
  return node;
}

std::string arm_string(std::string_view text) { return "'" + replace_all(text, "'", "''") + "'"; }

/// Braces mean places to the `format` function.
std::string format_text(std::string_view text) {
  return replace_all(replace_all(text, "{", "{{"), "}", "}}");
}

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!fits) return false;
  }
  return true;
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A negative number as it is written: `-5`.
std::optional<std::int64_t> negative_number(Node node) {
  if (node.kind() != NodeKind::unary || node.operation() != TokenKind::minus) return std::nullopt;
  const auto operand = node.child(Field::operand);
  if (!operand || operand->kind() != NodeKind::number) return std::nullopt;
  return integer_of("-" + std::string(operand->text()));
}

std::string_view function_of(TokenKind operation) {
  switch (operation) {
    case TokenKind::plus:
      return "add";
    case TokenKind::minus:
      return "sub";
    case TokenKind::star:
      return "mul";
    case TokenKind::slash:
      return "div";
    case TokenKind::percent:
      return "mod";
    case TokenKind::less:
      return "less";
    case TokenKind::greater:
      return "greater";
    case TokenKind::less_equal:
      return "lessOrEquals";
    case TokenKind::greater_equal:
      return "greaterOrEquals";
    case TokenKind::equal_equal:
      return "equals";
    case TokenKind::and_and:
      return "and";
    case TokenKind::or_or:
      return "or";
    case TokenKind::double_question:
      return "coalesce";
    default:
      return "";
  }
}

/// Expressions of templates have numbers of 32 bits only.
std::string number_text(std::string_view digits) {
  const auto number = integer_of(digits);
  const bool fits = number && *number <= std::numeric_limits<std::int32_t>::max() &&
                    *number >= std::numeric_limits<std::int32_t>::min();
  return fits ? std::to_string(*number) : "json('" + std::string(digits) + "')";
}

bool has_spread(Node list) {
  for (const Node item : list.children()) {
    if (item.kind() == NodeKind::spread) return true;
  }
  return false;
}

/// A function of Bicep's own namespaces by its name, also behind `az.` or `sys.`.
bool is_namespace(const Unit& unit, Node base) {
  return base.kind() == NodeKind::identifier && (base.text() == "az" || base.text() == "sys") &&
         unit.find(base.text()) == nullptr;
}

/// What the compiler reads from other files, or computes, when it compiles.
bool is_compile_time(std::string_view function) {
  return function.starts_with("load") || function == "readEnvironmentVariable" ||
         function == "nameof";
}

}  // namespace

Value SourceReader::value(const UnitPointer& unit, Node expression) {
  Node node = bare(expression);
  if (node.kind() == NodeKind::call && node.child(Field::name)->text() == "any") {
    if (const auto argument = node.child(Field::argument)) return value(unit, *argument);
  }
  switch (node.kind()) {
    case NodeKind::string:
      if (auto plain = bicep::string_value(node)) return escaped_text(*std::move(plain));
      break;
    case NodeKind::number:
      if (const auto number = integer_of(node.text())) return *number;
      break;
    case NodeKind::boolean:
      return node.text() == "true";
    case NodeKind::null:
      return nullptr;
    case NodeKind::object:
      if (!has_spread(node)) return object_value(unit, node);
      break;
    case NodeKind::array:
      if (!has_spread(node)) return array_value(unit, node);
      break;
    case NodeKind::unary:
      if (const auto number = negative_number(node)) return *number;
      break;
    default:
      break;
  }
  return "[" + text(unit, node) + "]";
}

Value SourceReader::object_value(const UnitPointer& unit, Node object) {
  Value::Object result;
  for (const Node item : object.children()) {
    const auto key = item.child(Field::key);
    const auto content = item.child(Field::value);
    if (item.kind() != NodeKind::property || !key || !content) continue;
    const auto name = bicep::name_of(*key);
    std::string key_text = name ? escaped_text(*name) : "[" + string_text(unit, *key) + "]";
    result.emplace_back(std::move(key_text), value(unit, *content));
  }
  return result;
}

Value SourceReader::array_value(const UnitPointer& unit, Node array) {
  Value::Array result;
  for (const Node item : array.children()) result.push_back(value(unit, item));
  return result;
}

std::string SourceReader::text(const UnitPointer& unit, Node expression) {
  const Node node = bare(expression);
  switch (node.kind()) {
    case NodeKind::string:
      return string_text(unit, node);
    case NodeKind::number:
      return number_text(node.text());
    case NodeKind::boolean:
      return std::string(node.text()) + "()";
    case NodeKind::null:
      return "null()";
    case NodeKind::object:
      return object_text(unit, node);
    case NodeKind::array:
      return array_text(unit, node);
    case NodeKind::identifier:
      return name_text(unit, node);
    case NodeKind::call:
    case NodeKind::member_call:
      return call_text(unit, node);
    case NodeKind::member_access:
    case NodeKind::index_access:
      return access_text(unit, node);
    case NodeKind::binary:
      return binary_text(unit, node);
    case NodeKind::unary: {
      if (const auto number = negative_number(node)) return number_text(std::to_string(*number));
      const auto operand = node.child(Field::operand);
      if (!operand) break;
      if (node.operation() == TokenKind::exclamation) return "not(" + text(unit, *operand) + ")";
      if (node.operation() == TokenKind::minus) return "sub(0, " + text(unit, *operand) + ")";
      return text(unit, *operand);
    }
    case NodeKind::ternary: {
      const auto condition = node.child(Field::condition);
      const auto left = node.child(Field::left);
      const auto right = node.child(Field::right);
      if (!condition || !left || !right) break;
      return "if(" + text(unit, *condition) + ", " + text(unit, *left) + ", " + text(unit, *right) +
             ")";
    }
    default:
      break;
  }
  unknown(*unit, node, "the expression '" + std::string(node.text()) + "'");
  return "null()";
}

std::string SourceReader::string_text(const UnitPointer& unit, Node string) {
  if (const auto plain = bicep::string_value(string)) return arm_string(*plain);
  std::string format;
  std::string arguments;
  std::size_t count = 0;
  for (const bicep::StringPart& part : bicep::string_parts(string)) {
    format += format_text(part.text);
    if (!part.expression) continue;
    format += "{" + std::to_string(count++) + "}";
    arguments += ", " + text(unit, *part.expression);
  }
  return "format(" + arm_string(format) + arguments + ")";
}

std::string SourceReader::arguments_text(const UnitPointer& unit, Node call) {
  std::string result;
  for (const Node child : call.children()) {
    if (child.field() != Field::argument) continue;
    result.append(result.empty() ? "" : ", ").append(text(unit, child));
  }
  return result;
}

std::string SourceReader::call_text(const UnitPointer& unit, Node call) {
  const auto name = call.child(Field::name);
  const auto base = call.child(Field::base);
  if (!name) return "null()";
  const std::string function(name->text());
  std::optional<Symbol> symbol;
  if (base && !is_namespace(*unit, *base)) {
    symbol = resolve_wildcard(unit, *base, *name);
    if (!symbol) return "null()";
  } else if (!base && unit->find(function) != nullptr) {
    symbol = resolve(unit, *name, NodeKind::function);
    if (!symbol) return "null()";
  }
  if (symbol) {
    std::string target = "__bicep." + function;
    if (symbol->unit != main_ && unit->find(function) == nullptr) {
      target = prefix_of(symbol->unit) + "." + symbol->name;
    }
    return target + "(" + arguments_text(unit, call) + ")";
  }
  if (function == "any") return arguments_text(unit, call);
  if (is_compile_time(function)) unknown(*unit, call, "the value of " + function + "()");
  return function + "(" + arguments_text(unit, call) + ")";
}

std::string SourceReader::name_text(const UnitPointer& unit, Node name) {
  const std::string text(name.text());
  const Declaration* declaration = unit->find(text);
  if (declaration != nullptr) {
    const NodeKind kind = declaration->statement.kind();
    if (kind == NodeKind::parameter) return "parameters(" + arm_string(text) + ")";
    if (kind == NodeKind::variable) return "variables(" + arm_string(text) + ")";
    if (declaration->import_item) return "variables(" + arm_string(text) + ")";
  }
  if (declaration == nullptr) {
    error(*unit, name, "name-unknown", "there is nothing called '" + text + "'");
  } else {
    unknown(*unit, name, "the value of '" + text + "'");
  }
  return "null()";
}

std::string SourceReader::access_text(const UnitPointer& unit, Node access) {
  // A safe access takes all that follows in its chain.
  std::vector<Node> chain;
  Node node = access;
  while (node.kind() == NodeKind::member_access || node.kind() == NodeKind::index_access ||
         node.kind() == NodeKind::non_null) {
    if (node.kind() != NodeKind::non_null) chain.push_back(node);
    const auto base = node.child(Field::base);
    if (!base) return "null()";
    node = *base;
  }
  std::string result = text(unit, node);
  std::string safe;  // what stands behind the first safe access
  bool is_safe = false;
  for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
    const bool is_member = link->kind() == NodeKind::member_access;
    const auto key = link->child(is_member ? Field::name : Field::index);
    if (!key) return "null()";
    const auto name =
        is_member || key->kind() == NodeKind::string ? bicep::name_of(*key) : std::nullopt;
    const bool from_end = link->has_token(TokenKind::caret);
    if (from_end) {
      if (is_safe || link->has_token(TokenKind::question)) {
        unknown(*unit, access, "the expression '" + std::string(access.text()) + "'");
      }
      result = "indexFromEnd(" + result + ", " + text(unit, *key) + ")";
      continue;
    }
    is_safe = is_safe || link->has_token(TokenKind::question);
    if (is_safe) {
      safe += ", " + (name ? arm_string(*name) : text(unit, *key));
    } else if (name && is_name(*name)) {
      result += "." + *name;
    } else {
      result += "[" + (name ? arm_string(*name) : text(unit, *key)) + "]";
    }
  }
  return is_safe ? "tryGet(" + result + safe + ")" : result;
}

std::string SourceReader::binary_text(const UnitPointer& unit, Node binary) {
  const auto left_node = binary.child(Field::left);
  const auto right_node = binary.child(Field::right);
  const auto operation = binary.operation();
  if (!left_node || !right_node || !operation) return "null()";
  const std::string left = text(unit, *left_node);
  const std::string right = text(unit, *right_node);
  switch (*operation) {
    case TokenKind::not_equal:
      return "not(equals(" + left + ", " + right + "))";
    case TokenKind::equal_tilde:
      return "equals(toLower(" + left + "), toLower(" + right + "))";
    case TokenKind::not_tilde:
      return "not(equals(toLower(" + left + "), toLower(" + right + ")))";
    default:
      return std::string(function_of(*operation)) + "(" + left + ", " + right + ")";
  }
}

/// Runs of items and what is spread between them: `shallowMerge(createArray(…))` of objects,
/// `flatten(createArray(…))` of arrays.
std::string SourceReader::spread_text(const UnitPointer& unit, Node list, std::string_view function,
                                      bool is_object) {
  const std::string_view create = is_object ? "createObject(" : "createArray(";
  std::string parts;
  std::string run;
  const auto end_run = [&] {
    if (run.empty()) return;
    parts.append(parts.empty() ? "" : ", ").append(create).append(run).append(")");
    run.clear();
  };
  for (const Node item : list.children()) {
    const auto content = item.kind() == NodeKind::property || item.kind() == NodeKind::spread
                             ? item.child(Field::value)
                             : std::optional(item);
    if (!content) continue;
    if (item.kind() == NodeKind::spread) {
      end_run();
      parts.append(parts.empty() ? "" : ", ").append(text(unit, *content));
      continue;
    }
    run += run.empty() ? "" : ", ";
    if (const auto key = item.child(Field::key); is_object && key) {
      const auto name = bicep::name_of(*key);
      run += (name ? arm_string(*name) : string_text(unit, *key)) + ", ";
    }
    run += text(unit, *content);
  }
  end_run();
  return std::string(function) + "(createArray(" + parts + "))";
}

std::string SourceReader::object_text(const UnitPointer& unit, Node object) {
  if (has_spread(object)) return spread_text(unit, object, "shallowMerge", true);
  std::string result;
  for (const Node item : object.children()) {
    const auto key = item.child(Field::key);
    const auto content = item.child(Field::value);
    if (item.kind() != NodeKind::property || !key || !content) continue;
    const auto name = bicep::name_of(*key);
    result.append(result.empty() ? "" : ", ");
    result += (name ? arm_string(*name) : string_text(unit, *key)) + ", " + text(unit, *content);
  }
  return "createObject(" + result + ")";
}

std::string SourceReader::array_text(const UnitPointer& unit, Node array) {
  if (has_spread(array)) return spread_text(unit, array, "flatten", false);
  std::string result;
  for (const Node item : array.children()) {
    result.append(result.empty() ? "" : ", ").append(text(unit, item));
  }
  return "createArray(" + result + ")";
}

}  // namespace avmdoc

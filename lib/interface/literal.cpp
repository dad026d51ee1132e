#include "interface/literal.hpp"

#include <charconv>
#include <string>

#include "bicep/declarations.hpp"
#include "interface/same_value.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

Match match_of(bool equal) { return equal ? Match::equal : Match::different; }

/// Without the escape of a bracket at the begin.
std::string_view unescaped(std::string_view value, std::string_view text) {
  if (value.starts_with('[') && text.starts_with("[[")) text.remove_prefix(1);
  return text;
}

/// A string such as 'a' whose text is its meaning; empty view with `false` for all others.
bool plain_string(Node value, std::string_view& meaning) {
  const std::string_view text = value.text();
  if (text.size() < 2 || text.front() != '\'' || text.starts_with("'''") ||
      value.end_token() != value.first_token() + 1 || text.find('\\') != std::string_view::npos) {
    return false;
  }
  meaning = text.substr(1, text.size() - 2);
  return true;
}

Match match_number(std::string_view text, Json json) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return Match::unknown;
  std::int64_t compiled = 0;
  if (json.get(compiled) != simdjson::SUCCESS) return Match::different;
  return match_of(number == compiled);
}

/// An expression is compiled into a string in brackets; what it means is not for the syntax.
bool is_expression(Json json) {
  const auto text = string_of(json);
  return text && text->starts_with('[') && !text->starts_with("[[");
}

Match match_object(Node value, Json json) {
  if (is_expression(json)) return Match::unknown;
  if (!json.is_object()) return Match::different;
  const JsonObject object(json);
  Match result = Match::equal;
  std::size_t count = 0;
  for (const Node item : value.children()) {
    const auto key = item.child(Field::key);
    const auto member_value = item.child(Field::value);
    if (item.kind() != NodeKind::property || !key || !member_value) return Match::unknown;
    ++count;
    std::string decoded;
    std::string_view name = key->text();
    if (key->kind() == NodeKind::string && !plain_string(*key, name)) {
      const auto meaning = bicep::string_value(*key);
      if (!meaning) return Match::unknown;
      decoded = *meaning;
      name = decoded;
    }
    // `copy` has a meaning of its own in a template, and loops are moved there.
    const auto found = member(object, name);
    if (member_value->kind() == NodeKind::for_loop) return Match::unknown;
    if (!found) return name == "copy" || name.starts_with('[') ? Match::unknown : Match::different;
    const Match match = match_literal(*member_value, *found);
    if (match == Match::different) return match;
    if (match == Match::unknown) result = match;
  }
  return count == object.size() ? result : Match::different;
}

Match match_array(Node value, Json json) {
  if (is_expression(json)) return Match::unknown;
  const auto array = array_of(json);
  if (!array) return Match::different;
  Match result = Match::equal;
  auto compiled = array->begin();
  for (const Node item : value.children()) {
    if (item.kind() == NodeKind::spread || item.kind() == NodeKind::for_loop) return Match::unknown;
    if (!(compiled != array->end())) return Match::different;
    const Match match = match_literal(item, *compiled);
    if (match == Match::different) return match;
    if (match == Match::unknown) result = match;
    ++compiled;
  }
  return compiled != array->end() ? Match::different : result;
}

}  // namespace

Match match_string(Node value, std::string_view text) {
  if (value.kind() != NodeKind::string) return Match::unknown;
  std::string_view meaning;
  if (plain_string(value, meaning)) return match_of(same_text(meaning, unescaped(meaning, text)));
  const auto decoded = bicep::string_value(value);
  return decoded ? match_of(same_text(*decoded, unescaped(*decoded, text))) : Match::unknown;
}

Match match_description(Node value, std::string_view text) {
  const Match match = match_string(value, text);
  if (match != Match::different || text.find('\n') == std::string_view::npos) return match;
  const auto decoded = bicep::string_value(value);
  return decoded ? match_of(same_description(*decoded, unescaped(*decoded, text))) : Match::unknown;
}

Match match_literal(Node value, Json json) {
  switch (value.kind()) {
    case NodeKind::string: {
      if (const auto text = string_of(json)) return match_string(value, *text);
      return bicep::string_value(value) ? Match::different : Match::unknown;
    }
    case NodeKind::number:
      return match_number(value.text(), json);
    case NodeKind::unary: {
      const auto operand = value.child(Field::operand);
      if (!operand || operand->kind() != NodeKind::number || value.text().size() > 20) {
        return Match::unknown;
      }
      return match_number(value.text(), json);
    }
    case NodeKind::boolean: {
      bool compiled = false;
      if (json.get(compiled) != simdjson::SUCCESS) return Match::different;
      return match_of(compiled == (value.text() == "true"));
    }
    case NodeKind::null:
      return is_expression(json) ? Match::unknown : match_of(json.is_null());
    case NodeKind::object:
      return match_object(value, json);
    case NodeKind::array:
      return match_array(value, json);
    case NodeKind::parenthesized: {
      // In a file with errors nothing may stand in them.
      const Node inner = bicep::without_parentheses(value);
      if (inner.kind() == NodeKind::parenthesized) return Match::unknown;
      return match_literal(inner, json);
    }
    default:
      return Match::unknown;
  }
}

}  // namespace avmdoc

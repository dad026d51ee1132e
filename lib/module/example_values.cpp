#include "module/example_values.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bicep/string_literal.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;
using bicep::TokenKind;

Node without_parentheses(Node node) {
  while (node.kind() == NodeKind::parenthesized) {
    const auto inner = node.child(Field::value);
    if (!inner) break;
    node = *inner;
  }
  return node;
}

bool is_name(Node node, std::string_view name) {
  return node.kind() == NodeKind::identifier && equal_ignoring_case(node.text(), name);
}

/// Multi-line strings begin with three quotes, after `$` when they have interpolations.
bool is_multi_line(Node string) {
  std::string_view text = string.text();
  text.remove_prefix(std::min(text.find_first_not_of('$'), text.size()));
  return text.starts_with("'''");
}

class Examples {
 public:
  Examples(const bicep::Tree& tree, const std::optional<std::string>& service_short,
           const Rules& rules)
      : tree_(tree), service_short_(service_short), rules_(rules) {}

  /// Those of a test. What a spread may replace is a placeholder.
  Value::Object parameters(Node object) {
    Value::Object result;
    add_members(object, result);
    for (std::size_t i = 0; i < replaceable_; ++i) result[i].second = "<" + result[i].first + ">";
    keep_last_of_each(result);
    return result;
  }

  /// The spreads of `parameters` whose names and values are not known.
  [[nodiscard]] const std::vector<Node>& unknown_spreads() const { return unknown_spreads_; }

 private:
  Value::Object members(Node object) {
    Value::Object result;
    result.reserve(count_of(object));
    add_members(object, result);
    keep_last_of_each(result);
    return result;
  }

  void add_members(Node object, Value::Object& result) {
    for (const Node item : object.children()) {
      if (item.kind() == NodeKind::spread) add_spread(item, result);
      if (item.kind() != NodeKind::property) continue;
      const auto key = item.child(Field::key);
      const auto value = item.child(Field::value);
      if (!key || !value) continue;
      std::string name = key_text(*key, *value);
      Value known = property(*value, name);
      result.emplace_back(std::move(name), std::move(known));
    }
  }

  void add_spread(Node item, Value::Object& result) {
    const auto value = item.child(Field::value);
    const Node spread = value ? without_parentheses(*value) : item;
    if (spread.kind() == NodeKind::object) {
      add_members(spread, result);
      return;
    }
    unknown_spreads_.push_back(item);
    replaceable_ = result.size();
  }

  /// A string with what is known of its interpolations put in.
  struct Text {
    std::string before;  ///< all of it when nothing is unknown
    std::string after;   ///< what follows the last unknown interpolation
    bool unknown = false;
  };

  /// A name that comes again gives its value to the first one.
  static void keep_last_of_each(Value::Object& object) {
    std::unordered_map<std::string_view, std::size_t> first;
    std::vector<bool> again(object.size(), false);
    for (std::size_t i = 0; i < object.size(); ++i) {
      const auto [known, added] = first.emplace(object[i].first, i);
      if (added) continue;
      object[known->second].second = std::move(object[i].second);
      again[i] = true;
    }
    if (first.size() == object.size()) return;
    std::size_t index = 0;
    std::erase_if(object, [&](const Value::Member&) { return again[index++]; });
  }

  static std::size_t count_of(Node list) {
    std::size_t count = 0;
    for ([[maybe_unused]] const Node item : list.children()) ++count;
    return count;
  }

  Value property(Node node, const std::string& name) {
    const auto placeholder = [&] { return Value("<" + name + ">"); };
    const Node value = without_parentheses(node);
    switch (value.kind()) {
      case NodeKind::object:
      case NodeKind::array:
        if (has_unknown_spread(value) || (value.on_one_line() && !is_literal(value))) {
          return placeholder();
        }
        if (value.kind() == NodeKind::object) return members(value);
        return elements(value);
      case NodeKind::string: {
        Text text = text_of(value);
        if (text.unknown) return placeholder();
        if (is_multi_line(value)) return VerbatimText{std::move(text.before)};
        if (has_dotted_comment(value)) return placeholder();
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
        return has_line_comment(value) && !has_dotted_comment(value) ? Value() : placeholder();
      default:
        return placeholder();
    }
  }

  Value::Array elements(Node array) {
    Value::Array result;
    result.reserve(count_of(array));
    for (const Node item : array.children()) {
      if (item.kind() != NodeKind::spread) {
        result.push_back(element(item));
        continue;
      }
      const auto spread = item.child(Field::value);
      const Node value = spread ? without_parentheses(*spread) : item;
      if (value.kind() == NodeKind::array) {
        for (Value& inner : elements(value)) result.push_back(std::move(inner));
      } else {
        result.push_back(named_after_last(value));
      }
    }
    return result;
  }

  Value element(Node node) {
    const Node value = without_parentheses(node);
    switch (value.kind()) {
      case NodeKind::object:
      case NodeKind::array:
        if (has_unknown_spread(value) || (value.on_one_line() && !is_literal(value))) {
          return named_after_last(value);
        }
        if (value.kind() == NodeKind::object) return members(value);
        return elements(value);
      case NodeKind::string: {
        Text text = text_of(value);
        if (text.unknown) text.before.append("<value>").append(text.after);
        if (is_multi_line(value)) return VerbatimText{std::move(text.before)};
        return std::move(text.before);
      }
      case NodeKind::null:
        return nullptr;
      case NodeKind::member_access:
        return named_after_last_segment(value);
      case NodeKind::index_access:
        return is_numbered(value) ? named_after_last_segment(value) : named_after_last(value);
      default:
        if (auto known = scalar(value)) return *std::move(known);
        return named_after_last(value);
    }
  }

  /// `dependencies.outputs.ids[0]`: the reference keeps the index in the name.
  static bool is_numbered(Node node) {
    const auto index = node.child(Field::index);
    return index && index->kind() == NodeKind::number && !node.has_token(TokenKind::question);
  }

  /// `dependencies.outputs.id` in an array is `<id>`. Kept because a real module depends on it: the
  /// reference takes a comment on the same line for a part of the name.
  Value named_after_last_segment(Node node) const {
    std::string text = text_without_comments(node);
    std::erase(text, ' ');
    const std::vector<bicep::Trivia> trivia = tree_.trivia_before(node.end_token());
    for (const bicep::Trivia& after : trivia) {
      const auto comment = tree_.text().substr(after.range.begin, after.range.size());
      if (after.kind != bicep::TriviaKind::line_comment ||
          comment.find_first_of("'\"") != std::string_view::npos) {
        continue;
      }
      text += tree_.text().substr(node.range().end, after.range.end - node.range().end);
      break;
    }
    const std::size_t dot = text.rfind('.');
    if (dot == std::string::npos || text.find_first_of("'\"\n(") != std::string::npos) {
      return named_after_last(node);
    }
    const std::size_t name = dot + (text[dot + 1] == '?' ? 2 : 1);
    return "<" + std::string(trim(text.substr(name))) + ">";
  }

  /// A number or a truth value, also with a sign.
  static std::optional<Value> scalar(Node node) {
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
  bool is_literal(Node node) {
    node = without_parentheses(node);
    switch (node.kind()) {
      case NodeKind::null:
        return true;
      case NodeKind::string:
        return !text_of(node).unknown;
      case NodeKind::object:
      case NodeKind::array:
        for (const Node item : node.children()) {
          if (!is_literal(item)) return false;
        }
        return true;
      case NodeKind::property: {
        const auto key = node.child(Field::key);
        const auto value = node.child(Field::value);
        return key && value && is_literal(*value) &&
               (key->kind() != NodeKind::string || !text_of(*key).unknown);
      }
      case NodeKind::spread: {
        const auto value = node.child(Field::value);
        return value && is_literal(*value);
      }
      default:
        return scalar(node).has_value();
    }
  }

  /// `{ ...common }`: what the object holds is then not known.
  static bool has_unknown_spread(Node object) {
    if (object.kind() != NodeKind::object) return false;
    for (const Node item : object.children()) {
      if (item.kind() != NodeKind::spread) continue;
      const auto value = item.child(Field::value);
      if (!value) continue;
      const Node spread = without_parentheses(*value);
      if (spread.kind() != NodeKind::object || has_unknown_spread(spread)) return true;
    }
    return false;
  }

  Text text_of(Node string) const {
    Text text;
    bool after_prefix = false;
    for (const bicep::StringPart& part : parts_of(string)) {
      std::string& target = text.unknown ? text.after : text.before;
      if (!part.expression) {
        std::string_view plain = part.text;
        // The separator after the prefix goes with it.
        if (after_prefix && !plain.empty() &&
            std::string_view("-|._").find(plain[0]) != std::string_view::npos) {
          plain.remove_prefix(1);
        }
        target += plain;
        after_prefix = false;
        continue;
      }
      const Node expression = without_parentheses(*part.expression);
      after_prefix = is_name(expression, "namePrefix");
      if (after_prefix) continue;
      if (is_name(expression, "serviceShort") && service_short_) {
        target += *service_short_;
        continue;
      }
      text.unknown = true;
      text.after.clear();
    }
    return text;
  }

  /// The parts of a string. The reference makes JSON of a test by turning single quotes into double
  /// ones, so an escaped quote comes out as a double one, and `\$` keeps its backslash.
  std::vector<bicep::StringPart> parts_of(Node string) const {
    if (is_multi_line(string)) return multi_line_parts(string);
    std::vector<bicep::StringPart> parts;
    auto child = string.children().begin();
    for (std::uint32_t token = string.first_token(); token < string.end_token(); ++token) {
      if (child != string.children().end() && (*child).first_token() <= token) {
        parts.push_back({"", *child});
        token = (*child).end_token() - 1;
        ++child;
        continue;
      }
      const bicep::Token& piece = tree_.tokens()[token];
      std::string text =
          reference_text(tree_.text().substr(piece.range.begin, piece.range.size()), piece.kind);
      if (!text.empty()) parts.push_back({std::move(text), std::nullopt});
    }
    return parts;
  }

  /// A checkout's line breaks are no part of the text.
  static std::vector<bicep::StringPart> multi_line_parts(Node string) {
    std::vector<bicep::StringPart> parts = bicep::string_parts(string);
    for (bicep::StringPart& part : parts) part.text = replace_all(part.text, "\r\n", "\n");
    return parts;
  }

  static std::string reference_text(std::string_view raw, TokenKind kind) {
    std::string kept;
    kept.reserve(raw.size() + 1);
    for (std::size_t i = 0; i < raw.size(); ++i) {
      kept += raw[i];
      if (raw[i] != '\\' || i + 1 == raw.size()) continue;
      if (raw[i + 1] == '$') kept += '\\';
      kept += raw[++i];
    }
    const auto which = kind == TokenKind::string_left     ? bicep::Piece::left
                       : kind == TokenKind::string_middle ? bicep::Piece::middle
                       : kind == TokenKind::string_right  ? bicep::Piece::right
                                                          : bicep::Piece::whole;
    std::string text;
    bicep::decode(kept, which, {}, text);
    std::ranges::replace(text, '\'', '"');
    return text;
  }

  /// Blanks within an expression stay.
  std::string text_without_comments(Node node) const {
    std::string text;
    for (std::uint32_t token = node.first_token(); token < node.end_token(); ++token) {
      for (const bicep::Trivia& trivia : tree_.trivia_before(token)) {
        if (token == node.first_token() || trivia.kind != bicep::TriviaKind::whitespace) continue;
        text += tree_.text().substr(trivia.range.begin, trivia.range.size());
      }
      const Range range = tree_.tokens()[token].range;
      text += tree_.text().substr(range.begin, range.size());
    }
    return text;
  }

  /// A key with an interpolation stays as it is written, but names an empty object by the last
  /// part of what it refers to: `'${dependencies.outputs.id}': {}` is `<id>`.
  std::string key_text(Node key, Node value) const {
    if (const auto name = key.kind() == NodeKind::string ? std::nullopt : bicep::name_of(key)) {
      return *name;
    }
    const Text text = text_of(key);
    if (!text.unknown) return text.before;
    std::string raw;
    for (const bicep::StringPart& part : bicep::string_parts(key)) {
      if (!part.expression) {
        raw += part.text;
        continue;
      }
      const Node expression = without_parentheses(*part.expression);
      if (is_name(expression, "serviceShort") && service_short_) {
        raw += *service_short_;
      } else if (!is_name(expression, "namePrefix")) {
        raw.append("${").append(text_without_comments(expression)).append("}");
      }
    }
    std::replace(raw.begin(), raw.end(), '\'', '"');
    const Node object = without_parentheses(value);
    const std::size_t dot = raw.rfind('.');
    if (object.kind() != NodeKind::object || !object.children().empty() ||
        dot == std::string::npos) {
      return raw;
    }
    std::string last = raw.substr(dot + 1);
    while (last.ends_with('}') || last.ends_with('"')) last.pop_back();
    return "<" + last + ">";
  }

  /// A placeholder for an expression in an array, named after the last name in it.
  Value named_after_last(Node node) const {
    for (std::uint32_t token = node.end_token(); token-- > node.first_token();) {
      const bicep::Token& found = tree_.tokens()[token];
      if (found.kind == TokenKind::identifier) {
        return "<" + std::string(tree_.text().substr(found.range.begin, found.range.size())) + ">";
      }
    }
    return "<value>";
  }

  /// Whether `// …` follows on the same line.
  bool has_line_comment(Node node) const {
    for (const bicep::Trivia& trivia : tree_.trivia_before(node.end_token())) {
      if (trivia.kind != bicep::TriviaKind::whitespace) {
        return trivia.kind == bicep::TriviaKind::line_comment;
      }
    }
    return false;
  }

  /// Kept because real modules depend on it: the reference takes a dot between words in a comment
  /// after a string for a property access.
  bool has_dotted_comment(Node string) const {
    if (!rules_.comments_change_values) return false;
    for (const bicep::Trivia& trivia : tree_.trivia_before(string.end_token())) {
      if (trivia.kind == bicep::TriviaKind::whitespace) continue;
      if (trivia.kind != bicep::TriviaKind::line_comment) return false;
      std::string_view comment = tree_.text().substr(trivia.range.begin, trivia.range.size());
      comment.remove_prefix(comment.find_last_of("'\"") + 1);  // npos + 1 is 0
      for (std::size_t i = 1; i + 1 < comment.size(); ++i) {
        if (comment[i] == '.' && is_word(comment[i - 1]) && is_word(comment[i + 1])) return true;
      }
      return false;
    }
    return false;
  }

  const bicep::Tree& tree_;
  const std::optional<std::string>& service_short_;
  const Rules& rules_;
  std::vector<Node> unknown_spreads_;
  std::size_t replaceable_ = 0;  ///< members before the last unknown spread
};

Diagnostic unknown_parameters(Node expression, std::string_view file, std::string message) {
  return warning_at("example-parameters-unknown", {std::string(file), expression.position()},
                    std::move(message));
}

}  // namespace

Value::Object example_parameters(const bicep::Tree& tree, bicep::Node params,
                                 const std::optional<std::string>& service_short,
                                 const Rules& rules, std::string_view file,
                                 std::vector<Diagnostic>& warnings) {
  const Node object = without_parentheses(params);
  if (object.kind() != NodeKind::object) {
    warnings.push_back(unknown_parameters(params, file,
                                          "the usage example cannot show the parameters of this "
                                          "expression; write an object literal"));
    return {};
  }
  Examples examples(tree, service_short, rules);
  Value::Object parameters = examples.parameters(object);
  for (const Node spread : examples.unknown_spreads()) {
    warnings.push_back(unknown_parameters(spread, file,
                                          "the usage example cannot show the parameters of this "
                                          "spread; write them out to have them shown"));
  }
  return parameters;
}

}  // namespace avmdoc

#include "module/example_text.hpp"

#include <algorithm>
#include <string_view>

#include "bicep/declarations.hpp"
#include "bicep/string_literal.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Node;
using bicep::NodeKind;
using bicep::TokenKind;

/// A checkout's line breaks are no part of the text.
std::vector<bicep::StringPart> multi_line_parts(Node string) {
  std::vector<bicep::StringPart> parts = bicep::string_parts(string);
  for (bicep::StringPart& part : parts) part.text = replace_all(part.text, "\r\n", "\n");
  return parts;
}

std::string reference_text(std::string_view raw, TokenKind kind) {
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

/// The parts of a string. The reference makes JSON of a test by turning single quotes into double
/// ones, so an escaped quote comes out as a double one, and `\$` keeps its backslash.
std::vector<bicep::StringPart> parts_of(const ExampleReading& reading, Node string) {
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
    const bicep::Token& piece = reading.tree.tokens()[token];
    std::string text = reference_text(
        reading.tree.text().substr(piece.range.begin, piece.range.size()), piece.kind);
    if (!text.empty()) parts.push_back({std::move(text), std::nullopt});
  }
  return parts;
}

/// Blanks within an expression stay.
std::string text_without_comments(const ExampleReading& reading, Node node) {
  std::string text;
  for (std::uint32_t token = node.first_token(); token < node.end_token(); ++token) {
    for (const bicep::Trivia& trivia : reading.tree.trivia_before(token)) {
      if (token == node.first_token() || trivia.kind != bicep::TriviaKind::whitespace) continue;
      text += reading.tree.text().substr(trivia.range.begin, trivia.range.size());
    }
    const Range range = reading.tree.tokens()[token].range;
    text += reading.tree.text().substr(range.begin, range.size());
  }
  return text;
}

}  // namespace

bool is_name(Node node, std::string_view name) {
  return node.kind() == NodeKind::identifier && equal_ignoring_case(node.text(), name);
}

bool is_multi_line(Node string) {
  std::string_view text = string.text();
  text.remove_prefix(std::min(text.find_first_not_of('$'), text.size()));
  return text.starts_with("'''");
}

ExampleText text_of(const ExampleReading& reading, Node string) {
  ExampleText text;
  bool after_prefix = false;
  for (const bicep::StringPart& part : parts_of(reading, string)) {
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
    const Node expression = bicep::without_parentheses(*part.expression);
    after_prefix = is_name(expression, "namePrefix");
    if (after_prefix) continue;
    if (is_name(expression, "serviceShort") && reading.service_short) {
      target += *reading.service_short;
      continue;
    }
    text.unknown = true;
    text.after.clear();
  }
  return text;
}

std::string key_text(const ExampleReading& reading, Node key, Node value) {
  if (auto name = key.kind() == NodeKind::string ? std::nullopt : bicep::name_of(key)) {
    return *std::move(name);
  }
  ExampleText text = text_of(reading, key);
  if (!text.unknown) return std::move(text.before);
  std::string raw;
  for (const bicep::StringPart& part : bicep::string_parts(key)) {
    if (!part.expression) {
      raw += part.text;
      continue;
    }
    const Node expression = bicep::without_parentheses(*part.expression);
    if (is_name(expression, "serviceShort") && reading.service_short) {
      raw += *reading.service_short;
    } else if (!is_name(expression, "namePrefix")) {
      raw.append("${").append(text_without_comments(reading, expression)).append("}");
    }
  }
  std::replace(raw.begin(), raw.end(), '\'', '"');
  const Node object = bicep::without_parentheses(value);
  const std::size_t dot = raw.rfind('.');
  if (object.kind() != NodeKind::object || !object.children().empty() || dot == std::string::npos) {
    return raw;
  }
  std::string last = raw.substr(dot + 1);
  while (last.ends_with('}') || last.ends_with('"')) last.pop_back();
  return "<" + last + ">";
}

Value named_after_last(const ExampleReading& reading, Node node) {
  for (std::uint32_t token = node.end_token(); token-- > node.first_token();) {
    const bicep::Token& found = reading.tree.tokens()[token];
    if (found.kind == TokenKind::identifier) {
      return "<" + std::string(reading.tree.text().substr(found.range.begin, found.range.size())) +
             ">";
    }
  }
  return "<value>";
}

Value named_after_last_segment(const ExampleReading& reading, Node node) {
  std::string text = text_without_comments(reading, node);
  std::erase(text, ' ');
  const std::vector<bicep::Trivia> trivia = reading.tree.trivia_before(node.end_token());
  for (const bicep::Trivia& after : trivia) {
    const auto comment = reading.tree.text().substr(after.range.begin, after.range.size());
    if (after.kind != bicep::TriviaKind::line_comment ||
        comment.find_first_of("'\"") != std::string_view::npos) {
      continue;
    }
    text += reading.tree.text().substr(node.range().end, after.range.end - node.range().end);
    break;
  }
  const std::size_t dot = text.rfind('.');
  if (dot == std::string::npos || text.find_first_of("'\"\n(") != std::string::npos) {
    return named_after_last(reading, node);
  }
  const std::size_t name = dot + (text[dot + 1] == '?' ? 2 : 1);
  return "<" + std::string(trim(text.substr(name))) + ">";
}

bool has_line_comment(const ExampleReading& reading, Node node) {
  for (const bicep::Trivia& trivia : reading.tree.trivia_before(node.end_token())) {
    if (trivia.kind != bicep::TriviaKind::whitespace) {
      return trivia.kind == bicep::TriviaKind::line_comment;
    }
  }
  return false;
}

bool has_dotted_comment(const ExampleReading& reading, Node string) {
  if (!reading.rules.comments_change_values) return false;
  for (const bicep::Trivia& trivia : reading.tree.trivia_before(string.end_token())) {
    if (trivia.kind == bicep::TriviaKind::whitespace) continue;
    if (trivia.kind != bicep::TriviaKind::line_comment) return false;
    std::string_view comment = reading.tree.text().substr(trivia.range.begin, trivia.range.size());
    comment.remove_prefix(comment.find_last_of("'\"") + 1);  // npos + 1 is 0
    for (std::size_t i = 1; i + 1 < comment.size(); ++i) {
      if (comment[i] == '.' && is_word(comment[i - 1]) && is_word(comment[i + 1])) return true;
    }
    return false;
  }
  return false;
}

}  // namespace avmdoc

#include <algorithm>

#include "bicep/string_literal.hpp"
#include "bicep/tree_data.hpp"

namespace avmdoc::bicep {
namespace {

Piece piece_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::string_left:
      return Piece::left;
    case TokenKind::string_middle:
      return Piece::middle;
    case TokenKind::string_right:
      return Piece::right;
    default:
      return Piece::whole;
  }
}

}  // namespace

/// What the public functions below read of a tree.
class StringReader {
 public:
  explicit StringReader(Node string) : tree_(*string.tree_), node_(string) {}

  /// Calls `text` with the meaning of each piece and `value` with each interpolation, in order.
  /// Returns false when a piece is not whole or an interpolation is missing.
  template <typename Text, typename Value>
  bool read(Text text, Value value) const {
    if (node_.kind() != NodeKind::string) return false;
    bool whole = true;
    StringForm form;
    auto child = node_.children().begin();
    for (std::uint32_t token = node_.first_token(); token < node_.end_token();) {
      if (child != node_.children().end() && (*child).first_token() <= token) {
        if ((*child).field() == Field::interpolation) value(*child);
        token = std::max(token, (*child).end_token());
        ++child;
        continue;
      }
      const Token& piece = tree_.tokens[token];
      if (token == node_.first_token()) form = form_of(tree_.text_of(piece));
      std::string meaning;
      whole = decode(tree_.text_of(piece), piece_of(piece.kind), form, meaning) && whole;
      text(std::move(meaning));
      ++token;
    }
    return whole;
  }

 private:
  const TreeData& tree_;
  Node node_;
};

std::optional<std::string> string_value(Node string) {
  if (string.kind() != NodeKind::string || string.end_token() != string.first_token() + 1) {
    return std::nullopt;
  }
  std::optional<std::string> result;
  const bool whole =
      StringReader(string).read([&](std::string text) { result = std::move(text); }, [](Node) {});
  return whole ? result : std::nullopt;
}

std::vector<StringPart> string_parts(Node string) {
  std::vector<StringPart> parts;
  StringReader(string).read(
      [&](std::string text) {
        if (!text.empty()) parts.push_back({std::move(text), std::nullopt});
      },
      [&](Node value) {
        parts.push_back({{}, value});
      });
  return parts;
}

std::optional<std::string> name_of(Node node) {
  switch (node.kind()) {
    case NodeKind::identifier:
      return std::string(node.text());
    case NodeKind::string:
      return string_value(node);
    case NodeKind::property:
    case NodeKind::type_property:
      if (const auto key = node.child(Field::key)) return name_of(*key);
      return std::nullopt;
    default:
      if (const auto name = node.child(Field::name)) return name_of(*name);
      return std::nullopt;
  }
}

}  // namespace avmdoc::bicep

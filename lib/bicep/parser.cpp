#include "bicep/parser.hpp"

#include <algorithm>

namespace avmdoc::bicep {
namespace {

/// More levels than this could take the stack of a small thread.
constexpr std::uint32_t deepest_nesting = 1000;

constexpr std::uint32_t longest_chain = 60'000;

}  // namespace

Parser::Parser(TreeData& tree, const std::vector<LexError>& lex_errors, FileKind file,
               Limits limits, Mode mode)
    : tree_(tree),
      lex_errors_(lex_errors),
      tokens_(tree.tokens.data()),
      file_(file),
      limits_(limits),
      mode_(mode) {
  limits_.nesting = std::min(limits_.nesting, deepest_nesting);
  limits_.chain = std::min(limits_.chain, longest_chain);
  // Real files have two nodes for every three tokens.
  tree_.nodes.reserve(tree.tokens.size() * 3 / 4 + 4);
  tree_.nodes.emplace_back();
  children_.reserve(256);
}

void Parser::run() { tree_.root = file(); }

std::uint32_t Parser::end_of_newlines(std::uint32_t token) {
  if (token >= newlines_.begin && token < newlines_.end) return newlines_.end;
  newlines_ = {token, token + 1};
  while (tokens_[newlines_.end].kind == TokenKind::newline) ++newlines_.end;
  return newlines_.end;
}

bool Parser::expect_keyword(std::string_view word) {
  if (at_keyword(word)) {
    advance();
    return true;
  }
  expected('`' + std::string(word) + '`');
  return false;
}

Parser::Mark Parser::mark_before(Index node) const {
  // An error in the base is the chain's error too; `finish` sees it in the base's flag.
  return {tree_.nodes[node].first_token, static_cast<std::uint32_t>(children_.size()), errors_};
}

Parser::Index Parser::finish(NodeKind kind, Mark from, std::uint32_t end_token) {
  const Index index = static_cast<Index>(tree_.nodes.size());
  bool has_error = errors_ != from.errors;
  std::uint16_t height = 0;
  Index next = 0;
  while (children_.size() > from.children) {
    NodeRecord& child = tree_.nodes[children_.back()];
    child.parent = index;
    child.next_sibling = next;
    has_error = has_error || child.has_error;
    height = std::max(height, static_cast<std::uint16_t>(child.height + 1));
    next = children_.back();
    children_.pop_back();
  }
  // Filled in place: copying a record that was just written in parts would stall.
  NodeRecord& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.has_error = has_error;
  node.height = height;
  node.first_token = from.token;
  node.end_token = end_token;
  node.first_child = next;
  return index;
}

Parser::Index Parser::leaf(NodeKind kind) {
  const Index index = static_cast<Index>(tree_.nodes.size());
  NodeRecord& node = tree_.nodes.emplace_back();
  node.kind = kind;
  node.has_error = has_lex_error(at_);
  node.first_token = at_;
  advance();
  node.end_token = at_;
  return index;
}

bool Parser::too_long(Index chain) const { return tree_.nodes[chain].height + 1U > limits_.chain; }

}  // namespace avmdoc::bicep

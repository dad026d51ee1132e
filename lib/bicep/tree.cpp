#include "bicep/lexer.hpp"
#include "bicep/string_literal.hpp"
#include "bicep/tree_data.hpp"

namespace avmdoc::bicep {
namespace {

/// Calls `visit` with the index of each own token of a node until it returns true.
template <typename Visit>
bool any_own_token(const TreeData& tree, std::uint32_t index, Visit visit) {
  const NodeRecord& node = tree.nodes[index];
  std::uint32_t token = node.first_token;
  for (std::uint32_t child = node.first_child; child != 0; child = tree.nodes[child].next_sibling) {
    for (; token < tree.nodes[child].first_token; ++token) {
      if (visit(token)) return true;
    }
    token = tree.nodes[child].end_token;
  }
  for (; token < node.end_token; ++token) {
    if (visit(token)) return true;
  }
  return false;
}

}  // namespace

NodeKind Node::kind() const { return tree_->nodes[index_].kind; }
Field Node::field() const { return tree_->nodes[index_].field; }
std::uint32_t Node::first_token() const { return tree_->nodes[index_].first_token; }
std::uint32_t Node::end_token() const { return tree_->nodes[index_].end_token; }
bool Node::has_error() const { return tree_->nodes[index_].has_error; }

Range Node::range() const {
  const NodeRecord& node = tree_->nodes[index_];
  const std::uint32_t begin = tree_->tokens[node.first_token].range.begin;
  if (node.first_token == node.end_token) return {begin, begin};
  return {begin, tree_->tokens[node.end_token - 1].range.end};
}

std::string_view Node::text() const { return tree_->text_of(range()); }
Position Node::position() const { return tree_->lines().position(range().begin); }

Node::Children Node::children() const { return {tree_, tree_->nodes[index_].first_child}; }

std::optional<Node> Node::child(Field field) const {
  for (const Node& one : children()) {
    if (one.field() == field) return one;
  }
  return std::nullopt;
}

std::optional<Node> Node::parent() const {
  const std::uint32_t parent = tree_->nodes[index_].parent;
  if (parent == 0) return std::nullopt;
  return Node(tree_, parent);
}

std::vector<std::uint32_t> Node::own_tokens() const {
  std::vector<std::uint32_t> all;
  any_own_token(*tree_, index_, [&all](std::uint32_t token) {
    all.push_back(token);
    return false;
  });
  return all;
}

bool Node::has_token(TokenKind kind) const {
  return any_own_token(*tree_, index_, [this, kind](std::uint32_t token) {
    return tree_->tokens[token].kind == kind;
  });
}

bool Node::has_keyword(std::string_view word) const {
  return any_own_token(*tree_, index_, [this, word](std::uint32_t token) {
    return tree_->tokens[token].kind == TokenKind::identifier &&
           tree_->text_of(tree_->tokens[token]) == word;
  });
}

std::optional<TokenKind> Node::operation() const {
  if (kind() != NodeKind::unary && kind() != NodeKind::binary) return std::nullopt;
  std::optional<TokenKind> found;
  any_own_token(*tree_, index_, [this, &found](std::uint32_t token) {
    found = tree_->tokens[token].kind;
    return true;
  });
  return found;
}

bool Node::on_one_line() const {
  const std::string_view source = text();
  return source.find('\n') == source.npos && source.find('\r') == source.npos;
}

Node::Children::iterator& Node::Children::iterator::operator++() {
  index_ = tree_->nodes[index_].next_sibling;
  return *this;
}

Node::Children::iterator Node::Children::iterator::operator++(int) {
  iterator before = *this;
  ++*this;
  return before;
}

Tree::Tree(std::unique_ptr<TreeData> data) : data_(std::move(data)) {}
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

std::string_view Tree::text() const { return data_->text; }
Node Tree::root() const { return Node(data_.get(), data_->root); }
const std::vector<Token>& Tree::tokens() const { return data_->tokens; }
const std::vector<Diagnostic>& Tree::diagnostics() const { return data_->diagnostics; }
Position Tree::position(std::uint32_t offset) const { return data_->lines().position(offset); }

std::vector<Trivia> Tree::trivia_before(std::uint32_t token) const {
  const std::uint32_t begin = token == 0 ? 0 : data_->tokens[token - 1].range.end;
  return trivia_in(data_->text, {begin, data_->tokens[token].range.begin});
}

std::string print(const Tree& tree) {
  std::string text;
  text.reserve(tree.text().size());
  const auto append = [&](Range range) { text += tree.text().substr(range.begin, range.size()); };
  for (std::uint32_t token = 0; token < tree.tokens().size(); ++token) {
    for (const Trivia& trivia : tree.trivia_before(token)) append(trivia.range);
    append(tree.tokens()[token].range);
  }
  // Only of a file beyond 4 GiB, which no token can reach.
  text += tree.text().substr(text.size());
  return text;
}

}  // namespace avmdoc::bicep

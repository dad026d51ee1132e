#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/export.h"

/// The Bicep front end: text into tokens and a lossless syntax tree, for `.bicep` and
/// `.bicepparam` files. It knows nothing of READMEs. The grammar is that of Azure/bicep
/// (`docs/grammar.md`), releases of 2026.
namespace avmdoc::bicep {

enum class TokenKind : std::uint8_t {
  end_of_file,
  newline,     ///< a run of line breaks; blanks or comments between two runs make two tokens
  identifier,  ///< also keywords: except for the next three, they are contextual in Bicep
  true_keyword,
  false_keyword,
  null_keyword,
  number,
  string,            ///< a whole string without interpolation: 'a'
  string_left,       ///< 'a${
  string_middle,     ///< }a${
  string_right,      ///< }a'
  multiline_string,  ///< '''a''' or $'''a''' without interpolation (its pieces with: string_*)
  at,
  left_brace,
  right_brace,
  left_paren,
  right_paren,
  left_square,
  right_square,
  comma,
  dot,
  question,
  colon,
  double_colon,
  semicolon,
  equals,
  plus,
  minus,
  star,
  slash,
  percent,
  exclamation,
  less,
  greater,
  less_equal,
  greater_equal,
  equal_equal,
  not_equal,
  equal_tilde,
  not_tilde,
  and_and,
  or_or,
  double_question,
  ellipsis,
  arrow,  ///< =>
  pipe,
  hash,
  caret,
  unknown,  ///< a run of characters that begin no token
};

enum class TriviaKind : std::uint8_t { whitespace, line_comment, block_comment, directive };

/// Text before a token that means nothing to the compiler.
struct Trivia {
  TriviaKind kind = TriviaKind::whitespace;
  Range range;
};

/// A token and its place. Trivia before it reach from the end of the token before to `range.begin`.
/// An unterminated string reaches to the end of its line (or of the file, when it is a multi-line
/// one) and keeps its kind; a `string_right` may then be empty.
struct Token {
  TokenKind kind = TokenKind::end_of_file;
  Range range;
};

enum class NodeKind : std::uint8_t {
  file,
  // Statements. `Field::decorator` children come first in each.
  target_scope,         ///< value
  metadata,             ///< name, value
  parameter,            ///< name, type?, value? (in .bicepparam: name, value)
  variable,             ///< name, type?, value
  resource,             ///< name, path, body (`existing` is a token)
  module,               ///< name, path, body
  output,               ///< name, type, value
  function,             ///< name, body (a typed lambda)
  type_declaration,     ///< name, value (a type)
  import,               ///< target (import_list or import_wildcard), path
  extension,            ///< path (string or identifier), config?, alias?
  extension_config,     ///< name, config (.bicepparam)
  assertion,            ///< name, value
  test,                 ///< name, path, body
  using_declaration,    ///< path (or the identifier `none`), config? (.bicepparam)
  extends_declaration,  ///< path (.bicepparam)
  missing_declaration,  ///< decorators without a statement
  skipped,              ///< tokens that no rule could take
  // Parts of statements
  decorator,        ///< value (a call or a member call; only a name where `()` is missing)
  import_list,      ///< item*
  import_item,      ///< name, alias?
  import_wildcard,  ///< alias?
  if_condition,     ///< condition (parenthesized), body
  for_loop,         ///< item variable: name, index?, collection, body
  // Expressions
  identifier,  ///< a name in any place: declared, referred to, or a key
  string,      ///< interpolation* ; tokens are its pieces (also multi-line ones)
  number,
  boolean,
  null,
  object,           ///< item* (property, spread, nested resource)
  property,         ///< key (identifier or string), value
  spread,           ///< value
  array,            ///< item*
  call,             ///< name, argument*
  member_access,    ///< base, name (`.` or `.?`)
  member_call,      ///< base, name, argument*
  resource_access,  ///< base, name (`::`)
  index_access,     ///< base, index
  non_null,         ///< base (`!`)
  unary,            ///< operand
  binary,           ///< left, right
  ternary,          ///< condition, left, right
  parenthesized,    ///< value
  lambda,           ///< variable*, body
  typed_lambda,     ///< variable*, type (result), body
  lambda_variable,  ///< name, type?
  // Types
  type_name,          ///< name; ambient, declared or imported
  type_member,        ///< base, name? (`.name`, `.*`)
  type_index,         ///< base, index? (`[0]`, `[*]`)
  type_array,         ///< base (`[]`)
  type_nullable,      ///< base (`?`)
  type_non_null,      ///< base (`!`)
  type_union,         ///< item*
  type_object,        ///< item*
  type_property,      ///< decorator*, key, value
  type_any_property,  ///< decorator*, value (`*:`)
  type_tuple,         ///< item*
  type_tuple_item,    ///< decorator*, value
  type_resource,      ///< `resource 'type@version'`: path?
  type_generic,  ///< base?, name, argument* (`resourceInput<'…'>`, `sys.resourceInput<'…'>`)
  type_parenthesized,  ///< value
};

/// The name of a node's kind or a field as `avmdoc parse --tree` prints it.
AVMDOC_API std::string_view to_string(NodeKind kind);

/// What a child is to its parent.
enum class Field : std::uint8_t {
  none,
  statement,
  decorator,
  name,
  type,
  value,
  path,
  body,
  target,
  alias,
  config,
  item,
  condition,
  index,
  collection,
  key,
  argument,
  base,
  operand,
  left,
  right,
  variable,
  interpolation,
};
AVMDOC_API std::string_view to_string(Field field);
AVMDOC_API std::string_view to_string(TokenKind kind);

class Tree;
class StringReader;
struct TreeData;

/// A node of a tree: a handle as cheap as a pointer, valid while the tree that it comes from lives,
/// wherever that tree is moved to.
class AVMDOC_API Node {
 public:
  class Children;

  [[nodiscard]] NodeKind kind() const;
  [[nodiscard]] Field field() const;
  /// From its first token to its last one, without the trivia around them.
  [[nodiscard]] Range range() const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] Position position() const;
  /// Its first and one past its last token in `Tree::tokens()`.
  [[nodiscard]] std::uint32_t first_token() const;
  [[nodiscard]] std::uint32_t end_token() const;
  [[nodiscard]] Children children() const;
  /// Its first child of that field. A child that an error left out is not there.
  [[nodiscard]] std::optional<Node> child(Field field) const;
  /// The node that it is a child of; nothing for the file.
  [[nodiscard]] std::optional<Node> parent() const;
  /// Its own tokens, which are no child's, by their index in `Tree::tokens()`.
  [[nodiscard]] std::vector<std::uint32_t> own_tokens() const;
  /// Whether one of its own tokens is of that kind.
  [[nodiscard]] bool has_token(TokenKind kind) const;
  /// Whether one of its own tokens is that word: `existing` of a resource.
  [[nodiscard]] bool has_keyword(std::string_view word) const;
  /// The operator of a unary or binary node.
  [[nodiscard]] std::optional<TokenKind> operation() const;
  /// Whether it holds an error: a missing or skipped token, at any depth.
  [[nodiscard]] bool has_error() const;
  /// Whether its first and last token are on one line.
  [[nodiscard]] bool on_one_line() const;

  friend bool operator==(const Node&, const Node&) = default;

 private:
  friend class Tree;
  friend class StringReader;
  friend class Children;
  Node(const TreeData* tree, std::uint32_t index) : tree_(tree), index_(index) {}
  const TreeData* tree_;
  std::uint32_t index_;
};

/// The children of a node in source order, for range-for.
class AVMDOC_API Node::Children {
 public:
  class AVMDOC_API iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Node;
    using difference_type = std::ptrdiff_t;
    using pointer = const Node*;
    using reference = Node;
    iterator() = default;
    Node operator*() const { return Node(tree_, index_); }
    iterator& operator++();
    iterator operator++(int);
    friend bool operator==(const iterator& a, const iterator& b) { return a.index_ == b.index_; }

   private:
    friend class Children;
    iterator(const TreeData* tree, std::uint32_t index) : tree_(tree), index_(index) {}
    const TreeData* tree_ = nullptr;
    std::uint32_t index_ = 0;
  };
  [[nodiscard]] iterator begin() const { return {tree_, first_}; }
  [[nodiscard]] iterator end() const { return {tree_, 0}; }
  [[nodiscard]] bool empty() const { return first_ == 0; }

 private:
  friend class Node;
  Children(const TreeData* tree, std::uint32_t first) : tree_(tree), first_(first) {}
  const TreeData* tree_;
  std::uint32_t first_;
};

enum class FileKind : std::uint8_t { bicep, bicepparam };

/// The limits of the parser; exceeding one is a diagnostic, never a crash. No node of a tree is
/// deeper than `6 * nesting + chain + 10` levels, so a walk may recurse.
struct Limits {
  std::uint32_t nesting = 200;  ///< nested expressions, types and resources; at most 1000
  /// Links of one chain: `a + b + …`, `a.b.…`, `a ? b : c ? …`; the levels of its last part count
  /// as well.
  std::uint32_t chain = 500;
  std::uint32_t bytes = 64U * 1024U * 1024U;  ///< size of one file
  std::uint32_t diagnostics = 1000;  ///< errors listed for one file, plus one noting the cut
};

/// A parsed file: its text, tokens, tree and diagnostics. It owns the text.
class AVMDOC_API Tree {
 public:
  Tree(Tree&&) noexcept;
  Tree& operator=(Tree&&) noexcept;
  ~Tree();

  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] Node root() const;
  [[nodiscard]] const std::vector<Token>& tokens() const;
  /// The trivia before a token, in order. Together with the tokens they cover the whole text.
  [[nodiscard]] std::vector<Trivia> trivia_before(std::uint32_t token) const;
  /// Syntax errors in the order of their places; none is reported twice. `location.file` is the
  /// name given to `parse`.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const;
  /// Line and column of a byte offset, in O(log lines). A byte order mark takes no column. The
  /// first call makes the table of lines; calls from several threads are safe.
  [[nodiscard]] Position position(std::uint32_t offset) const;

 private:
  friend AVMDOC_API Tree parse(std::string text, std::string_view file, FileKind kind,
                               const Limits& limits);
  explicit Tree(std::unique_ptr<TreeData> data);
  std::unique_ptr<TreeData> data_;
};

/// Parses a whole file. Never throws for bad input: what is wrong is in `Tree::diagnostics`, the
/// rest of the file is in the tree. `text` is UTF-8, with or without BOM, any line breaks.
AVMDOC_API Tree parse(std::string text, std::string_view file = {}, FileKind kind = FileKind::bicep,
                      const Limits& limits = {});

/// The text again, from the tokens and trivia of the tree, byte for byte.
AVMDOC_API std::string print(const Tree& tree);

/// The tree as JSON on one line. A node has `kind`, `field` (except the file), `range` in bytes,
/// `position` of its first byte, `error` when it holds one, and `children`: its nodes and its own
/// tokens in the order of the text. A token has `token` (its kind), `range`, `position`, `text` and
/// the `trivia` before it (each `kind`, `range`, `text`). In a `text` each byte that is not UTF-8
/// is replaced by U+FFFD.
AVMDOC_API std::string to_json(const Tree& tree);

/// The meaning of a string node without interpolation (escapes decoded, the first line break of a
/// multi-line string dropped); nothing when it has an interpolation or an error.
AVMDOC_API std::optional<std::string> string_value(Node string);

/// One part of a string: decoded text, or the interpolated expression.
struct StringPart {
  std::string text;
  std::optional<Node> expression;
};
/// All parts of a string node in order. Empty texts are left out.
AVMDOC_API std::vector<StringPart> string_parts(Node string);

/// The identifier or the string value of a property's key, a declaration's name or a member;
/// nothing for an interpolated key.
AVMDOC_API std::optional<std::string> name_of(Node node);

}  // namespace avmdoc::bicep

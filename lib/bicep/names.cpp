#include <array>

#include "avmdoc/bicep.hpp"

namespace avmdoc::bicep {
namespace {

// In the order of the enumerations; the assertions check that none is missing.

constexpr auto token_kinds = std::to_array<std::string_view>({
    "end_of_file",
    "newline",
    "identifier",
    "true_keyword",
    "false_keyword",
    "null_keyword",
    "number",
    "string",
    "string_left",
    "string_middle",
    "string_right",
    "multiline_string",
    "at",
    "left_brace",
    "right_brace",
    "left_paren",
    "right_paren",
    "left_square",
    "right_square",
    "comma",
    "dot",
    "question",
    "colon",
    "double_colon",
    "semicolon",
    "equals",
    "plus",
    "minus",
    "star",
    "slash",
    "percent",
    "exclamation",
    "less",
    "greater",
    "less_equal",
    "greater_equal",
    "equal_equal",
    "not_equal",
    "equal_tilde",
    "not_tilde",
    "and_and",
    "or_or",
    "double_question",
    "ellipsis",
    "arrow",
    "pipe",
    "hash",
    "caret",
    "unknown",
});
static_assert(token_kinds.size() == static_cast<std::size_t>(TokenKind::unknown) + 1);

constexpr auto node_kinds = std::to_array<std::string_view>({
    "file",
    "target_scope",
    "metadata",
    "parameter",
    "variable",
    "resource",
    "module",
    "output",
    "function",
    "type_declaration",
    "import",
    "extension",
    "extension_config",
    "assertion",
    "test",
    "using_declaration",
    "extends_declaration",
    "missing_declaration",
    "skipped",
    "decorator",
    "import_list",
    "import_item",
    "import_wildcard",
    "if_condition",
    "for_loop",
    "identifier",
    "string",
    "number",
    "boolean",
    "null",
    "object",
    "property",
    "spread",
    "array",
    "call",
    "member_access",
    "member_call",
    "resource_access",
    "index_access",
    "non_null",
    "unary",
    "binary",
    "ternary",
    "parenthesized",
    "lambda",
    "typed_lambda",
    "lambda_variable",
    "type_name",
    "type_member",
    "type_index",
    "type_array",
    "type_nullable",
    "type_non_null",
    "type_union",
    "type_object",
    "type_property",
    "type_any_property",
    "type_tuple",
    "type_tuple_item",
    "type_resource",
    "type_generic",
    "type_parenthesized",
});
static_assert(node_kinds.size() == static_cast<std::size_t>(NodeKind::type_parenthesized) + 1);

constexpr auto fields = std::to_array<std::string_view>({
    "none",     "statement", "decorator", "name", "type",      "value",    "path",          "body",
    "target",   "alias",     "config",    "item", "condition", "index",    "collection",    "key",
    "argument", "base",      "operand",   "left", "right",     "variable", "interpolation",
});
static_assert(fields.size() == static_cast<std::size_t>(Field::interpolation) + 1);

}  // namespace

std::string_view to_string(TokenKind kind) {
  return token_kinds.at(static_cast<std::size_t>(kind));
}
std::string_view to_string(NodeKind kind) { return node_kinds.at(static_cast<std::size_t>(kind)); }
std::string_view to_string(Field field) { return fields.at(static_cast<std::size_t>(field)); }

}  // namespace avmdoc::bicep

#include <algorithm>
#include <array>

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::array<std::string_view, 4> limiting_decorators = {"minValue", "maxValue",
                                                                 "minLength", "maxLength"};

/// The members of metadata that are not the compiler's.
std::size_t own_members(std::optional<JsonObject> metadata) {
  std::size_t count = 0;
  if (!metadata) return count;
  for (const auto [key, value] : *metadata) count += key.starts_with(own_marks) ? 0U : 1U;
  return count;
}

/// The object of `@metadata`. A description in it is for the compiler to judge.
bool metadata_value_agrees(Compilation& c, Node object, std::optional<JsonObject> metadata) {
  if (!metadata) return object.children().empty();
  return std::ranges::all_of(object.children(), [&](Node item) {
    const auto key = bicep::name_of(item);
    const auto value = item.child(Field::value);
    if (!key || !value || *key == "description") return false;
    const auto compiled = member(*metadata, *key);
    return compiled && value_agrees(c, *value, *compiled);
  });
}

}  // namespace

std::optional<TypeDecorators> agreed_decorators(Compilation& c, Node declaration,
                                                const Members& schema) {
  TypeDecorators result;
  const auto metadata = object_member(schema, "metadata");
  std::size_t limited = 0;
  std::size_t described = 0;
  bool exported = false;
  for (const Node child : declaration.children()) {
    if (child.field() != Field::decorator) break;
    const auto [name, argument] = bicep::decoration_of(child);
    if (name == "secure") {
      result.secure = true;
    } else if (name == "sealed") {
      result.sealed = true;
    } else if (name == "export") {
      exported = true;
    } else if (!argument) {
      return std::nullopt;
    } else if (name == "discriminator") {
      result.discriminator = *argument;
    } else if (name == "description") {
      const auto text = metadata ? string_member(*metadata, "description") : std::nullopt;
      if (!text || match_description(*argument, *text) != Match::equal) return std::nullopt;
      ++described;
    } else if (name == "metadata") {
      if (!metadata_value_agrees(c, *argument, metadata)) return std::nullopt;
      for ([[maybe_unused]] const Node item : argument->children()) ++described;
    } else if (name == "allowed") {
      // The compiler ignores it elsewhere.
      if (declaration.kind() != NodeKind::parameter) continue;
      const auto values = member(schema, "allowedValues");
      if (!values || !value_agrees(c, *argument, *values)) return std::nullopt;
      result.allowed = true;
    } else if (std::ranges::find(limiting_decorators, name) != limiting_decorators.end()) {
      const auto value = member(schema, name);
      if (!value || !value_agrees(c, *argument, *value)) return std::nullopt;
      ++limited;
    }
  }
  if (described != own_members(metadata)) return std::nullopt;
  const bool was_exported = metadata && is_true(member(*metadata, export_mark));
  if (c.unit == c.main && exported != was_exported) return std::nullopt;
  for (const std::string_view key : limiting_decorators) {
    if (has_member(schema, key) && limited-- == 0) return std::nullopt;
  }
  return limited == 0 ? std::optional(result) : std::nullopt;
}

bool definitions_agree(Compilation& c) {
  if (!declarations_agree(c, NodeKind::type_declaration, "definitions")) return false;
  const auto compiled = object_member(c.root, "definitions");
  if (!compiled) return true;
  for (const auto [name, definition] : *compiled) {
    const Declaration* declaration = c.unit->find(name);
    if (name.starts_with('_')) continue;
    // The imported ones have been looked at.
    if (declaration == nullptr) return false;
    if (!declaration->import_item && declaration->statement.kind() != NodeKind::type_declaration) {
      return false;
    }
  }
  return true;
}

bool declarations_agree(Compilation& c, NodeKind kind, std::string_view section) {
  const auto compiled = object_member(c.root, section);
  OrderedMembers members(compiled);
  std::size_t count = 0;
  for (const Node statement : c.statements()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != kind || !name) continue;
    const auto found = members.find(name->text());
    if (!found) return false;
    ++count;
    const Members schema(*found);
    const bool is_type = kind == NodeKind::type_declaration;
    if (!declaration_agrees(c, statement, statement.child(is_type ? Field::value : Field::type),
                            schema)) {
      return false;
    }
    if (kind != NodeKind::parameter) continue;
    const auto value = statement.child(Field::value);
    const auto compiled_value = member(schema, "defaultValue");
    if (value.has_value() != compiled_value.has_value()) return false;
    if (value && !value_agrees(c, *value, *compiled_value)) return false;
  }
  return kind == NodeKind::type_declaration || count == (compiled ? compiled->size() : 0);
}

bool declaration_agrees(Compilation& c, Node statement, std::optional<Node> of_type,
                        const Members& schema) {
  const auto found = agreed_decorators(c, statement, schema);
  return found && of_type && type_agrees(c, *of_type, schema, *found);
}

}  // namespace avmdoc

#include "interface/agreement.hpp"

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

bool scope_agrees(const Compilation& c) {
  const std::string_view compiled = scope_of(c.root);
  std::optional<Node> value;
  for (const Node statement : c.statements()) {
    if (statement.kind() == NodeKind::target_scope) value = statement.child(Field::value);
  }
  return value ? match_string(*value, compiled) == Match::equal : compiled == "resourceGroup";
}

bool metadata_agrees(Compilation& c) {
  const auto compiled = object_member(c.root, "metadata");
  std::size_t count = 0;
  for (const Node statement : c.statements()) {
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    if (statement.kind() != NodeKind::metadata || !name || !value) continue;
    const auto found = compiled ? member(*compiled, name->text()) : std::nullopt;
    if (!found || !value_agrees(c, *value, *found)) return false;
    ++count;
  }
  std::size_t others = 0;
  if (!compiled) return count == 0;
  for (const auto [key, value] : *compiled) others += key.starts_with('_') ? 0U : 1U;
  return count == others;
}

/// The names of an object are compared and its literals; expressions only where they are exported.
bool variables_agree(Compilation& c) {
  const auto compiled = object_member(c.root, "variables");
  const auto metadata = object_member(c.root, "metadata");
  const auto exported = metadata ? member(*metadata, exported_variables_mark) : std::nullopt;
  if (exported) return false;
  for (const Node statement : c.statements()) {
    if (statement.kind() != NodeKind::variable) continue;
    if (bicep::decorator(statement, "export")) return false;
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    const auto found = name && compiled ? member(*compiled, name->text()) : std::nullopt;
    if (found && value && match_literal(*value, *found) == Match::different) return false;
  }
  return true;
}

}  // namespace

TemplateNames::TemplateNames(JsonObject root) {
  if (const auto declared = object_member(root, "definitions")) {
    for (const auto [name, definition] : *declared) {
      if (definition.is_object()) definitions.emplace(name, definition);
    }
  }
  for_each_function(root, [&](std::string_view name, JsonObject function, std::size_t) {
    functions.emplace(name, function);
    ++function_count;
  });
}

OrderedMembers::OrderedMembers(std::optional<JsonObject> object) : object_(object) {
  if (object_) next_ = object_->begin();
}

std::optional<JsonObject> OrderedMembers::find(std::string_view name) {
  if (!object_) return std::nullopt;
  std::optional<Json> found;
  if (next_ != object_->end() && next_.key() == name) {
    found = next_.value();
    ++next_;
  } else {
    if (by_name_.empty()) {
      for (const auto [key, value] : *object_) by_name_.emplace(key, value);
    }
    if (const auto known = by_name_.find(name); known != by_name_.end()) found = known->second;
  }
  if (!found || !found->is_object()) return std::nullopt;
  return JsonObject(*found);
}

bool value_agrees(Compilation& c, Node value, Json json) {
  const Match match = match_literal(value, json);
  if (match != Match::unknown) return match == Match::equal;
  if (!c.reader) c.reader.emplace(c.library, c.unit, SourceReader::Problems::marked);
  const auto known = c.reader->known_value(value);
  return known && *known == to_value(json);
}

bool certainly_agrees(const Library& library, const UnitPointer& unit, JsonObject compiled) {
  const TemplateNames names(compiled);
  Compilation c{library, unit, unit, compiled, names};
  return scope_agrees(c) && metadata_agrees(c) && imports_agree(c) && definitions_agree(c) &&
         declarations_agree(c, NodeKind::parameter, "parameters") && variables_agree(c) &&
         functions_agree(c) && resources_agree(c) &&
         declarations_agree(c, NodeKind::output, "outputs");
}

}  // namespace avmdoc

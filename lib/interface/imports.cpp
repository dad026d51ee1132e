#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/source_reader.hpp"
#include "source/path.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// The way from a folder to a file, as the compiler names what is imported from files.
std::string relative_path(std::string_view folder, std::string_view file) {
  std::string up;
  while (!folder.empty() && !file.starts_with(std::string(folder) + "/")) {
    up += "../";
    const std::string_view parent = parent_path(folder);
    if (parent == folder) break;
    folder = parent;
  }
  if (!folder.empty() && file.starts_with(std::string(folder) + "/")) {
    file.remove_prefix(folder.size() + 1);
  }
  return up + std::string(file);
}

/// Removes `key` from the metadata of a schema, and the metadata when nothing is left.
void remove_mark(Value::Object& schema, std::string_view key) {
  for (auto member = schema.begin(); member != schema.end(); ++member) {
    if (member->first != "metadata" || member->second.object() == nullptr) continue;
    std::erase_if(*member->second.object(), [&](const auto& one) { return one.first == key; });
    if (member->second.object()->empty()) schema.erase(member);
    return;
  }
}

void add_metadata(Value::Object& schema, std::string_view key, Value value) {
  for (Value::Member& member : schema) {
    if (member.first != "metadata" || member.second.object() == nullptr) continue;
    member.second.object()->emplace_back(std::string(key), std::move(value));
    return;
  }
  schema.emplace_back("metadata", Value::Object{{std::string(key), std::move(value)}});
}

}  // namespace

/// What is imported by name keeps that name in the template.
void SourceReader::name_imported_types() {
  for (const Node statement : main_->tree->root().children()) {
    if (statement.kind() != NodeKind::import) continue;
    const UnitPointer target = imported_unit(main_, statement);
    if (!target) continue;
    for (const bicep::ImportedName& name : bicep::imported_names(statement)) {
      if (target->compiled) {
        if (!target->compiled->definition(name.original)) {
          if (!target->earlier_build.empty() && !compiled_function(target, name.original)) {
            error_of_earlier_build(*main_, name.node, *target);
          }
          continue;
        }
      } else {
        const Declaration* declaration = target->find(name.original);
        if (declaration == nullptr) {
          error(*main_, name.node, "import-unknown",
                target->reference + " has no '" + name.original + "'");
          continue;
        }
        if (declaration->statement.kind() != NodeKind::type_declaration) continue;
      }
      names_.try_emplace({target, name.original}, name.known);
    }
  }
}

/// A copy of a type of a compiled template, with the names that its types have here.
Value::Object SourceReader::compiled_schema(const Symbol& symbol) {
  const auto found = symbol.unit->compiled->definition(symbol.name);
  if (!found) return {};
  Schema schema;
  for (const auto [key, part] : *found) schema.emplace_back(std::string(key), to_value(part));
  Value copy(std::move(schema));
  rewrite_references(copy, symbol.unit);
  schema = std::move(*copy.object());
  remove_mark(schema, export_mark);
  remove_mark(schema, import_mark);
  return schema;
}

void SourceReader::rewrite_references(Value& schema, const UnitPointer& unit) {
  if (Value::Array* array = schema.array()) {
    for (Value& element : *array) rewrite_references(element, unit);
  } else if (Value::Object* object = schema.object()) {
    for (auto& [key, value] : *object) {
      const std::string* reference = key == "$ref" ? value.string() : nullptr;
      if (reference == nullptr) {
        rewrite_references(value, unit);
        continue;
      }
      if (!reference->starts_with(definitions_prefix)) continue;
      const std::size_t end =
          std::min(reference->find('/', definitions_prefix.size()), reference->size());
      const std::string name =
          reference->substr(definitions_prefix.size(), end - definitions_prefix.size());
      value = reference_to({unit, name}) + reference->substr(end);
    }
  }
}

std::optional<Value::Object> SourceReader::compiled_function(const UnitPointer& unit,
                                                             std::string_view name) {
  std::optional<Schema> schema;
  for_each_function(unit->compiled->root(),
                    [&](std::string_view found, JsonObject function, std::size_t) {
                      if (found != name || schema) return;
                      schema.emplace();
                      if (const auto metadata = member(function, "metadata")) {
                        schema->emplace_back("metadata", to_value(*metadata));
                      }
                      remove_mark(*schema, export_mark);
                    });
  return schema;
}

/// Imported functions are in the template under the name that they have here.
void SourceReader::read_imported_functions(Value::Object& members) {
  for (const Node statement : main_->tree->root().children()) {
    const std::vector<bicep::ImportedName> names = bicep::imported_names(statement);
    const UnitPointer target = names.empty() ? nullptr : imported_unit(main_, statement);
    if (!target) continue;
    for (const bicep::ImportedName& name : names) {
      if (target->compiled) {
        if (auto function = compiled_function(target, name.original)) {
          members.emplace_back(name.known, *std::move(function));
        }
        continue;
      }
      const Declaration* declaration = target->find(name.original);
      if (declaration == nullptr || declaration->statement.kind() != NodeKind::function) continue;
      Schema function;
      decorate(target, declaration->statement, function);
      remove_mark(function, export_mark);
      members.emplace_back(name.known, std::move(function));
    }
  }
}

void SourceReader::read_queue() {
  while (!queue_.empty()) {
    const Symbol symbol = queue_.back();
    queue_.pop_back();
    const std::string name = names_.at(symbol);
    Schema schema;
    if (symbol.unit->compiled) {
      schema = compiled_schema(symbol);
    } else {
      const Node statement = symbol.unit->find(symbol.name)->statement;
      schema = declared_schema(symbol.unit, statement, statement.child(Field::value));
    }
    if (symbol.unit != main_) {
      remove_mark(schema, export_mark);
      Value::Object source{
          {"sourceTemplate", symbol.unit->tree
                                 ? relative_path(parent_path(main_->path), symbol.unit->path)
                                 : symbol.unit->reference}};
      if (name != symbol.name && name != prefix_of(symbol.unit) + "." + symbol.name) {
        source.emplace_back("originalIdentifier", symbol.name);
      }
      add_metadata(schema, import_mark, std::move(source));
    }
    definitions_.emplace_back(name, std::move(schema));
    result_.definitions.emplace(name, SourceTemplate::Origin{symbol.unit, symbol.name});
  }
}

}  // namespace avmdoc

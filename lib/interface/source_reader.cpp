#include "interface/source_reader.hpp"

#include <algorithm>

#include "interface/interface.hpp"
#include "interface/json_text.hpp"
#include "module/source_places.hpp"
#include "source/path.hpp"
#include "template/json_place.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::string_view schema_folder = "https://schema.management.azure.com/schemas/";
constexpr std::string_view roles_variable = "builtInRoleNames";
constexpr std::string_view imported_from = "__bicep_imported_from!";
constexpr std::string_view reference_prefix = "#/definitions/";

std::string_view word_for(NodeKind kind) {
  return kind == NodeKind::function ? "function" : kind == NodeKind::variable ? "variable" : "type";
}

bool has_decorator(Node statement, std::string_view name) {
  for (const Node child : statement.children()) {
    if (child.field() != Field::decorator) continue;
    const auto call = child.child(Field::value);
    const auto found = call ? call->child(Field::name) : std::nullopt;
    if (found && found->text() == name) return true;
  }
  return false;
}

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

/// The schema of templates for the scope that a source names.
std::string schema_of(const bicep::Tree& tree) {
  std::string scope;
  for (const Node statement : tree.root().children()) {
    const auto value = statement.child(Field::value);
    if (statement.kind() != NodeKind::target_scope || !value) continue;
    scope = bicep::string_value(*value).value_or("");
  }
  const std::string_view name =
      scope == "subscription"      ? "2018-05-01/subscriptionDeploymentTemplate.json#"
      : scope == "managementGroup" ? "2019-08-01/managementGroupDeploymentTemplate.json#"
      : scope == "tenant"          ? "2019-08-01/tenantDeploymentTemplate.json#"
                                   : "2019-04-01/deploymentTemplate.json#";
  return std::string(schema_folder).append(name);
}

std::optional<Node> decorator_argument(Node statement, std::string_view name) {
  for (const Node child : statement.children()) {
    if (child.field() != Field::decorator) continue;
    const auto call = child.child(Field::value);
    const auto found = call ? call->child(Field::name) : std::nullopt;
    if (found && found->text() == name) return call->child(Field::argument);
  }
  return std::nullopt;
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

SourceReader::SourceReader(const Library& library, UnitPointer main, Problems problems)
    : library_(library), main_(std::move(main)), problems_(problems) {}

void SourceReader::error(const Unit& unit, Node node, std::string code, std::string message) {
  ++problem_count_;
  if (problems_ == Problems::marked) {
    last_problem_ = std::move(message);
    return;
  }
  Location location{unit.path, node.position(), 0, ""};
  for (const Diagnostic& known : errors_) {
    if (known.location.file == location.file && known.location.position == location.position) {
      return;
    }
  }
  errors_.push_back(
      {Severity::error, std::move(code), std::move(location), std::move(message), ""});
}

void SourceReader::error(const Unit& unit, Node node, const Error& cause) {
  for (const Diagnostic& one : cause.diagnostics()) {
    if (one.location.position.line == 0) {
      error(unit, node, one.code, one.message);
    } else if (problems_ == Problems::marked) {
      error(unit, node, one.code, format(one));
    } else if (std::ranges::none_of(errors_, [&](const Diagnostic& known) {
                 return format(known) == format(one);
               })) {
      errors_.push_back(one);
    }
  }
}

void SourceReader::unknown(const Unit& unit, Node node, std::string what) {
  if (!in_reach_ && problems_ == Problems::thrown) return;
  error(unit, node, "source-unknown",
        "the source alone does not determine " + std::move(what) + "; run: bicep build main.bicep");
}

/// A value, or the mark with the reason why it is not known.
Value SourceReader::marked_value(const UnitPointer& unit, Node expression) {
  const std::size_t before = problem_count_;
  Value result = value(unit, expression);
  if (problems_ == Problems::thrown || problem_count_ == before) return result;
  problem_count_ = before;
  return Value::Object{{std::string(unknown_mark), last_problem_}};
}

std::optional<Value> SourceReader::known_value(Node expression) {
  const std::size_t before = problem_count_;
  Value result = value(main_, expression);
  return problem_count_ == before ? std::optional(std::move(result)) : std::nullopt;
}

UnitPointer SourceReader::imported_unit(const UnitPointer& unit, Node import) {
  const auto path = import.child(Field::path);
  const auto reference = path ? bicep::string_value(*path) : std::nullopt;
  if (!reference) return nullptr;
  try {
    return library_.referenced(unit->path, *reference);
  } catch (const Error& cause) {
    error(*unit, *path, cause);
    return nullptr;
  }
}

std::optional<Symbol> SourceReader::exported(const UnitPointer& unit, const std::string& name,
                                             Node at, const Unit& from, NodeKind kind) {
  if (unit->compiled) {
    const auto is_known = [&] {
      if (kind == NodeKind::type_declaration) return unit->compiled->definition(name).has_value();
      return true;  // not read any further
    };
    if (is_known()) return Symbol{unit, name};
  } else if (const Declaration* declaration = unit->find(name);
             declaration != nullptr && !declaration->import_item) {
    if (declaration->statement.kind() == kind && has_decorator(declaration->statement, "export")) {
      return Symbol{unit, name};
    }
    if (declaration->statement.kind() == kind) {
      error(from, at, "import-not-exported",
            "'" + name + "' is not exported by " + unit->reference + "; add @export() to it");
      return std::nullopt;
    }
  }
  error(from, at, "import-unknown",
        unit->reference + " has no " + std::string(word_for(kind)) + " '" + name + "'");
  return std::nullopt;
}

std::optional<Symbol> SourceReader::resolve(const UnitPointer& unit, Node name, NodeKind kind) {
  const std::string text(name.text());
  const Declaration* declaration = unit->find(text);
  if (declaration == nullptr) {
    error(*unit, name, std::string(word_for(kind)) + "-unknown",
          "there is no " + std::string(word_for(kind)) + " called '" + text + "'");
    return std::nullopt;
  }
  if (!declaration->import_item) {
    if (declaration->statement.kind() == kind) return Symbol{unit, text};
    error(*unit, name, std::string(word_for(kind)) + "-unknown",
          "'" + text + "' is not a " + std::string(word_for(kind)));
    return std::nullopt;
  }
  if (declaration->import_item->kind() != NodeKind::import_item) {
    error(*unit, name, std::string(word_for(kind)) + "-unknown",
          "'" + text + "' names all that a file exports, not a " + std::string(word_for(kind)));
    return std::nullopt;
  }
  const UnitPointer target = imported_unit(unit, declaration->statement);
  const auto original = declaration->import_item->child(Field::name);
  const auto original_name = original ? bicep::name_of(*original) : std::nullopt;
  if (!target || !original_name) return std::nullopt;
  return exported(target, *original_name, *original, *unit, kind);
}

std::optional<Symbol> SourceReader::resolve_wildcard(const UnitPointer& unit, Node base,
                                                     Node name) {
  const auto base_name = base.child(Field::name);
  const std::string text(base_name ? base_name->text() : base.text());
  const Declaration* declaration = unit->find(text);
  if (declaration == nullptr || !declaration->import_item ||
      declaration->import_item->kind() != NodeKind::import_wildcard) {
    error(*unit, base, "name-unknown", "there is nothing called '" + text + "'");
    return std::nullopt;
  }
  const UnitPointer target = imported_unit(unit, declaration->statement);
  if (!target) return std::nullopt;
  const auto parent = name.parent();
  const bool is_call = parent && parent->kind() == NodeKind::member_call;
  return exported(target, std::string(name.text()), name, *unit,
                  is_call ? NodeKind::function : NodeKind::type_declaration);
}

std::string SourceReader::prefix_of(const UnitPointer& unit) {
  const auto [entry, is_new] = prefixes_.try_emplace(unit->path, "");
  if (is_new) entry->second = "_" + std::to_string(prefixes_.size());
  return entry->second;
}

/// The name of a type in the template; the type is put there as well.
std::string SourceReader::definition_name(const Symbol& symbol) {
  auto known = names_.find(symbol);
  if (known == names_.end()) {
    const std::string name =
        symbol.unit == main_ ? symbol.name : prefix_of(symbol.unit) + "." + symbol.name;
    known = names_.emplace(symbol, name).first;
  }
  if (defined_.insert(known->second).second) queue_.push_back(symbol);
  return known->second;
}

/// What is imported by name keeps that name in the template.
void SourceReader::name_imported_types() {
  for (const Node statement : main_->tree->root().children()) {
    if (statement.kind() != NodeKind::import) continue;
    const UnitPointer target = imported_unit(main_, statement);
    const auto list = statement.child(Field::target);
    if (!target || !list || list->kind() != NodeKind::import_list) continue;
    for (const Node item : list->children()) {
      const auto name = item.child(Field::name);
      const auto original = name ? bicep::name_of(*name) : std::nullopt;
      if (!original) continue;
      const auto alias = item.child(Field::alias);
      if (target->compiled) {
        if (!target->compiled->definition(*original)) continue;
      } else {
        const Declaration* declaration = target->find(*original);
        if (declaration == nullptr) {
          error(*main_, *name, "import-unknown", target->reference + " has no '" + *original + "'");
          continue;
        }
        if (declaration->statement.kind() != NodeKind::type_declaration) continue;
      }
      names_.try_emplace({target, *original}, alias ? std::string(alias->text()) : *original);
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
  remove_mark(schema, "__bicep_export!");
  remove_mark(schema, imported_from);
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
      if (!reference->starts_with(reference_prefix)) continue;
      const std::size_t end =
          std::min(reference->find('/', reference_prefix.size()), reference->size());
      const std::string name =
          reference->substr(reference_prefix.size(), end - reference_prefix.size());
      std::string renamed(reference_prefix);
      renamed += pointer_segment(definition_name({unit, name})) + reference->substr(end);
      value = std::move(renamed);
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
      remove_mark(schema, "__bicep_export!");
      Value::Object source{
          {"sourceTemplate", symbol.unit->tree
                                 ? relative_path(parent_path(main_->path), symbol.unit->path)
                                 : symbol.unit->reference}};
      if (name != symbol.name && name != prefix_of(symbol.unit) + "." + symbol.name) {
        source.emplace_back("originalIdentifier", symbol.name);
      }
      add_metadata(schema, imported_from, std::move(source));
    }
    definitions_.emplace_back(name, std::move(schema));
    result_.definitions.emplace(name, SourceTemplate::Origin{symbol.unit, symbol.name});
  }
}

void SourceReader::read_metadata(Value::Object& root) {
  Value::Object metadata;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    const auto content = statement.child(Field::value);
    if (statement.kind() != NodeKind::metadata || !name || !content) continue;
    metadata.emplace_back(std::string(name->text()), marked_value(main_, *content));
  }
  Value::Array exported;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::variable || !name || !has_decorator(statement, "export")) {
      continue;
    }
    Value::Object variable{{"name", std::string(name->text())}};
    if (const auto text = decorator_argument(statement, "description")) {
      variable.emplace_back("description", marked_value(main_, *text));
    }
    exported.emplace_back(std::move(variable));
  }
  if (!exported.empty()) metadata.emplace_back("__bicep_exported_variables!", std::move(exported));
  if (!metadata.empty()) root.emplace_back("metadata", std::move(metadata));
}

void SourceReader::read_parameters(Value::Object& root) {
  Value::Object parameters;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::parameter || !name) continue;
    Schema schema = declared_schema(main_, statement, statement.child(Field::type));
    if (const auto content = statement.child(Field::value)) {
      schema.emplace_back("defaultValue", marked_value(main_, *content));
    }
    parameters.emplace_back(std::string(name->text()), std::move(schema));
  }
  if (!parameters.empty()) root.emplace_back("parameters", std::move(parameters));
}

void SourceReader::read_outputs(Value::Object& root) {
  Value::Object outputs;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::output || !name) continue;
    outputs.emplace_back(std::string(name->text()),
                         declared_schema(main_, statement, statement.child(Field::type)));
  }
  if (!outputs.empty()) root.emplace_back("outputs", std::move(outputs));
}

/// All variables for a comparison; for a README those that are exported and the names of roles.
void SourceReader::read_variables(Value::Object& root) {
  Value::Object variables;
  bool exported = false;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    const auto content = statement.child(Field::value);
    if (statement.kind() != NodeKind::variable || !name || !content) continue;
    if (problems_ == Problems::marked) {
      variables.emplace_back(std::string(name->text()), marked_value(main_, *content));
      continue;
    }
    const bool is_exported = has_decorator(statement, "export");
    exported = exported || is_exported;
    if (!is_exported && name->text() != roles_variable) continue;
    // A README shows the kind of its value at most.
    const std::size_t count = errors_.size();
    variables.emplace_back(std::string(name->text()), value(main_, *content));
    errors_.resize(count);
  }
  if (problems_ == Problems::thrown && !exported) return;
  if (!variables.empty()) root.emplace_back("variables", std::move(variables));
}

void SourceReader::read_functions(Value::Object& root) {
  Value::Object members;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    const auto body = statement.child(Field::body);
    if (statement.kind() != NodeKind::function || !name || !body) continue;
    Value::Array parameters;
    for (const Node variable : body->children()) {
      const auto variable_name = variable.child(Field::name);
      if (variable.field() != Field::variable || !variable_name) continue;
      Schema schema = declared_schema(main_, variable, variable.child(Field::type));
      schema.emplace_back("name", std::string(variable_name->text()));
      parameters.emplace_back(std::move(schema));
    }
    Schema function{{"parameters", std::move(parameters)},
                    {"output", declared_schema(main_, *body, body->child(Field::type))}};
    decorate(main_, statement, function);
    members.emplace_back(std::string(name->text()), std::move(function));
  }
  // Imported functions are in the template under the name that they have here.
  for (const Node statement : main_->tree->root().children()) {
    const auto list = statement.child(Field::target);
    if (statement.kind() != NodeKind::import || !list || list->kind() != NodeKind::import_list) {
      continue;
    }
    const UnitPointer target = imported_unit(main_, statement);
    if (!target) continue;
    for (const Node item : list->children()) {
      const auto name = item.child(Field::name);
      const auto original = name ? bicep::name_of(*name) : std::nullopt;
      if (!original) continue;
      const auto alias = item.child(Field::alias);
      const std::string known(alias ? std::string(alias->text()) : *original);
      if (target->compiled) {
        if (auto function = compiled_function(target, *original)) {
          members.emplace_back(known, *std::move(function));
        }
        continue;
      }
      const Declaration* declaration = target->find(*original);
      if (declaration == nullptr || declaration->statement.kind() != NodeKind::function) continue;
      Schema function;
      decorate(target, declaration->statement, function);
      remove_mark(function, "__bicep_export!");
      members.emplace_back(known, std::move(function));
    }
  }
  if (members.empty()) return;
  root.emplace_back("functions", Value::Array{Value::Object{{"namespace", "__bicep"},
                                                            {"members", std::move(members)}}});
}

std::optional<Value::Object> SourceReader::compiled_function(const UnitPointer& unit,
                                                             std::string_view name) {
  const auto spaces = member(unit->compiled->root(), "functions");
  if (!spaces || !spaces->is_array()) return std::nullopt;
  for (const Json space : simdjson::dom::array(*spaces)) {
    if (!space.is_object()) continue;
    const auto members = object_member(JsonObject(space), "members");
    const auto found = members ? object_member(*members, name) : std::nullopt;
    if (!found) continue;
    Schema schema;
    if (const auto metadata = member(*found, "metadata")) {
      schema.emplace_back("metadata", to_value(*metadata));
    }
    remove_mark(schema, "__bicep_export!");
    return schema;
  }
  return std::nullopt;
}

SourceTemplate SourceReader::read() {
  Value::Object root{{"$schema", schema_of(*main_->tree)}, {"contentVersion", "1.0.0.0"}};
  name_imported_types();
  if (problems_ == Problems::marked && problem_count_ > 0) {
    root.emplace_back(std::string(unknown_mark), last_problem_);
  }
  read_metadata(root);
  read_parameters(root);
  read_outputs(root);
  read_functions(root);
  read_queue();
  in_reach_ = false;
  for (const Node statement : main_->tree->root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::type_declaration || !name) continue;
    static_cast<void>(definition_name({main_, std::string(name->text())}));
  }
  read_queue();
  if (!definitions_.empty()) root.emplace_back("definitions", std::move(definitions_));
  if (problems_ == Problems::marked) {
    read_variables(root);
    append_json(root, result_.json);
    result_.json.back() = ',';
    result_.json += read_own_deployments(library_, *main_) + "}";
    return std::move(result_);
  }
  read_variables(root);
  std::vector<std::string> open;
  const auto deployments = read_deployments(library_, *main_, open);
  errors_.insert(errors_.end(), deployments->errors.begin(), deployments->errors.end());
  if (!errors_.empty()) throw Error(std::move(errors_));
  append_json(root, result_.json);
  result_.json.back() = ',';
  result_.json += deployments->json + "}";
  return std::move(result_);
}

SourceTemplate read_source(const Library& library, const UnitPointer& unit) {
  return SourceReader(library, unit).read();
}

SourceTemplate read_own_source(const Library& library, const UnitPointer& unit) {
  return SourceReader(library, unit, SourceReader::Problems::marked).read();
}

SourceDeclaration declaration_in_source(const SourceTemplate& source, const UnitPointer& unit,
                                        std::string_view pointer) {
  constexpr std::string_view prefix = "/definitions/";
  SourceDeclaration result{unit, std::string(pointer)};
  if (pointer.starts_with(prefix)) {
    const std::size_t end = std::min(pointer.find('/', prefix.size()), pointer.size());
    const std::string_view name = pointer.substr(prefix.size(), end - prefix.size());
    if (const auto found = source.definitions.find(name); found != source.definitions.end()) {
      result.unit = found->second.unit;
      result.pointer = std::string(prefix) + pointer_segment(found->second.name) +
                       std::string(pointer.substr(end));
    }
  }
  return result;
}

}  // namespace avmdoc

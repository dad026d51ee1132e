#include "interface/source_reader.hpp"

#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/interface.hpp"
#include "interface/json_text.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::string_view schema_folder = "https://schema.management.azure.com/schemas/";
constexpr std::string_view roles_variable = "builtInRoleNames";

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

}  // namespace

SourceReader::SourceReader(const Library& library, UnitPointer main, Problems problems)
    : library_(library), main_(std::move(main)), problems_(problems) {}

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
    if (statement.kind() != NodeKind::variable || !name || !bicep::decorator(statement, "export")) {
      continue;
    }
    Value::Object variable{{"name", std::string(name->text())}};
    if (const auto text = bicep::decorator_argument(statement, "description")) {
      variable.emplace_back("description", marked_value(main_, *text));
    }
    exported.emplace_back(std::move(variable));
  }
  if (!exported.empty())
    metadata.emplace_back(std::string(exported_variables_mark), std::move(exported));
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
    const bool is_exported = bicep::decorator(statement, "export").has_value();
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
  read_imported_functions(members);
  if (members.empty()) return;
  root.emplace_back("functions",
                    Value::Array{Value::Object{{"namespace", std::string(function_space)},
                                               {"members", std::move(members)}}});
}

SourceTemplate SourceReader::read() {
  Value::Object root{{"$schema", schema_of(*main_->tree)}, {"contentVersion", "1.0.0.0"}};
  if (problems_ == Problems::thrown) errors_ = main_->errors;
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
  refuse_cycles();
  read_variables(root);
  std::vector<std::string> open;
  const auto deployments = read_deployments(library_, *main_, open);
  errors_.insert(errors_.end(), deployments->errors.begin(), deployments->errors.end());
  if (!errors_.empty()) throw Error(std::move(errors_));
  if (!earlier_imports_.empty()) {
    root.emplace_back(std::string(earlier_imports_mark),
                      Value::Array(earlier_imports_.begin(), earlier_imports_.end()));
  }
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

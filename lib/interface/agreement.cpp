#include "interface/agreement.hpp"

#include <algorithm>
#include <optional>

#include "interface/literal.hpp"
#include "interface/source_reader.hpp"
#include "interface/template_words.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Looks members up that mostly come in the order that they are asked for.
class OrderedMembers {
 public:
  explicit OrderedMembers(std::optional<JsonObject> object) : object_(object) {
    if (object_) next_ = object_->begin();
  }
  std::optional<JsonObject> find(std::string_view name) {
    if (!object_) return std::nullopt;
    const bool in_order = next_ != object_->end() && next_.key() == name;
    const std::optional<Json> found =
        in_order ? std::optional<Json>(next_.value()) : member(*object_, name);
    if (in_order) ++next_;
    if (!found || !found->is_object()) return std::nullopt;
    return JsonObject(*found);
  }

 private:
  std::optional<JsonObject> object_;
  JsonObject::iterator next_;
};

bool is_true(std::optional<Json> json) { return json && json->is_bool() && bool(*json); }
bool is_false(std::optional<Json> json) { return json && json->is_bool() && !bool(*json); }

std::size_t size_of(std::optional<JsonObject> object) { return object ? object->size() : 0; }

/// The members of metadata that are not the compiler's.
std::size_t own_members(std::optional<JsonObject> metadata) {
  std::size_t count = 0;
  if (!metadata) return count;
  for (const auto [key, value] : *metadata) count += key.starts_with(own_marks) ? 0U : 1U;
  return count;
}

struct Import {
  std::string_view module;
  std::string_view name;  ///< what it is called there
};

std::optional<Import> import_of(std::string_view name, JsonObject definition) {
  const auto metadata = object_member(definition, "metadata");
  const auto from = metadata ? object_member(*metadata, "__bicep_imported_from!") : std::nullopt;
  if (!from) return std::nullopt;
  // What another import brings along has a name such as `_1.lockType`.
  const std::size_t dot = name.starts_with('_') ? name.find('.') : std::string_view::npos;
  return Import{string_member(*from, "sourceTemplate").value_or(""),
                string_member(*from, "originalIdentifier")
                    .value_or(name.substr(dot == std::string_view::npos ? 0 : dot + 1))};
}

bool same_value(const Value& value, Json json) { return value == to_value(json); }

class Agreement {
 public:
  /// `main` is the source of the template; `unit` may be another one, whose types it imports.
  Agreement(const Library& library, const UnitPointer& main, const UnitPointer& unit,
            JsonObject root)
      : library_(library), main_(main), unit_(unit), root_(root) {}

  bool whole() {
    return scope() && metadata() && imports() && definitions() &&
           declarations(NodeKind::parameter, "parameters") && variables() && functions() &&
           resources() && declarations(NodeKind::output, "outputs");
  }

 private:
  /// What may be one of the literals.
  enum class LiteralsOf : std::uint8_t { value, array };
  struct Decorators {
    bool secure = false;
    bool allowed = false;
    bool sealed = false;
    std::optional<Node> discriminator;
  };

  [[nodiscard]] Node::Children statements() const { return unit_->tree->root().children(); }
  bool same(Node value, Json json);
  [[nodiscard]] bool scope() const;
  bool metadata();
  bool imports();
  bool imported(std::string_view name, JsonObject definition, bool has_local_imports);
  [[nodiscard]] bool is_import(std::string_view name, JsonObject definition, Node import,
                               std::string_view original) const;
  [[nodiscard]] std::string file_of(std::string_view module) const;
  bool definitions();
  bool declarations(NodeKind kind, std::string_view section);
  bool declaration(Node statement, std::optional<Node> type, const Members& schema);
  std::optional<Decorators> decorators(Node declaration, const Members& schema);
  bool type(Node type, const Members& schema, const Decorators& decorators);
  bool shape(Node type, const Members& schema, const Decorators& decorators);
  bool named(std::string_view name, const Members& schema, const Decorators& decorators) const;
  bool object(Node type, const Members& schema, const Decorators& decorators);
  static bool literals(Node type, const Members& schema, LiteralsOf of);
  bool variants(Node type, const Members& schema, Node discriminator) const;
  static bool resource_property(Node type, const Members& schema);
  bool variables();
  bool functions();
  bool resources() const;
  [[nodiscard]] bool symbolic(JsonObject resources) const;
  [[nodiscard]] bool listed(simdjson::dom::array resources) const;
  template <typename Visit>
  static bool each_resource(Node parent, const std::string& key, std::string_view type,
                            std::string_view version, const Visit& visit);

  const Library& library_;
  const UnitPointer& main_;
  const UnitPointer& unit_;
  JsonObject root_;
  std::optional<SourceReader> reader_;
};

/// Literals are compared as they are; of other expressions the compiler's text is made.
bool Agreement::same(Node value, Json json) {
  const Match match = match_literal(value, json);
  if (match != Match::unknown) return match == Match::equal;
  if (!reader_) reader_.emplace(library_, unit_, SourceReader::Problems::marked);
  const auto known = reader_->known_value(value);
  return known && same_value(*known, json);
}

bool Agreement::scope() const {
  std::string_view schema = string_member(root_, "$schema").value_or("");
  if (schema.ends_with('#')) schema.remove_suffix(1);
  schema = schema.substr(schema.rfind('/') + 1);
  const std::string_view compiled = schema == "subscriptionDeploymentTemplate.json" ? "subscription"
                                    : schema == "managementGroupDeploymentTemplate.json"
                                        ? "managementGroup"
                                    : schema == "tenantDeploymentTemplate.json" ? "tenant"
                                                                                : "resourceGroup";
  std::optional<Node> value;
  for (const Node statement : statements()) {
    if (statement.kind() == NodeKind::target_scope) value = statement.child(Field::value);
  }
  return value ? match_string(*value, compiled) == Match::equal : compiled == "resourceGroup";
}

bool Agreement::metadata() {
  const auto compiled = object_member(root_, "metadata");
  std::size_t count = 0;
  for (const Node statement : statements()) {
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    if (statement.kind() != NodeKind::metadata || !name || !value) continue;
    const auto found = compiled ? member(*compiled, name->text()) : std::nullopt;
    if (!found || !same(*value, *found)) return false;
    ++count;
  }
  std::size_t others = 0;
  if (!compiled) return count == 0;
  for (const auto [key, value] : *compiled) others += key.starts_with('_') ? 0U : 1U;
  return count == others;
}

/// Types that are imported by name come from the same version of a module of a registry, or say the
/// same in the file.
bool Agreement::imports() {
  bool has_local = false;
  std::size_t count = 0;
  const auto compiled = object_member(root_, "definitions");
  for (const Node statement : statements()) {
    if (statement.kind() != NodeKind::import) continue;
    const auto path = statement.child(Field::path);
    const auto list = statement.child(Field::target);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!text || !list || list->kind() != NodeKind::import_list) return false;
    has_local = has_local || text->find(':') == std::string::npos;
    for (const Node item : list->children()) {
      const auto name = item.child(Field::name);
      const auto original = name ? bicep::name_of(*name) : std::nullopt;
      if (!original) return false;
      const auto alias = item.child(Field::alias);
      const std::string known(alias ? std::string(alias->text()) : *original);
      const auto definition = compiled ? object_member(*compiled, known) : std::nullopt;
      if (!definition) continue;  // not used, or no type
      if (!is_import(known, *definition, statement, *original)) return false;
      ++count;
    }
  }
  if (!compiled) return true;
  for (const auto [name, definition] : *compiled) {
    if (!definition.is_object()) return false;
    if (!import_of(name, JsonObject(definition))) continue;
    if (!imported(name, JsonObject(definition), has_local)) return false;
    if (!name.starts_with('_')) --count;
  }
  return count == 0;
}

/// Whether a definition is what an import statement of the unit takes from a module under a name.
bool Agreement::is_import(std::string_view name, JsonObject definition, Node import,
                          std::string_view original) const {
  const auto from = import_of(name, definition);
  const auto path = import.child(Field::path);
  const auto text = path ? bicep::string_value(*path) : std::nullopt;
  if (!from || !text || from->name != original) return false;
  if (const auto module = library_.remote(unit_->path, *text)) {
    return module->reference == from->module;
  }
  return file_of(from->module) == normal_path(join_path(parent_path(unit_->path), *text));
}

std::string Agreement::file_of(std::string_view module) const {
  return normal_path(join_path(parent_path(main_->path), module));
}

/// Whether an imported type is what its module has.
bool Agreement::imported(std::string_view name, JsonObject definition, bool has_local_imports) {
  const auto from = import_of(name, definition);
  if (from->module.find(':') != std::string_view::npos) {
    if (has_local_imports) return true;  // what refers to it is looked at
    return std::ranges::any_of(statements(), [&](Node statement) {
      const auto path = statement.child(Field::path);
      const auto text = path ? bicep::string_value(*path) : std::nullopt;
      if (statement.kind() != NodeKind::import || !text) return false;
      const auto module = library_.remote(unit_->path, *text);
      return module && module->reference == from->module;
    });
  }
  try {
    const UnitPointer other = library_.source(file_of(from->module));
    const Declaration* declared = other->find(from->name);
    if (declared == nullptr || declared->import_item ||
        declared->statement.kind() != NodeKind::type_declaration) {
      return false;
    }
    return Agreement(library_, main_, other, root_)
        .declaration(declared->statement, declared->statement.child(Field::value),
                     Members(definition));
  } catch (const Error&) {
    return false;
  }
}

bool Agreement::definitions() {
  if (!declarations(NodeKind::type_declaration, "definitions")) return false;
  const auto compiled = object_member(root_, "definitions");
  if (!compiled) return true;
  for (const auto [name, definition] : *compiled) {
    const Declaration* declaration = unit_->find(name);
    if (name.starts_with('_')) continue;
    // The imported ones have been looked at.
    if (declaration == nullptr) return false;
    if (!declaration->import_item && declaration->statement.kind() != NodeKind::type_declaration) {
      return false;
    }
  }
  return true;
}

bool Agreement::declarations(NodeKind kind, std::string_view section) {
  const auto compiled = object_member(root_, section);
  OrderedMembers members(compiled);
  std::size_t count = 0;
  for (const Node statement : statements()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != kind || !name) continue;
    const auto found = members.find(name->text());
    if (!found) return false;
    ++count;
    const Members schema(*found);
    const bool is_type = kind == NodeKind::type_declaration;
    if (!declaration(statement, statement.child(is_type ? Field::value : Field::type), schema)) {
      return false;
    }
    if (kind != NodeKind::parameter) continue;
    const auto value = statement.child(Field::value);
    const auto compiled_value = member(schema, "defaultValue");
    if (value.has_value() != compiled_value.has_value()) return false;
    if (value && !same(*value, *compiled_value)) return false;
  }
  return kind == NodeKind::type_declaration || count == size_of(compiled);
}

bool Agreement::declaration(Node statement, std::optional<Node> of_type, const Members& schema) {
  const auto found = decorators(statement, schema);
  return found && of_type && type(*of_type, schema, *found);
}

/// What the decorators say; nothing where the schema says something else.
std::optional<Agreement::Decorators> Agreement::decorators(Node declaration,
                                                           const Members& schema) {
  Decorators result;
  const auto metadata = object_member(schema, "metadata");
  std::size_t limits = 0;
  std::size_t described = 0;
  bool exported = false;
  for (const Node child : declaration.children()) {
    if (child.field() != Field::decorator) break;
    const auto call = child.child(Field::value);
    const auto called = call ? call->child(Field::name) : std::nullopt;
    if (!called) return std::nullopt;
    const std::string_view name = called->text();
    const auto argument = call->child(Field::argument);
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
      for (const Node item : argument->children()) {
        const auto key = bicep::name_of(item);
        const auto value = item.child(Field::value);
        if (!key || !value || *key == "description") return std::nullopt;
        const auto compiled = metadata ? member(*metadata, *key) : std::nullopt;
        if (!compiled || !same(*value, *compiled)) return std::nullopt;
        ++described;
      }
    } else if (name == "allowed") {
      const auto values = member(schema, "allowedValues");
      if (declaration.kind() != NodeKind::parameter || !values || !same(*argument, *values)) {
        return std::nullopt;
      }
      result.allowed = true;
    } else if (name == "minValue" || name == "maxValue" || name == "minLength" ||
               name == "maxLength") {
      const auto value = member(schema, name);
      if (!value || !same(*argument, *value)) return std::nullopt;
      ++limits;
    }
  }
  if (described != own_members(metadata)) return std::nullopt;
  const bool was_exported = metadata && is_true(member(*metadata, "__bicep_export!"));
  if (unit_ == main_ && exported != was_exported) return std::nullopt;
  for (const std::string_view key : {"minValue", "maxValue", "minLength", "maxLength"}) {
    if (has_member(schema, key) && limits-- == 0) return std::nullopt;
  }
  return limits == 0 ? std::optional(result) : std::nullopt;
}

bool Agreement::type(Node type, const Members& schema, const Decorators& decorators) {
  type = without_parentheses(type);
  bool nullable = false;
  if (type.kind() == NodeKind::type_nullable) {
    nullable = true;
    const auto base = type.child(Field::base);
    if (!base) return false;
    type = without_parentheses(*base);
  }
  if (type.kind() == NodeKind::type_union) {
    for (const Node item : type.children()) {
      nullable = nullable || item.kind() == NodeKind::null ||
                 without_parentheses(item).kind() == NodeKind::type_nullable;
    }
  }
  const auto compiled = member(schema, "nullable");
  if (nullable ? !is_true(compiled) : compiled.has_value()) return false;
  return shape(type, schema, decorators);
}

bool Agreement::shape(Node type, const Members& schema, const Decorators& decorators) {
  const auto is_plain = [&](std::string_view kind) {
    return equal_ignoring_case(string_member(schema, "type").value_or(""), kind) &&
           !has_member(schema, "$ref") && !has_member(schema, "discriminator") &&
           !has_member(schema, "prefixItems");
  };
  const bool lists_values = has_member(schema, "allowedValues");
  switch (type.kind()) {
    case NodeKind::type_name:
      return named(type.text(), schema, decorators);
    case NodeKind::type_array: {
      const auto base = type.child(Field::base);
      if (!base || !is_plain("array") || has_member(schema, "additionalProperties")) return false;
      const Node element = without_parentheses(*base);
      if (element.kind() == NodeKind::type_union || element.kind() == NodeKind::string) {
        for (const Node item : element.children()) {
          if (without_parentheses(item).kind() == NodeKind::type_nullable) return false;
        }
        return !has_member(schema, "items") && literals(element, schema, LiteralsOf::array);
      }
      const auto items = object_member(schema, "items");
      return items && lists_values == decorators.allowed &&
             this->type(*base, Members(*items), Decorators());
    }
    case NodeKind::type_object:
      return is_plain(decorators.secure ? "secureObject" : "object") && !lists_values &&
             object(type, schema, decorators);
    case NodeKind::type_union:
      if (decorators.discriminator) return variants(type, schema, *decorators.discriminator);
      return literals(type, schema, LiteralsOf::value);
    case NodeKind::string:
      return literals(type, schema, LiteralsOf::value);
    case NodeKind::type_member:
    case NodeKind::type_index:
      return resource_property(type, schema);
    default:
      return false;
  }
}

bool Agreement::named(std::string_view name, const Members& schema,
                      const Decorators& decorators) const {
  const auto reference = string_member(schema, "$ref");
  if (const Declaration* declared = unit_->find(name)) {
    if (!reference || !reference->starts_with(definitions_prefix)) return false;
    const std::string_view referred = reference->substr(definitions_prefix.size());
    if (unit_ == main_) return referred == name;
    const auto definitions = object_member(root_, "definitions");
    const auto definition = definitions ? object_member(*definitions, referred) : std::nullopt;
    if (!definition) return false;
    if (declared->import_item) {
      const auto original = declared->import_item->child(Field::name);
      return original && is_import(referred, *definition, declared->statement, original->text());
    }
    const auto from = import_of(referred, *definition);
    return from && from->name == name && file_of(from->module) == unit_->path;
  }
  for (const std::string_view known : {"string", "int", "bool", "object", "array"}) {
    if (name != known) continue;
    std::string_view wanted = known;
    if (decorators.secure && wanted == "string") wanted = "securestring";
    if (decorators.secure && wanted == "object") wanted = "secureObject";
    const auto metadata = object_member(schema, "metadata");
    const auto additional = member(schema, "additionalProperties");
    return equal_ignoring_case(string_member(schema, "type").value_or(""), wanted) && !reference &&
           has_member(schema, "allowedValues") == decorators.allowed &&
           (decorators.sealed ? is_false(additional) : !additional) &&
           !has_member(schema, "items") && !has_member(schema, "properties") &&
           !has_member(schema, "prefixItems") && !has_member(schema, "discriminator") &&
           !(metadata && has_member(*metadata, "__bicep_resource_derived_type!"));
  }
  return false;
}

bool Agreement::object(Node type, const Members& schema, const Decorators& decorators) {
  const auto properties = object_member(schema, "properties");
  const auto additional = member(schema, "additionalProperties");
  OrderedMembers members(properties);
  std::size_t count = 0;
  bool any = false;
  for (const Node item : type.children()) {
    if (item.kind() == NodeKind::type_any_property) {
      any = true;
      if (!additional || !additional->is_object() ||
          !declaration(item, item.child(Field::value), Members(JsonObject(*additional)))) {
        return false;
      }
      continue;
    }
    const auto key = item.child(Field::key);
    if (item.kind() != NodeKind::type_property) continue;
    if (!key) return false;
    std::string decoded;
    std::string_view name = key->text();
    if (key->kind() == NodeKind::string) name = decoded = bicep::string_value(*key).value_or("");
    const auto found = members.find(name);
    if (!found || !declaration(item, item.child(Field::value), Members(*found))) return false;
    ++count;
  }
  if (count != size_of(properties)) return false;
  return any || (decorators.sealed ? is_false(additional) : !additional);
}

/// A union of literals, or one.
bool Agreement::literals(Node type, const Members& schema, LiteralsOf of) {
  const bool is_array = string_member(schema, "type") == "array";
  if (is_array != (of == LiteralsOf::array)) return false;
  const auto found = member(schema, "allowedValues");
  simdjson::dom::array values;
  if (!found || found->get(values) != simdjson::SUCCESS || has_member(schema, "$ref")) return false;
  std::size_t count = 0;
  const auto is_listed = [&](Node item) {
    item = without_parentheses(item);
    if (item.kind() == NodeKind::type_nullable && type.kind() == NodeKind::type_union) {
      item = without_parentheses(item.child(Field::base).value_or(item));
    }
    if (item.kind() == NodeKind::null) return type.kind() == NodeKind::type_union;
    if (item.kind() != NodeKind::string && item.kind() != NodeKind::number &&
        item.kind() != NodeKind::boolean) {
      return false;
    }
    ++count;
    return std::ranges::any_of(
        values, [&](Json value) { return match_literal(item, value) == Match::equal; });
  };
  if (type.kind() != NodeKind::type_union) return is_listed(type) && values.size() == 1;
  for (const Node item : type.children()) {
    if (!is_listed(item)) return false;
  }
  return count == values.size() && !has_member(schema, "discriminator");
}

/// Each variant is a type with a name, whose key is in its own declaration.
bool Agreement::variants(Node type, const Members& schema, Node discriminator) const {
  const auto compiled = object_member(schema, "discriminator");
  const auto property = compiled ? string_member(*compiled, "propertyName") : std::nullopt;
  const auto mapping = compiled ? object_member(*compiled, "mapping") : std::nullopt;
  if (!property || !mapping || match_string(discriminator, *property) != Match::equal) return false;
  std::size_t count = 0;
  for (const Node item : type.children()) {
    const Node one = without_parentheses(item);
    if (one.kind() == NodeKind::null) continue;
    if (one.kind() != NodeKind::type_name || unit_->find(one.text()) == nullptr) return false;
    ++count;
    bool found = false;
    for (const auto [key, variant] : *mapping) {
      if (!variant.is_object()) return false;
      const auto reference = string_member(JsonObject(variant), "$ref");
      found = found || (reference && reference->starts_with(definitions_prefix) &&
                        reference->substr(definitions_prefix.size()) == one.text());
    }
    if (!found) return false;
  }
  return count == mapping->size();
}

/// `resourceInput<'…'>.properties.tags`
bool Agreement::resource_property(Node type, const Members& schema) {
  std::string steps;
  std::optional<Node> at = type;
  while (at && (at->kind() == NodeKind::type_member || at->kind() == NodeKind::type_index)) {
    std::string step;
    if (at->kind() == NodeKind::type_member) {
      const auto name = at->child(Field::name);
      step = name ? "properties/" + std::string(name->text()) : "additionalProperties";
    } else if (at->child(Field::index)) {
      return false;
    } else {
      step = "items";
    }
    steps = steps.empty() ? step : step + "/" + steps;
    at = at->child(Field::base);
  }
  if (!at || at->kind() != NodeKind::type_generic) return false;
  const auto name = at->child(Field::name);
  const auto argument = at->child(Field::argument);
  const auto resource = argument ? bicep::string_value(*argument) : std::nullopt;
  const auto metadata = object_member(schema, "metadata");
  const auto mark =
      metadata ? object_member(*metadata, "__bicep_resource_derived_type!") : std::nullopt;
  if (!name || !resource || !mark) return false;
  return equal_ignoring_case(string_member(*mark, "source").value_or(""), *resource + "#" + steps);
}

/// The names of an object are compared and its literals; expressions only where they are exported.
bool Agreement::variables() {
  const auto compiled = object_member(root_, "variables");
  const auto metadata = object_member(root_, "metadata");
  const auto exported = metadata ? member(*metadata, "__bicep_exported_variables!") : std::nullopt;
  if (exported) return false;
  for (const Node statement : statements()) {
    if (statement.kind() != NodeKind::variable) continue;
    for (const Node child : statement.children()) {
      if (child.field() == Field::decorator && child.text().find("export") != std::string::npos) {
        return false;
      }
    }
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    const auto found = name && compiled ? member(*compiled, name->text()) : std::nullopt;
    if (found && value && match_literal(*value, *found) == Match::different) return false;
  }
  return true;
}

bool Agreement::functions() {
  std::optional<JsonObject> members;
  simdjson::dom::array spaces;
  if (root_.at_key("functions").get(spaces) == simdjson::SUCCESS) {
    for (const Json space : spaces) {
      if (space.is_object() && string_member(JsonObject(space), "namespace") == "__bicep") {
        members = object_member(JsonObject(space), "members");
      }
    }
  }
  if (size_of(members) > 0) return false;  // there are few modules with functions
  return std::ranges::none_of(
      statements(), [](Node statement) { return statement.kind() == NodeKind::function; });
}

/// Calls `visit(key, type, version, statement)` for the resources of the file, nested ones too,
/// until it gives false.
template <typename Visit>
bool Agreement::each_resource(Node parent, const std::string& key, std::string_view type,
                              std::string_view version, const Visit& visit) {
  for (const Node child : parent.children()) {
    const NodeKind kind = child.kind();
    if (kind != NodeKind::resource) {
      // The body of a resource may stand behind conditions and loops.
      const bool body =
          kind == NodeKind::object || kind == NodeKind::if_condition || kind == NodeKind::for_loop;
      if (body && child.field() == Field::body &&
          !each_resource(child, key, type, version, visit)) {
        return false;
      }
      continue;
    }
    const auto name = child.child(Field::name);
    const auto path = child.child(Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!name || !text) return false;
    const std::size_t at = std::min(text->find('@'), text->size());
    std::string own_type = text->substr(0, at);
    if (!type.empty()) own_type = std::string(type) + "/" + own_type;
    std::string own_version(version);
    if (at < text->size()) own_version = text->substr(at + 1);
    std::string own_key = key.empty() ? std::string() : key + "::";
    own_key += name->text();
    if (!visit(own_key, own_type, own_version, child)) return false;
    if (!each_resource(child, own_key, own_type, own_version, visit)) return false;
  }
  return true;
}

bool Agreement::resources() const {
  const auto found = member(root_, "resources");
  if (found && found->is_object()) return symbolic(JsonObject(*found));
  return found && found->is_array() && listed(simdjson::dom::array(*found));
}

/// With symbolic names: each declaration has its entry.
bool Agreement::symbolic(JsonObject resources) const {
  OrderedMembers members{std::optional(resources)};
  std::size_t count = 0;
  const bool agree = each_resource(
      unit_->tree->root(), "", "", "",
      [&](const std::string& key, std::string_view type, std::string_view version, Node statement) {
        const auto found = members.find(key);
        if (!found) return statement.has_keyword("existing");
        ++count;
        return equal_ignoring_case(string_member(*found, "type").value_or(""), type) &&
               string_member(*found, "apiVersion") == version;
      });
  if (!agree) return false;
  for (const Node statement : statements()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::module || !name) continue;
    const auto found = members.find(name->text());
    if (!found || !equal_ignoring_case(string_member(*found, "type").value_or(""),
                                       "Microsoft.Resources/deployments")) {
      return false;
    }
    ++count;
  }
  return count == resources.size();
}

/// Without symbolic names: there are as many of each type and version.
bool Agreement::listed(simdjson::dom::array resources) const {
  std::vector<std::pair<std::string, std::string>> expected;
  const bool read = each_resource(
      unit_->tree->root(), "", "", "",
      [&](const std::string&, std::string_view type, std::string_view version, Node statement) {
        if (!statement.has_keyword("existing")) expected.emplace_back(type, version);
        return true;
      });
  if (!read) return false;
  std::size_t modules = 0;
  for (const Node statement : statements()) {
    if (statement.kind() == NodeKind::module) ++modules;
  }
  for (const Json entry : resources) {
    if (!entry.is_object()) return false;
    const JsonObject resource(entry);
    if (has_member(resource, "import") || has_member(resource, "extension")) return false;
    const std::string_view type = string_member(resource, "type").value_or("");
    const std::string_view version = string_member(resource, "apiVersion").value_or("");
    const auto found = std::ranges::find_if(expected, [&](const auto& one) {
      return one.second == version && equal_ignoring_case(one.first, type);
    });
    if (found != expected.end()) {
      expected.erase(found);
    } else if (equal_ignoring_case(type, "Microsoft.Resources/deployments") && modules > 0) {
      --modules;
    } else {
      return false;
    }
  }
  return expected.empty() && modules == 0;
}

}  // namespace

bool certainly_agrees(const Library& library, const UnitPointer& unit, JsonObject compiled) {
  return Agreement(library, unit, unit, compiled).whole();
}

}  // namespace avmdoc

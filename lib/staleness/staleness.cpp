#include "staleness/staleness.hpp"

#include <algorithm>

#include "source/path.hpp"
#include "staleness/declared_type.hpp"
#include "staleness/literal.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::string_view deployments = "Microsoft.Resources/deployments";
constexpr std::size_t max_nesting = 32;

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
  /// Calls `visit` with the names that no declaration has.
  template <typename IsDeclared, typename Visit>
  void for_each_other(std::size_t found, IsDeclared is_declared, Visit visit) const {
    if (!object_ || object_->size() <= found) return;
    for (const auto [name, value] : *object_) {
      if (!is_declared(name)) visit(name, value);
    }
  }

 private:
  std::optional<JsonObject> object_;
  JsonObject::iterator next_;
};

std::optional<std::string_view> imported_from(Json value) {
  if (!value.is_object()) return std::nullopt;
  const auto metadata = object_member(JsonObject(value), "metadata");
  const auto mark = metadata ? object_member(*metadata, "__bicep_imported_from!") : std::nullopt;
  return mark ? string_member(*mark, "sourceTemplate") : std::nullopt;
}

using Declaration = std::pair<std::string_view, NodeKind>;

std::vector<Declaration> declarations_of(const bicep::Tree& tree) {
  std::vector<Declaration> result;
  for (const Node statement : tree.root().children()) {
    if (const auto name = statement.child(Field::name)) {
      result.emplace_back(name->text(), statement.kind());
    }
  }
  std::ranges::sort(result);
  return result;
}

/// One template, or nested template, against one file.
class Comparison {
 public:
  Comparison(JsonObject root, const Sources& sources, const std::string& path,
             const bicep::Tree& tree, std::vector<Staleness>& found, std::size_t depth)
      : root_(root),
        sources_(sources),
        path_(path),
        tree_(tree),
        found_(found),
        depth_(depth),
        whole_(tree.diagnostics().empty()),
        declarations_(declarations_of(tree)),
        declares_type_(
            [this](std::string_view name) { return declares(NodeKind::type_declaration, name); }) {}

  void run() {
    compare_metadata();
    compare_declarations(NodeKind::type_declaration, "definitions", "type");
    compare_declarations(NodeKind::parameter, "parameters", "parameter");
    if (whole_) {
      compare_scope();
      compare_variables();
      compare_functions();
      compare_resources();
    }
    compare_declarations(NodeKind::output, "outputs", "output");
  }

 private:
  void report(std::string item, std::string words, std::optional<Node> place) {
    Staleness entry;
    entry.item = std::move(item);
    entry.words = std::move(words);
    entry.cause.file = path_;
    if (place) entry.cause.position = place->position();
    found_.push_back(std::move(entry));
  }

  /// Whether the file has a declaration of that kind and name.
  [[nodiscard]] bool declares(NodeKind kind, std::string_view name) const {
    return std::ranges::binary_search(declarations_, Declaration{name, kind});
  }

  void compare_scope();
  void compare_metadata();
  void compare_declarations(NodeKind kind, std::string_view section, std::string_view word);
  void compare_declaration(Node statement, std::string_view word, std::string_view name,
                           JsonObject schema);
  void compare_variables();
  void compare_functions();
  void compare_resources();
  void compare_symbolic(JsonObject resources);
  void compare_listed(simdjson::dom::array resources);
  void compare_module(Node statement, JsonObject resource);
  void compare_resource(const std::string& key, std::string_view type, std::string_view version,
                        Node place, bool existing, JsonObject resources);

  /// Calls `visit(key, type, version, statement)` for the resources of the file, nested ones too.
  template <typename Visit>
  void for_each_resource(Node parent, const std::string& key, std::string_view type,
                         std::string_view version, const Visit& visit) const;

  JsonObject root_;
  const Sources& sources_;
  const std::string& path_;
  const bicep::Tree& tree_;
  std::vector<Staleness>& found_;
  std::size_t depth_;
  bool whole_;                             ///< without syntax errors, which may hide declarations
  std::vector<Declaration> declarations_;  ///< sorted
  DeclaresType declares_type_;
};

void Comparison::compare_scope() {
  std::string_view schema = string_member(root_, "$schema").value_or("");
  if (schema.ends_with('#')) schema.remove_suffix(1);
  std::string_view compiled = schema.substr(schema.rfind('/') + 1);
  if (!compiled.ends_with("eploymentTemplate.json")) return;
  compiled = compiled == "subscriptionDeploymentTemplate.json"      ? "subscription"
             : compiled == "managementGroupDeploymentTemplate.json" ? "managementGroup"
             : compiled == "tenantDeploymentTemplate.json"          ? "tenant"
                                                                    : "resourceGroup";
  std::optional<Node> statement;
  for (const Node child : tree_.root().children()) {
    if (child.kind() == NodeKind::target_scope) statement = child;
  }
  const auto value = statement ? statement->child(Field::value) : std::nullopt;
  const bool same =
      value ? match_string(*value, compiled) != Match::different : compiled == "resourceGroup";
  if (!same) report("targetScope", "the target scope is still " + std::string(compiled), statement);
}

void Comparison::compare_metadata() {
  const auto metadata = object_member(root_, "metadata");
  std::size_t count = 0;
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != NodeKind::metadata) continue;
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    if (!name || !value) continue;
    const std::string_view key = name->text();
    const auto compiled = metadata ? member(*metadata, key) : std::nullopt;
    if (compiled) ++count;
    if (!compiled) {
      report(std::string(key), "metadata " + std::string(key) + " is missing", statement);
    } else if (match_literal(*value, *compiled) == Match::different) {
      report(std::string(key), "metadata " + std::string(key) + " has another value", statement);
    }
  }
  if (!whole_ || !metadata || metadata->size() <= count) return;
  for (const auto [key, value] : *metadata) {
    if (key.starts_with('_') || declares(NodeKind::metadata, key)) continue;
    report(std::string(key), "metadata " + std::string(key) + " is still there", std::nullopt);
  }
}

void Comparison::compare_declarations(NodeKind kind, std::string_view section,
                                      std::string_view word) {
  OrderedMembers members(object_member(root_, section));
  std::size_t count = 0;
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != kind || (!whole_ && statement.has_error())) continue;
    const auto declared = statement.child(Field::name);
    if (!declared) continue;
    const std::string_view name = declared->text();
    if (const auto schema = members.find(name)) {
      ++count;
      compare_declaration(statement, word, name, *schema);
    } else {
      report(std::string(name), std::string(word) + " " + std::string(name) + " is missing",
             *declared);
    }
  }
  if (!whole_) return;
  members.for_each_other(
      count, [&](std::string_view name) { return declares(kind, name); },
      [&](std::string_view name, Json value) {
        // Types that come from elsewhere stand among the own ones, or under made-up names.
        if (kind == NodeKind::type_declaration && (imported_from(value) || name.starts_with('_'))) {
          return;
        }
        report(std::string(name), std::string(word) + " " + std::string(name) + " is still there",
               std::nullopt);
      });
}

void Comparison::compare_declaration(Node statement, std::string_view word, std::string_view name,
                                     JsonObject schema) {
  const auto type =
      statement.child(statement.kind() == NodeKind::type_declaration ? Field::value : Field::type);
  const auto tell = [&](std::string_view property, std::string_view what, Node place) {
    std::string item(name);
    if (!property.empty()) item.append(".").append(property);
    std::string words = std::string(word) + " " + item + " " + std::string(what);
    report(std::move(item), std::move(words), place);
  };
  if (type) TypeComparison(declares_type_, std::cref(tell)).compare(statement, *type, schema);
  if (statement.kind() != NodeKind::parameter) return;
  const auto value = statement.child(Field::value);
  const auto compiled = member(schema, "defaultValue");
  if (value.has_value() != compiled.has_value()) {
    tell("", value ? "has no default" : "still has a default", value.value_or(statement));
  } else if (value && match_literal(*value, *compiled) == Match::different) {
    tell("", "has another default", *value);
  }
}

/// Only literals are reported, and only where the compiler kept the variable: others it puts in
/// place.
void Comparison::compare_variables() {
  const auto variables = object_member(root_, "variables");
  const auto metadata = object_member(root_, "metadata");
  const auto exported = metadata ? member(*metadata, "__bicep_exported_variables!") : std::nullopt;
  if (!variables && !exported) return;
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != NodeKind::variable) continue;
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    if (!name || !value || !variables) continue;
    const auto compiled = member(*variables, name->text());
    if (compiled && match_literal(*value, *compiled) == Match::different) {
      report(std::string(name->text()),
             "variable " + std::string(name->text()) + " has another value", *value);
    }
  }
  simdjson::dom::array listed;
  if (!exported || exported->get(listed) != simdjson::SUCCESS) return;
  for (const Json entry : listed) {
    if (!entry.is_object()) continue;
    const auto name = string_member(JsonObject(entry), "name");
    if (name && !declares(NodeKind::variable, *name)) {
      report(std::string(*name), "variable " + std::string(*name) + " is still there",
             std::nullopt);
    }
  }
}

void Comparison::compare_functions() {
  std::optional<JsonObject> members;
  simdjson::dom::array spaces;
  if (root_.at_key("functions").get(spaces) == simdjson::SUCCESS) {
    for (const Json space : spaces) {
      if (space.is_object() && string_member(JsonObject(space), "namespace") == "__bicep") {
        members = object_member(JsonObject(space), "members");
      }
    }
  }
  std::size_t count = 0;
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != NodeKind::function) continue;
    const auto declared = statement.child(Field::name);
    if (!declared) continue;
    const std::string name(declared->text());
    const auto compiled = members ? object_member(*members, name) : std::nullopt;
    if (!compiled) {
      report(name, "function " + name + " is missing", *declared);
      continue;
    }
    ++count;
    const auto metadata = object_member(*compiled, "metadata");
    const auto text = metadata ? string_member(*metadata, "description") : std::nullopt;
    std::optional<Node> description;
    for (const Node child : statement.children()) {
      if (child.field() != Field::decorator) break;
      const auto call = child.child(Field::value);
      const auto called = call ? call->child(Field::name) : std::nullopt;
      if (called && called->text() == "description") description = call->child(Field::argument);
    }
    if (description.has_value() != text.has_value() ||
        (text && match_description(*description, *text) == Match::different)) {
      report(name, "function " + name + " has another description", *declared);
    }
  }
  if (!members || members->size() <= count) return;
  for (const auto [name, value] : *members) {
    if (imported_from(value) || name.starts_with('_') || declares(NodeKind::function, name)) {
      continue;
    }
    report(std::string(name), "function " + std::string(name) + " is still there", std::nullopt);
  }
}

template <typename Visit>
void Comparison::for_each_resource(Node parent, const std::string& key, std::string_view type,
                                   std::string_view version, const Visit& visit) const {
  for (const Node child : parent.children()) {
    const NodeKind kind = child.kind();
    if (kind != NodeKind::resource) {
      // The body of a resource may stand behind conditions and loops.
      const bool body =
          kind == NodeKind::object || kind == NodeKind::if_condition || kind == NodeKind::for_loop;
      if (body && child.field() == Field::body) {
        for_each_resource(child, key, type, version, visit);
      }
      continue;
    }
    const auto name = child.child(Field::name);
    const auto path = child.child(Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!name || !text) continue;
    const std::size_t at = std::min(text->find('@'), text->size());
    std::string own_type = text->substr(0, at);
    if (!type.empty()) own_type = std::string(type) + "/" + own_type;
    std::string own_version(version);
    if (at < text->size()) own_version = text->substr(at + 1);
    std::string own_key = key.empty() ? std::string() : key + "::";
    own_key += name->text();
    visit(own_key, own_type, own_version, child);
    for_each_resource(child, own_key, own_type, own_version, visit);
  }
}

void Comparison::compare_resources() {
  const auto resources = member(root_, "resources");
  if (!resources) return;
  if (resources->is_object()) {
    compare_symbolic(JsonObject(*resources));
  } else if (resources->is_array()) {
    compare_listed(simdjson::dom::array(*resources));
  }
}

/// With symbolic names: each declaration has its entry.
void Comparison::compare_symbolic(JsonObject resources) {
  std::size_t count = 0;
  for_each_resource(
      tree_.root(), "", "", "",
      [&](const std::string& key, std::string_view type, std::string_view version, Node statement) {
        if (has_member(resources, key)) ++count;
        compare_resource(key, type, version, statement, statement.has_keyword("existing"),
                         resources);
      });
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != NodeKind::module) continue;
    const auto name = statement.child(Field::name);
    if (!name) continue;
    if (const auto found = object_member(resources, name->text())) {
      ++count;
      compare_module(statement, *found);
    } else {
      report(std::string(name->text()), "module " + std::string(name->text()) + " is missing",
             *name);
    }
  }
  if (resources.size() <= count) return;
  for (const auto [key, value] : resources) {
    const std::size_t colon = key.rfind("::");
    const std::string_view name = colon == std::string_view::npos ? key : key.substr(colon + 2);
    if (colon != std::string_view::npos) continue;
    if (declares(NodeKind::resource, name) || declares(NodeKind::module, name)) continue;
    report(std::string(key), "resource " + std::string(key) + " is still there", std::nullopt);
  }
}

void Comparison::compare_resource(const std::string& key, std::string_view type,
                                  std::string_view version, Node place, bool existing,
                                  JsonObject resources) {
  const auto found = object_member(resources, key);
  if (!found) {
    if (!existing) report(std::string(type), "resource " + key + " is missing", place);
    return;
  }
  if (has_member(*found, "import") || has_member(*found, "extension")) return;
  const std::string_view compiled = string_member(*found, "type").value_or("");
  if (!equal_ignoring_case(compiled, type)) {
    report(std::string(type),
           "resource " + key + " is of the type " + std::string(compiled) + " and not yet " +
               std::string(type),
           place);
  } else if (string_member(*found, "apiVersion").value_or("") != version) {
    report(std::string(type),
           std::string(type) + " has the API version " +
               std::string(string_member(*found, "apiVersion").value_or("")) + " and not yet " +
               std::string(version),
           place);
  }
}

/// Without symbolic names: the types and versions are counted.
void Comparison::compare_listed(simdjson::dom::array resources) {
  struct Count {
    std::string_view type;
    std::string_view version;
    std::size_t left = 0;
  };
  // The compiler moves nothing but `existing` resources out of the list, so each has its own.
  std::vector<Count> counts;
  for (const Json entry : resources) {
    if (!entry.is_object()) return;
    const JsonObject resource(entry);
    if (has_member(resource, "import") || has_member(resource, "extension")) return;
    const std::string_view type = string_member(resource, "type").value_or("");
    const std::string_view version =
        type == deployments ? "" : string_member(resource, "apiVersion").value_or("");
    const auto known = std::ranges::find_if(
        counts, [&](const Count& count) { return count.type == type && count.version == version; });
    if (known == counts.end()) {
      counts.push_back({type, version, 1});
    } else {
      ++known->left;
    }
  }
  const auto take = [&](std::string_view type, std::string_view version) {
    if (equal_ignoring_case(type, deployments)) version = "";
    for (Count& count : counts) {
      if (count.left > 0 && count.version == version && equal_ignoring_case(count.type, type)) {
        --count.left;
        return true;
      }
    }
    return false;
  };
  for_each_resource(
      tree_.root(), "", "", "",
      [&](const std::string& key, std::string_view type, std::string_view version, Node statement) {
        if (statement.has_keyword("existing") || take(type, version)) return;
        report(std::string(type),
               "resource " + key + " (" + std::string(type) + "@" + std::string(version) +
                   ") is missing",
               statement);
      });
  for (const Node statement : tree_.root().children()) {
    if (statement.kind() != NodeKind::module || take(deployments, "")) continue;
    const std::string name(statement.child(Field::name) ? statement.child(Field::name)->text()
                                                        : std::string_view());
    report(name, "module " + name + " is missing", statement);
  }
  for (const Count& count : counts) {
    if (count.left == 0) continue;
    const bool is_module = count.version.empty();
    report(std::string(count.type),
           is_module ? std::string("a module is still there")
                     : "a resource " + std::string(count.type) + "@" + std::string(count.version) +
                           " is still there",
           std::nullopt);
  }
}

void Comparison::compare_module(Node statement, JsonObject resource) {
  if (!equal_ignoring_case(string_member(resource, "type").value_or(""), deployments)) {
    const std::string name(statement.child(Field::name)->text());
    report(name, "module " + name + " is still a resource", statement);
    return;
  }
  const auto path = statement.child(Field::path);
  const auto text = path ? bicep::string_value(*path) : std::nullopt;
  if (!text || text->find(':') != std::string::npos || !text->ends_with(".bicep")) return;
  const auto properties = object_member(resource, "properties");
  const auto nested = properties ? object_member(*properties, "template") : std::nullopt;
  if (!nested || depth_ >= max_nesting) return;
  const std::string file = normal_path(join_path(parent_path(path_), *text));
  const auto tree = sources_.tree(file);
  if (tree == nullptr) return;
  Comparison(*nested, sources_, file, *tree, found_, depth_ + 1).run();
}

}  // namespace

std::vector<Staleness> staleness(const Template& compiled, const Sources& sources,
                                 const std::string& path) {
  std::vector<Staleness> found;
  const auto tree = sources.tree(path);
  if (tree == nullptr) return found;
  Comparison(compiled.root(), sources, path, *tree, found, 0).run();
  return found;
}

std::string message_of(const Staleness& staleness) {
  return "main.json is out of date: " + staleness.words + "; run: bicep build main.bicep";
}

}  // namespace avmdoc

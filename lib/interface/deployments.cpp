#include <algorithm>

#include "bicep/declarations.hpp"
#include "catalog/known_resources.hpp"
#include "interface/json_text.hpp"
#include "interface/source_reader.hpp"
#include "limits.hpp"
#include "source/path.hpp"
#include "template/resources.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::string_view deployment_version = "2025-04-01";
constexpr std::string_view roles = "builtInRoleNames";

/// The value of a property, through several objects.
std::optional<Node> value_at(std::optional<Node> object,
                             std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    object = object ? bicep::find_value(*object, name) : std::nullopt;
  }
  return object;
}

std::optional<std::string> text_of(std::optional<Node> node) {
  return node && node->kind() == NodeKind::string ? bicep::string_value(*node) : std::nullopt;
}

/// The member `variables` with the names of the roles; of an expression, without them.
template <typename Names>
void append_roles(const std::optional<Names>& names, std::string& json) {
  json.append(R"(,"variables":{")").append(roles).append(R"(":)");
  if (!names) {
    json += R"("[]"})";
    return;
  }
  json += '{';
  bool first = true;
  for (const auto& name : *names) {
    if (!first) json += ',';
    first = false;
    append_json_string(name, json);
    json += ":null";
  }
  json += "}}";
}

/// Collects the resources of one unit as members of a template's `resources`.
class DeploymentReader {
 public:
  DeploymentReader(const Library& library, const Unit& unit, std::vector<std::string>& open)
      : library_(library), unit_(unit), open_(open) {}

  Deployments read() {
    Deployments result;
    result.json = read_resources();
    read_roles(result.json);
    result.errors = std::move(errors_);
    return result;
  }

  /// As the member `resources`; modules without what they deploy when that is left out.
  std::string read_resources(bool nested = true) {
    nested_ = nested;
    for (const Node statement : unit_.tree->root().children()) {
      if (statement.kind() == NodeKind::resource) read_resource(statement, nullptr);
    }
    // Nested resources come before those that they are in.
    std::ranges::stable_sort(resources_, std::greater<>(), &Resource::depth);
    for (const Node statement : unit_.tree->root().children()) {
      if (statement.kind() == NodeKind::module) read_module(statement);
    }
    std::string json = R"("resources":{)";
    for (std::size_t i = 0; i < resources_.size(); ++i) {
      if (i > 0) json += ',';
      append_json_string(resources_[i].name, json);
      json.append(":").append(resources_[i].json);
    }
    return json + "}";
  }

 private:
  struct Resource {
    std::string name;
    std::string type;
    std::string version;
    std::size_t depth = 0;
    std::string json;
  };

  void error(Node node, std::string code, std::string message) {
    errors_.push_back(error_at(std::move(code), {unit_.path, node.position()}, std::move(message)));
  }

  void read_resource(Node statement, const Resource* parent) {
    const auto name = statement.child(Field::name);
    const auto text = bicep::path_text(statement);
    if (!name || !text) {
      error(statement.child(Field::path).value_or(statement), "resource-type-unknown",
            "expected the type of the resource as '<type>@<version>'");
      return;
    }
    Resource resource;
    resource.name = name->text();
    auto [type, version] = bicep::versioned_type(*text);
    resource.type = std::move(type);
    resource.version = std::move(version);
    if (parent != nullptr) {
      resource.name = parent->name + "::" + resource.name;
      resource.depth = parent->depth + 1;
      // A nested resource may be written with the whole of its type.
      if (resource.type.find('/') == std::string::npos ||
          resource.type.find('.') == std::string::npos) {
        resource.type = parent->type + "/" + resource.type;
      }
      if (resource.version.empty()) resource.version = parent->version;
    }
    resource.json = R"({)";
    if (statement.has_keyword("existing")) resource.json += R"("existing":true,)";
    resource.json += R"("type":)";
    append_json_string(resource_type_spelling(resource.type, resource.version), resource.json);
    resource.json += R"(,"apiVersion":)";
    append_json_string(resource.version, resource.json);
    const auto body = bicep::body_object(statement);
    if (is_deployment(resource.type)) read_inline_template(body, resource);
    resource.json += '}';
    resources_.push_back(resource);
    if (!body) return;
    for (const Node item : body->children()) {
      if (item.kind() == NodeKind::resource) read_resource(item, &resource);
    }
  }

  /// The resources of a template that is written out in a resource of deployments.
  void read_inline_template(std::optional<Node> body, Resource& resource) {
    const auto listed = value_at(body, {"properties", "template", "resources"});
    if (!listed) return;
    resource.json += R"(,"properties":{"template":{"resources":)";
    append_inline_resources(*listed, resource.json);
    resource.json += "}}";
  }

  static void append_inline_resources(Node listed, std::string& json) {
    const bool is_object = listed.kind() == NodeKind::object;
    json += is_object ? '{' : '[';
    bool first = true;
    for (const Node item : listed.children()) {
      const auto body = is_object ? item.child(Field::value) : std::optional(item);
      const auto type = text_of(value_at(body, {"type"}));
      if (!type) continue;
      if (!first) json += ',';
      first = false;
      if (is_object) {
        append_json_string(bicep::name_of(item).value_or(""), json);
        json += ':';
      }
      json += R"({"type":)";
      append_json_string(*type, json);
      json += R"(,"apiVersion":)";
      append_json_string(text_of(value_at(body, {"apiVersion"})).value_or(""), json);
      json += R"(,"name":)";
      append_json_string(text_of(value_at(body, {"name"})).value_or(""), json);
      if (const auto nested = value_at(body, {"resources"})) {
        json += R"(,"resources":)";
        append_inline_resources(*nested, json);
      }
      if (const auto nested = value_at(body, {"properties", "template", "resources"})) {
        json += R"(,"properties":{"template":{"resources":)";
        append_inline_resources(*nested, json);
        json += "}}";
      }
      json += '}';
    }
    json += is_object ? '}' : ']';
  }

  void read_module(Node statement) {
    const auto path = statement.child(Field::path);
    const auto name = statement.child(Field::name);
    const auto reference = bicep::path_text(statement);
    if (!path || !name || !reference) {
      error(path.value_or(statement), "module-path-unknown",
            "expected the path of the module in quotes");
      return;
    }
    Resource resource;
    resource.name = name->text();
    resource.json.append(R"({"type":")").append(deployment_type).append("\"");
    if (!nested_) {  // the API version is the compiler's
      resource.json += '}';
      resources_.push_back(std::move(resource));
      return;
    }
    resource.json.append(R"(,"apiVersion":")").append(deployment_version);
    resource.json += R"(","properties":{"template":{)";
    try {
      const UnitPointer target = library_.referenced(unit_.path, *reference);
      if (!target->errors.empty()) throw Error(target->errors);
      const auto nested = read_deployments(library_, *target, open_);
      deployed_ += nested->json.size();
      if (deployed_ > limits::deployed_bytes) {
        error(*path, "source-too-large",
              "expected modules that deploy at most " + std::to_string(limits::deployed_bytes) +
                  " bytes, found more");
        return;
      }
      resource.json += nested->json;
      errors_.insert(errors_.end(), nested->errors.begin(), nested->errors.end());
    } catch (const Error& cause) {
      for (const Diagnostic& one : cause.diagnostics()) {
        if (one.location.position.line == 0) {
          error(*path, one.code, one.message);
        } else {
          errors_.push_back(one);
        }
      }
    }
    resource.json += "}}}";
    resources_.push_back(std::move(resource));
  }

  /// The names of the roles that the unit knows; their values mean nothing here.
  void read_roles(std::string& json) const {
    const Declaration* declaration = unit_.find(roles);
    if (declaration == nullptr) return;
    const NodeKind kind = declaration->statement.kind();
    if (kind != NodeKind::variable && !declaration->import_item) return;
    const auto object = declaration->statement.child(Field::value);
    const auto is_plain = [](Node item) { return item.kind() == NodeKind::property; };
    std::optional<std::vector<std::string>> names;
    if (kind == NodeKind::variable && object && object->kind() == NodeKind::object &&
        std::ranges::all_of(object->children(), is_plain)) {
      names.emplace();
      for (const Node item : object->children()) {
        names->push_back(bicep::name_of(item).value_or(""));
      }
    }
    append_roles(names, json);
  }

  const Library& library_;
  const Unit& unit_;
  std::vector<std::string>& open_;
  std::vector<Resource> resources_;
  bool nested_ = true;
  std::size_t deployed_ = 0;  ///< bytes of nested templates
  std::vector<Diagnostic> errors_;
};

void append_compiled(JsonObject level, std::string& json);

void append_compiled_resource(JsonObject body, std::string& json) {
  json += '{';
  if (is_true(member(body, "existing"))) json += R"("existing":true,)";
  const std::string_view type = string_member(body, "type").value_or("");
  json += R"("type":)";
  append_json_string(type, json);
  json += R"(,"apiVersion":)";
  append_json_string(string_member(body, "apiVersion").value_or(""), json);
  json += R"(,"name":)";
  append_json_string(string_member(body, "name").value_or(""), json);
  if (!is_deployment(type)) {
    if (has_member(body, "resources")) {
      json += ',';
      append_compiled(body, json);
    }
  } else if (const auto nested = nested_template(body)) {
    json += R"(,"properties":{"template":{)";
    append_compiled(*nested, json);
    json += "}}";
  }
  json += '}';
}

/// The members `resources` and `variables` of a compiled template, as far as they count.
void append_compiled(JsonObject level, std::string& json) {
  const auto listed = member(level, "resources");
  const bool is_object = listed && listed->is_object();
  json.append(R"("resources":)").append(is_object ? "{" : "[");
  bool first = true;
  for_each_resource(level, [&](std::string_view name, JsonObject body) {
    if (!first) json += ',';
    first = false;
    if (is_object) {
      append_json_string(name, json);
      json += ':';
    }
    append_compiled_resource(body, json);
  });
  json += is_object ? '}' : ']';
  const auto variables = object_member(level, "variables");
  if (!variables || !has_member(*variables, roles)) return;
  std::optional<std::vector<std::string_view>> names;
  if (const auto values = object_member(*variables, roles)) {
    names.emplace();
    for (const auto [name, value] : *values) names->push_back(name);
  }
  append_roles(names, json);
}

}  // namespace

std::shared_ptr<const Deployments> read_deployments(const Library& library, const Unit& unit,
                                                    std::vector<std::string>& open) {
  if (std::ranges::find(open, unit.path) != open.end()) {
    std::string message = "the module refers to itself";
    for (const std::string& path : open) {
      message.append(path == open.front() ? ": " : " > ").append(base_name(path));
    }
    throw Error(error_at("module-cycle", {}, std::move(message)));
  }
  open.push_back(unit.path);
  auto result = library.deployments(unit, [&] {
    if (unit.tree) return DeploymentReader(library, unit, open).read();
    Deployments compiled;
    append_compiled(unit.compiled->root(), compiled.json);
    return compiled;
  });
  open.pop_back();
  return result;
}

std::string read_own_deployments(const Library& library, const Unit& unit) {
  std::vector<std::string> open;
  return DeploymentReader(library, unit, open).read_resources(false);
}

}  // namespace avmdoc

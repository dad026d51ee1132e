#include "staleness/staleness.hpp"

#include <algorithm>
#include <map>

#include "interface/agreement.hpp"
#include "interface/comparison.hpp"
#include "interface/source_reader.hpp"
#include "module/source_places.hpp"
#include "source/path.hpp"
#include "staleness/sentences.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::size_t max_nesting = 32;

std::string_view decorator_of(Aspect aspect) {
  switch (aspect) {
    case Aspect::description:
      return "description";
    case Aspect::metadata:
    case Aspect::example:
      return "metadata";
    case Aspect::allowed_values:
      return "allowed";
    case Aspect::min_value:
      return "minValue";
    case Aspect::max_value:
      return "maxValue";
    case Aspect::min_length:
      return "minLength";
    case Aspect::max_length:
      return "maxLength";
    case Aspect::secure:
      return "secure";
    case Aspect::sealed:
      return "sealed";
    case Aspect::exported:
      return "export";
    case Aspect::discriminator:
      return "discriminator";
    default:
      return "";
  }
}

/// The decorator or the value of a declaration that says what differs, else its name.
Position place_in(Node declaration, Aspect aspect) {
  if (aspect == Aspect::default_value || aspect == Aspect::value) {
    const auto value = declaration.child(Field::value);
    if (value && declaration.kind() != NodeKind::type_property) return value->position();
  }
  const std::string_view name = decorator_of(aspect);
  for (const Node child : declaration.children()) {
    if (child.field() != Field::decorator) continue;
    const auto call = child.child(Field::value);
    const auto called = call ? call->child(Field::name) : std::nullopt;
    if (called && called->text() == name) return child.position();
  }
  if (aspect == Aspect::nullable || aspect == Aspect::kind) {
    const auto type = declaration.child(declaration.kind() == NodeKind::parameter ||
                                                declaration.kind() == NodeKind::output
                                            ? Field::type
                                            : Field::value);
    if (type && declaration.kind() != NodeKind::resource) return type->position();
  }
  return place_of_name(declaration);
}

/// The item or wildcard that imports a type.
std::optional<Position> import_of(const bicep::Tree& tree, std::string_view name) {
  for (const Node statement : tree.root().children()) {
    const auto list = statement.child(Field::target);
    if (statement.kind() != NodeKind::import || !list) continue;
    for (const Node item : list->children()) {
      const auto alias = item.child(Field::alias);
      const auto known = alias ? alias : item.child(Field::name);
      if (known && known->text() == name) return item.position();
    }
  }
  return std::nullopt;
}

void collect(JsonObject level, DeployedVersions& found, std::size_t depth);

void collect_one(JsonObject body, DeployedVersions& found, std::size_t depth) {
  if (const auto existing = member(body, "existing"); existing && existing->is_bool()) {
    if (bool(*existing)) return;
  }
  if (has_member(body, "import") || has_member(body, "extension")) return;
  std::string type(string_member(body, "type").value_or(""));
  std::ranges::transform(type, type.begin(), to_lower);
  if (type == "microsoft.resources/deployments") {
    const auto properties = object_member(body, "properties");
    const auto nested = properties ? object_member(*properties, "template") : std::nullopt;
    if (nested) collect(*nested, found, depth + 1);
    return;
  }
  found.emplace(std::move(type), string_member(body, "apiVersion").value_or(""));
  collect(body, found, depth + 1);
}

void collect(JsonObject level, DeployedVersions& found, std::size_t depth) {
  const auto listed = member(level, "resources");
  if (!listed || depth > max_nesting) return;
  if (listed->is_object()) {
    for (const auto [name, body] : JsonObject(*listed)) {
      if (body.is_object()) collect_one(body, found, depth);
    }
  } else if (listed->is_array()) {
    for (const Json body : simdjson::dom::array(*listed)) {
      if (body.is_object()) collect_one(body, found, depth);
    }
  }
}

DeployedVersions deployed_by(JsonObject compiled) {
  DeployedVersions result;
  collect(compiled, result, 0);
  return result;
}

class Comparison {
 public:
  explicit Comparison(const Library& library) : library_(library) {}

  void compare_unit(const UnitPointer& unit, JsonObject compiled, std::size_t depth) {
    if (!certainly_agrees(library_, unit, compiled)) compare_interfaces(unit, compiled);
    const auto resources = object_member(compiled, "resources");
    if (!resources || depth > max_nesting) return;
    for (const Node statement : unit->tree->root().children()) {
      if (statement.kind() != NodeKind::module) continue;
      const auto name = statement.child(Field::name);
      const auto path = statement.child(Field::path);
      const auto reference = path ? bicep::string_value(*path) : std::nullopt;
      const auto resource = name ? object_member(*resources, name->text()) : std::nullopt;
      const auto properties = resource ? object_member(*resource, "properties") : std::nullopt;
      const auto nested = properties ? object_member(*properties, "template") : std::nullopt;
      if (reference && nested) compare_module(unit, statement, *reference, *nested, depth);
    }
  }

  std::vector<Staleness> found;

 private:
  void compare_interfaces(const UnitPointer& unit, JsonObject compiled) {
    const SourceTemplate source = read_own_source(library_, unit);
    const Template made = Template::parse(source.json, unit->path);
    auto differences =
        compare(read_interface(compiled, "main.json"), read_interface(made.root(), unit->path));
    for (const InterfaceDifference& difference : differences) {
      const bool by_type =
          difference.declared == Declared::resource && difference.aspect == Aspect::kind;
      found.push_back({by_type ? difference.after : difference.name, sentence_of(difference),
                       cause_of(difference, source, unit)});
    }
  }

  /// Where the source says it; the file alone for what is no longer there.
  Location cause_of(const InterfaceDifference& difference, const SourceTemplate& source,
                    const UnitPointer& unit) {
    Location result;
    result.file = unit->path;
    if (difference.aspect == Aspect::imported) {
      if (const auto place = import_of(*unit->tree, difference.name)) result.position = *place;
      return result;
    }
    if (difference.declared == Declared::scope) {
      for (const Node statement : unit->tree->root().children()) {
        if (statement.kind() == NodeKind::target_scope) result.position = statement.position();
      }
      return result;
    }
    std::string_view pointer = difference.new_place.pointer;
    if (!difference.is && pointer.empty()) {
      // What a property was in is still there.
      pointer = difference.old_place.pointer;
      const std::size_t inner = pointer.rfind("/properties/");
      if (inner == std::string_view::npos || inner == 0) return result;
      pointer = pointer.substr(0, inner);
    }
    const SourceDeclaration declaration = declaration_in_source(source, unit, pointer);
    const auto node = node_of(declaration);
    if (!node) return result;
    result.file = declaration.unit->path;
    result.position = place_in(*node, difference.aspect);
    return result;
  }

  /// Nothing in a compiled template, or where its source does not declare it.
  std::optional<Node> node_of(const SourceDeclaration& declaration) {
    if (!declaration.unit->tree) return std::nullopt;
    const auto [places, is_new] = places_.try_emplace(declaration.unit, *declaration.unit->tree);
    return places->second.node(declaration.pointer);
  }

  void compare_module(const UnitPointer& unit, Node statement, const std::string& reference,
                      JsonObject nested, std::size_t depth) {
    try {
      const auto remote = library_.remote(unit->path, reference);
      if (remote == nullptr) {
        const UnitPointer child = library_.referenced(unit->path, reference);
        if (child->tree) compare_unit(child, nested, depth + 1);
        return;
      }
      const std::string hash = library_.template_hash(*remote);
      if (hash.empty() || hash == hash_of(nested)) return;
      const auto after = library_.deployed_versions(*remote, [&] {
        return deployed_by(library_.referenced(unit->path, reference)->compiled->root());
      });
      compare_deployed(unit, statement, deployed_by(nested), *after);
    } catch (const Error&) {
      // What it refers to is not there or cannot be read, and nothing is known of it.
    }
  }

  static std::string_view hash_of(JsonObject compiled) {
    const auto metadata = object_member(compiled, "metadata");
    const auto generator = metadata ? object_member(*metadata, "_generator") : std::nullopt;
    return generator ? string_member(*generator, "templateHash").value_or("") : "";
  }

  void compare_deployed(const UnitPointer& unit, Node statement, const DeployedVersions& before,
                        const DeployedVersions& after) {
    const std::string name(statement.child(Field::name)->text());
    const auto report = [&](const DeployedVersions& those, const DeployedVersions& others,
                            const char* words) {
      for (const auto& [type, version] : those) {
        if (others.contains({type, version})) continue;
        found.push_back({name,
                         "module " + name + words + type + "@" + version,
                         {unit->path, statement.child(Field::path)->position(), 0, ""}});
      }
    };
    report(after, before, " does not yet deploy ");
    report(before, after, " still deploys ");
  }

  const Library& library_;
  std::map<UnitPointer, SourcePlaces> places_;  ///< of the units that declare what differs
};

}  // namespace

std::vector<Staleness> staleness(const Library& library, const Template& compiled,
                                 const std::string& path) {
  UnitPointer unit;
  try {
    unit = library.source(path);
  } catch (const Error&) {
    return {};  // it has syntax errors, of which the loader says more
  }
  Comparison comparison(library);
  comparison.compare_unit(unit, compiled.root(), 0);
  return std::move(comparison.found);
}

std::string message_of(const Module& module, const Staleness& staleness) {
  return std::string(base_name(module.compiled)) + " is out of date: " + staleness.words +
         "; run: bicep build " + std::string(base_name(module.source));
}

}  // namespace avmdoc

#include "staleness/staleness.hpp"

#include <array>
#include <map>

#include "bicep/declarations.hpp"
#include "interface/agreement.hpp"
#include "interface/comparison.hpp"
#include "interface/source_reader.hpp"
#include "module/source_places.hpp"
#include "source/path.hpp"
#include "staleness/sentences.hpp"
#include "template/marks.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

constexpr std::size_t max_nesting = 32;

/// The decorators that say what an aspect is about.
constexpr auto decorators = std::to_array<std::pair<Aspect, std::string_view>>({
    {Aspect::description, "description"},
    {Aspect::metadata, "metadata"},
    {Aspect::example, "metadata"},
    {Aspect::allowed_values, "allowed"},
    {Aspect::min_value, "minValue"},
    {Aspect::max_value, "maxValue"},
    {Aspect::min_length, "minLength"},
    {Aspect::max_length, "maxLength"},
    {Aspect::secure, "secure"},
    {Aspect::sealed, "sealed"},
    {Aspect::exported, "export"},
    {Aspect::discriminator, "discriminator"},
});

/// The decorator or the value of a declaration that says what differs, else its name.
Position place_in(Node declaration, Aspect aspect) {
  if (aspect == Aspect::default_value || aspect == Aspect::value) {
    const auto value = declaration.child(Field::value);
    if (value && declaration.kind() != NodeKind::type_property) return value->position();
  }
  for (const auto& [about, name] : decorators) {
    if (about != aspect) continue;
    if (const auto decorator = bicep::decorator(declaration, name)) return decorator->position();
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

/// Where a file imports a name; no place when it does not.
Position place_of_import(const Unit& unit, std::string_view name) {
  for (const Node statement : unit.tree->root().children()) {
    if (statement.kind() != NodeKind::import) continue;
    for (const bicep::ImportedName& imported : bicep::imported_names(statement)) {
      if (imported.known == name) return imported.node.position();
    }
  }
  return {};
}

void collect(JsonObject level, DeployedVersions& found, std::size_t depth) {
  if (depth > max_nesting) return;
  for_each_resource(level, [&](std::string_view, JsonObject body) {
    if (is_true(member(body, "existing"))) return;
    if (has_member(body, "import") || has_member(body, "extension")) return;
    std::string type = lowered(string_member(body, "type").value_or(""));
    if (is_deployment(type)) {
      if (const auto nested = nested_template(body)) collect(*nested, found, depth + 1);
      return;
    }
    found.emplace(std::move(type), string_member(body, "apiVersion").value_or(""));
    collect(body, found, depth + 1);
  });
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
      const auto reference = bicep::path_text(statement);
      const auto resource = name ? object_member(*resources, name->text()) : std::nullopt;
      const auto nested = resource ? nested_template(*resource) : std::nullopt;
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
      result.position = place_of_import(*unit, difference.name);
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
    if (!node) {
      result.position = place_of_import(*unit, difference.name);
      return result;
    }
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
      if (hash.empty() || hash == generator_text(nested, "templateHash")) return;
      const auto after = library_.deployed_versions(*remote, [&] {
        return deployed_by(library_.referenced(unit->path, reference)->compiled->root());
      });
      compare_deployed(unit, statement, deployed_by(nested), *after);
    } catch (const Error&) {
      // What it refers to is not there or cannot be read, and nothing is known of it.
    }
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

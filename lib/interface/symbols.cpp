#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/source_reader.hpp"
#include "source/path.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

std::string_view word_for(NodeKind kind) {
  return kind == NodeKind::function ? "function" : kind == NodeKind::variable ? "variable" : "type";
}

/// The import of all that a file exports under a name, or null.
const Declaration* wildcard_of(const UnitPointer& unit, std::string_view name) {
  const Declaration* declaration = unit->find(name);
  return declaration != nullptr && declaration->import_item &&
                 declaration->import_item->kind() == NodeKind::import_wildcard
             ? declaration
             : nullptr;
}

}  // namespace

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
  errors_.push_back(error_at(std::move(code), std::move(location), std::move(message)));
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

UnitPointer SourceReader::imported_unit(const UnitPointer& unit, Node import) {
  const auto reference = bicep::path_text(import);
  if (!reference) return nullptr;
  try {
    UnitPointer target = library_.imported(unit->path, *reference);
    if (!target->errors.empty()) throw Error(target->errors);
    if (!target->earlier_build.empty()) earlier_imports_.insert(target->reference);
    return target;
  } catch (const Error& cause) {
    error(*unit, *import.child(Field::path), cause);
    return nullptr;
  }
}

void SourceReader::error_of_earlier_build(const Unit& unit, Node node, const Unit& target) {
  error(unit, node, "module-not-restored",
        "'" + target.reference + "' is not in the module cache, and " +
            std::string(base_name(target.earlier_build)) +
            " has nothing of that name from it; run: bicep restore " +
            std::string(base_name(unit.path)));
}

std::optional<Symbol> SourceReader::exported(const UnitPointer& unit, const std::string& name,
                                             Node at, const Unit& from, NodeKind kind) {
  if (unit->compiled) {
    // Others than types are not read any further.
    const bool is_known =
        kind == NodeKind::type_declaration
            ? unit->compiled->definition(name).has_value()
            : unit->earlier_build.empty() || compiled_function(unit, name).has_value();
    if (is_known) return Symbol{unit, name};
  } else if (const Declaration* declaration = unit->find(name);
             declaration != nullptr && !declaration->import_item) {
    if (declaration->statement.kind() == kind &&
        bicep::decorator(declaration->statement, "export")) {
      return Symbol{unit, name};
    }
    if (declaration->statement.kind() == kind) {
      error(from, at, "import-not-exported",
            "'" + name + "' is not exported by " + unit->reference + "; add @export() to it");
      return std::nullopt;
    }
  }
  if (!unit->earlier_build.empty()) {
    error_of_earlier_build(from, at, *unit);
  } else {
    error(from, at, "import-unknown",
          unit->reference + " has no " + std::string(word_for(kind)) + " '" + name + "'");
  }
  return std::nullopt;
}

std::optional<Symbol> SourceReader::resolve(const UnitPointer& unit, Node name, NodeKind kind) {
  const std::string text(name.text());
  const std::string word(word_for(kind));
  const auto unknown_name = [&](const std::string& message) {
    error(*unit, name, word + "-unknown", message);
    return std::nullopt;
  };
  const Declaration* declaration = unit->find(text);
  if (declaration == nullptr) return unknown_name("there is no " + word + " called '" + text + "'");
  if (!declaration->import_item) {
    if (declaration->statement.kind() == kind) return Symbol{unit, text};
    return unknown_name("'" + text + "' is not a " + word);
  }
  if (declaration->import_item->kind() != NodeKind::import_item) {
    return unknown_name("'" + text + "' names all that a file exports, not a " + word);
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
  const Declaration* declaration = wildcard_of(unit, text);
  if (declaration == nullptr) {
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

bool SourceReader::is_wildcard(const UnitPointer& unit, Node base) {
  return base.kind() == NodeKind::type_name && wildcard_of(unit, base.text()) != nullptr;
}

std::string SourceReader::reference_to(const Symbol& symbol) {
  return std::string(definitions_prefix) + pointer_segment(definition_name(symbol));
}

}  // namespace avmdoc

#include "bicep/declarations.hpp"
#include "check/cause_stages.hpp"
#include "check/changed_value.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// The node of a declaration that decides a part of it.
Node deciding_node(const Finding& finding, Node declaration) {
  const Node name = name_node(declaration);
  const auto type = declaration.kind() == NodeKind::type_property ||
                            declaration.kind() == NodeKind::type_any_property
                        ? declaration.child(Field::value)
                        : declaration.child(Field::type);
  const auto decorated = [&](std::string_view decorator) {
    return decorator_of(declaration, decorator);
  };
  switch (finding.part) {
    case Part::description:
      return decorated("description").value_or(name);
    case Part::type:
      return type.value_or(name);
    case Part::default_value: {
      const auto value = declaration.kind() == NodeKind::parameter ? declaration.child(Field::value)
                                                                   : std::nullopt;
      if (value) return changed_node(*value, finding.before, finding.after);
      return decorated("allowed").value_or(type.value_or(name));
    }
    case Part::allowed_values:
      return decorated("allowed").value_or(type.value_or(name));
    case Part::min_value:
      return decorated("minValue").value_or(name);
    case Part::max_value:
      return decorated("maxValue").value_or(name);
    case Part::min_length:
      return decorated("minLength").value_or(name);
    case Part::max_length:
      return decorated("maxLength").value_or(name);
    case Part::metadata_example: {
      const auto metadata = decorated("metadata");
      const auto example = metadata ? bicep::find_property(*metadata, "example") : std::nullopt;
      return example.value_or(metadata.value_or(name));
    }
    case Part::discriminator:
      return decorated("discriminator").value_or(type.value_or(name));
    default:
      return name;
  }
}

Cause cause_of_roles(CauseContext& context, const SourceNode& parameter) {
  const auto roles =
      find_declaration(context.search, parameter.file, NodeKind::variable, "builtInRoleNames");
  return roles ? cause_at(*roles, name_node(roles->node))
               : cause_at(parameter, name_node(parameter.node));
}

}  // namespace

Cause cause_of_parameter(const Finding& finding, CauseContext& context) {
  const std::string file = context.module.source;
  const auto found = find_parameter(context.search, file, finding.key);
  if (!found) {
    if (context.search.tree(file) == nullptr) return {};
    return missing_in(file,
                      "it declares no parameter " + finding.key.substr(0, finding.key.find('.')));
  }
  const SourceNode& place = found->place;
  if (!found->found) {
    Cause cause = cause_at(place, name_node(place.node));
    if (finding.presence == Presence::obsolete) cause.reason = "it has no " + found->missing;
    return cause;
  }
  if (finding.part == Part::roles) return cause_of_roles(context, place);
  // Which of the two changed the requirement, the description says when the rest is the same.
  if (finding.part == Part::category) {
    const bool required = equal_ignoring_case(finding.before, "Required") ||
                          equal_ignoring_case(finding.after, "Required");
    const auto description = decorator_of(place.node, "description");
    if (!required && description) return cause_at(place, *description);
  }
  return cause_at(place, deciding_node(finding, place.node));
}

Cause cause_of_declared(const Finding& finding, CauseContext& context, NodeKind kind,
                        std::string_view word) {
  const std::string file = context.module.source;
  const auto found = find_declaration(context.search, file, kind, finding.key);
  if (!found || finding.presence == Presence::obsolete) {
    return cause_of_declaration(context, file, kind, word, finding.key, false);
  }
  return cause_at(*found, deciding_node(finding, found->node));
}

}  // namespace avmdoc

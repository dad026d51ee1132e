#include "template/unfolding.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// `storage_privateEndpoints` for the property `privateEndpoints`; a dot of a nested property
/// stands for any character.
bool names_property(std::string_view identifier, std::string_view property) {
  if (identifier.size() <= property.size()) return false;
  const std::size_t at = identifier.size() - property.size();
  if (identifier[at - 1] != '_') return false;
  for (std::size_t i = 0; i < property.size(); ++i) {
    if (property[i] != '.' && to_lower(property[i]) != to_lower(identifier[at + i])) return false;
  }
  return true;
}

}  // namespace

const RoleNames* find_roles(Unfolding& unfolding, const RoleNames* known) {
  std::optional<JsonObject> from = unfolding.compiled.root();
  if (!unfolding.identifier.empty()) {
    const DeployedResource* found = nullptr;
    for (const DeployedResource& resource : unfolding.compiled.resources()) {
      if (!names_property(resource.identifier, unfolding.identifier)) continue;
      if (found != nullptr) return &unfolding.no_roles;
      found = &resource;
    }
    if (found == nullptr) return known;
    from = nested_template(found->body);
  }
  const auto variables = from ? object_member(*from, "variables") : std::nullopt;
  const auto names =
      variables ? object_member(*variables, unfolding.convention.roles_variable) : std::nullopt;
  if (!names) return &unfolding.no_roles;
  RoleNames& roles = unfolding.roles.emplace_back();
  roles.reserve(names->size());
  for (const auto [name, value] : *names) roles.push_back(name);
  return &roles;
}

}  // namespace avmdoc

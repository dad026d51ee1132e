#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "template/json.hpp"

namespace avmdoc {

inline constexpr std::string_view deployment_type = "Microsoft.Resources/deployments";

/// Whether a resource of that type deploys a module.
bool is_deployment(std::string_view type);

/// The template inside a deployment.
std::optional<JsonObject> nested_template(JsonObject deployment);

/// Calls `visit(symbolic name, resource)` for the resources of a template or those inside another
/// one. The name is empty in templates without symbolic names.
template <typename Visit>
void for_each_resource(JsonObject level, const Visit& visit) {
  const auto listed = member(level, "resources");
  if (listed && listed->is_object()) {
    for (const auto [name, resource] : JsonObject(*listed)) {
      if (resource.is_object()) visit(name, JsonObject(resource));
    }
  } else if (listed && listed->is_array()) {
    for (const Json resource : JsonArray(*listed)) {
      if (resource.is_object()) visit(std::string_view(), JsonObject(resource));
    }
  }
}

/// A resource that a template or one of its nested templates deploys.
struct DeployedResource {
  std::string_view identifier;  ///< its symbolic name, or its name in templates without those
  std::string_view type;
  std::string_view api_version;
  JsonObject body;
  /// The index of the deployment that it is in; `no_parent` at the top.
  std::size_t parent = no_parent;

  static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);
};

/// All of them without `existing` ones, in the order of the template (`Get-NestedResourceList`).
std::vector<DeployedResource> deployed_resources(JsonObject root);

}  // namespace avmdoc

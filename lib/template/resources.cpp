#include "template/resources.hpp"

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

void collect(JsonObject level, std::size_t parent, std::vector<DeployedResource>& resources) {
  for_each_resource(level, [&](std::string_view symbolic_name, JsonObject body) {
    if (is_true(member(body, "existing"))) return;
    const std::string_view identifier =
        symbolic_name.empty() ? string_member(body, "name").value_or("") : symbolic_name;
    const std::string_view type = string_member(body, "type").value_or("");
    const std::size_t own = resources.size();
    resources.push_back(
        {identifier, type, string_member(body, "apiVersion").value_or(""), body, parent});
    if (!is_deployment(type)) {
      collect(body, parent, resources);
    } else if (const auto nested = nested_template(body)) {
      collect(*nested, own, resources);
    }
  });
}

}  // namespace

bool is_deployment(std::string_view type) { return equal_ignoring_case(type, deployment_type); }

std::optional<JsonObject> nested_template(JsonObject deployment) {
  const auto properties = object_member(deployment, "properties");
  return properties ? object_member(*properties, "template") : std::nullopt;
}

std::vector<DeployedResource> deployed_resources(JsonObject root) {
  std::vector<DeployedResource> resources;
  collect(root, DeployedResource::no_parent, resources);
  return resources;
}

}  // namespace avmdoc

#include "template/marks.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace avmdoc {
namespace {

constexpr auto scopes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"deploymentTemplate.json", "resourceGroup"},
    {"subscriptionDeploymentTemplate.json", "subscription"},
    {"managementGroupDeploymentTemplate.json", "managementGroup"},
    {"tenantDeploymentTemplate.json", "tenant"},
});

}  // namespace

std::optional<Json> metadata_member(JsonObject declaration, std::string_view key) {
  const auto metadata = object_member(declaration, "metadata");
  return metadata ? member(*metadata, key) : std::nullopt;
}

std::optional<std::string_view> description_of(JsonObject declaration) {
  const auto metadata = object_member(declaration, "metadata");
  return metadata ? string_member(*metadata, "description") : std::nullopt;
}

bool is_exported(JsonObject declaration) {
  return is_true(metadata_member(declaration, export_mark));
}

std::optional<ImportMark> import_of(std::string_view name, JsonObject declaration) {
  const auto mark = metadata_member(declaration, import_mark);
  if (!mark || !mark->is_object()) return std::nullopt;
  const JsonObject from(*mark);
  // What another import brings along has a name such as `_1.lockType`.
  const std::size_t dot = name.starts_with('_') ? name.find('.') : std::string_view::npos;
  return ImportMark{string_member(from, "sourceTemplate").value_or(""),
                    string_member(from, "originalIdentifier")
                        .value_or(name.substr(dot == std::string_view::npos ? 0 : dot + 1))};
}

std::string_view generator_text(JsonObject root, std::string_view key) {
  const auto generator = metadata_member(root, "_generator");
  if (!generator || !generator->is_object()) return "";
  return string_member(JsonObject(*generator), key).value_or("");
}

std::string_view scope_of(JsonObject root) {
  std::string_view schema = string_member(root, "$schema").value_or("");
  if (schema.ends_with('#')) schema.remove_suffix(1);
  schema = schema.substr(schema.rfind('/') + 1);
  const auto* const found =
      std::ranges::find(scopes, schema, [](const auto& one) { return one.first; });
  return found == scopes.end() ? "" : found->second;
}

}  // namespace avmdoc

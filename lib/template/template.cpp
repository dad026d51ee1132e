#include "template/template.hpp"

#include <algorithm>

#include "limits.hpp"
#include "ordering/collation.hpp"
#include "template/marks.hpp"
#include "template/shape.hpp"
#include "template/syntax_error.hpp"
#include "text/ascii.hpp"
#include "text/byte_order_mark.hpp"

namespace avmdoc {
std::string_view definition_name(std::string_view reference) {
  return reference.substr(reference.rfind('/') + 1);
}

Template Template::parse(std::string text, std::string_view file) {
  Template result;
  result.parser_ = std::make_unique<simdjson::dom::parser>();
  result.text_ = std::move(text);
  std::string& owned = result.text_;
  owned.reserve(owned.size() + simdjson::SIMDJSON_PADDING);
  const std::string_view content = result.text();
  if (content.size() > limits::template_bytes) {
    throw Error(error_at("template-too-large", {std::string(file)},
                         "expected a compiled template of at most " +
                             std::to_string(limits::template_bytes) + " bytes, found " +
                             std::to_string(content.size())));
  }
  Json json;
  if (const auto error = result.parser_->parse(content.data(), content.size(), false).get(json)) {
    throw Error(syntax_error(content, file, error));
  }
  if (json.get(result.root_) != simdjson::SUCCESS) {
    throw Error(
        error_at("template-not-an-object", {std::string(file), {1, 1}},
                 "not a compiled template: expected an object; run: bicep build main.bicep"));
  }
  check_shape(result, result.parser_->doc, file);
  if (const auto definitions = object_member(result.root_, "definitions")) {
    for (const auto [name, definition] : *definitions) {
      result.definitions_.emplace_back(name, definition);
    }
    std::ranges::stable_sort(result.definitions_, {}, &Definition::first);
  }
  result.resources_ = deployed_resources(result.root_);
  return result;
}

std::string_view Template::text() const { return without_byte_order_mark(text_); }

std::string_view Template::name() const {
  const auto metadata = object_member(root_, "metadata");
  return metadata ? string_member(*metadata, "name").value_or("") : "";
}

std::optional<std::string_view> Template::description() const { return description_of(root_); }

bool Template::has_parameter(std::string_view name) const {
  const auto parameters = object_member(root_, "parameters");
  if (!parameters) return false;
  for (const auto [key, value] : *parameters) {
    if (equal_ignoring_case(key, name)) return true;
  }
  return false;
}

std::optional<JsonObject> Template::definition(std::string_view name) const {
  const auto found = std::ranges::lower_bound(definitions_, name, {}, &Definition::first);
  if (found == definitions_.end() || found->first != name) return std::nullopt;
  return found->second;
}

std::vector<std::string_view> path_to_resource(const Template& compiled, std::string_view type,
                                               std::string_view api_version) {
  std::vector<std::string_view> path;
  const std::vector<DeployedResource>& resources = compiled.resources();
  const auto found = std::ranges::find_if(resources, [&](const DeployedResource& resource) {
    return resource.api_version == api_version && equal_ignoring_case(resource.type, type);
  });
  if (found == resources.end()) return path;
  for (auto at = static_cast<std::size_t>(found - resources.begin());
       at != DeployedResource::no_parent; at = resources[at].parent) {
    path.push_back(resources[at].identifier);
  }
  std::ranges::reverse(path);
  return path;
}

std::vector<Output> read_outputs(const Template& compiled) {
  std::vector<Output> outputs;
  if (const auto listed = object_member(compiled.root(), "outputs")) {
    for (const auto [name, output] : *listed) {
      if (!output.is_object()) continue;
      outputs.push_back({std::string(name), std::string(string_member(output, "type").value_or("")),
                         optional_text(description_of(output))});
    }
  }
  std::stable_sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) {
    return compare_culture(a.name, b.name) < 0;
  });
  return outputs;
}

}  // namespace avmdoc

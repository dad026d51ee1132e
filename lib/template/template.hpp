#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/module.hpp"
#include "template/json.hpp"
#include "template/resources.hpp"

/// The compiled template (`main.json`). Only this stage knows JSON.
namespace avmdoc {

/// What a `$ref` such as `#/definitions/lockType` names: `lockType`.
std::string_view definition_name(std::string_view reference);

/// A compiled template. It owns its text and what was parsed; the views and handles that it gives
/// live as long as it.
class Template {
 public:
  /// Throws `Error` with the place in `file` when `text` is not a deployment template.
  static Template parse(std::string text, std::string_view file);

  /// The text that was parsed, without a BOM.
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] JsonObject root() const { return root_; }
  [[nodiscard]] std::string_view name() const;
  [[nodiscard]] std::optional<std::string_view> description() const;
  [[nodiscard]] bool has_parameter(std::string_view name) const;
  /// A user-defined type, or nothing.
  [[nodiscard]] std::optional<JsonObject> definition(std::string_view name) const;
  /// Without `existing` ones, in the order of the template (`Get-NestedResourceList`).
  [[nodiscard]] const std::vector<DeployedResource>& resources() const { return resources_; }

 private:
  using Definition = std::pair<std::string_view, JsonObject>;

  std::string text_;
  std::unique_ptr<simdjson::dom::parser> parser_;  ///< what `root_` points into
  JsonObject root_;
  std::vector<Definition> definitions_;  ///< sorted
  std::vector<DeployedResource> resources_;
};

/// The symbolic names of the deployments that the first resource of a type and version is in, from
/// the outermost one on, and its own; none when there is no such resource.
std::vector<std::string_view> path_to_resource(const Template& compiled, std::string_view type,
                                               std::string_view api_version);

/// The parameters with their types unfolded (`Set-DefinitionSection`), in the order of the README.
/// Types that refer to themselves are unfolded once, with a warning. Throws `Error` with the JSON
/// pointers of all parameters that lack a description or a requirement type where the convention
/// demands them, or of a `$ref` to nowhere.
std::vector<Parameter> read_parameters(const Template& compiled, const Convention& convention,
                                       std::string_view file, std::vector<Diagnostic>& warnings);

/// Whether a parameter must be given (`Get-IsParameterRequired`).
bool is_required(const Template& compiled, const Members& parameter);

/// The names of the required parameters, sorted.
std::vector<std::string> required_parameters(const Template& compiled);

/// All functions, sorted, when at least one is exported; else none.
std::vector<Function> read_functions(const Template& compiled);

/// The exported types and variables, in the order of the template.
std::vector<Export> read_exported_types(const Template& compiled);
std::vector<Export> read_exported_variables(const Template& compiled);

/// The outputs, sorted.
std::vector<Output> read_outputs(const Template& compiled);

}  // namespace avmdoc

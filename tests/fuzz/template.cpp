// The compiled template: any main.json gives a README, the same every time, or an `Error`.

#include <string>

#include "json_words.hpp"
#include "module.hpp"

const std::vector<std::string> fuzz::json_words = {
    "$schema",
    "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "languageVersion",
    "2.0",
    "metadata",
    "name",
    "description",
    "Required. A text.",
    "Optional. A text.",
    "Conditional. A text.\n- a list\n\r\nof lines | and bars",
    "Other. A text.",
    "definitions",
    "hubType",
    "kindType",
    "$ref",
    "#/definitions/hubType",
    "#/definitions/kindType",
    "#/definitions/nowhere",
    "parameters",
    "hubs",
    "shape",
    "type",
    "object",
    "secureObject",
    "array",
    "string",
    "int",
    "bool",
    "items",
    "prefixItems",
    "properties",
    "additionalProperties",
    "nullable",
    "defaultValue",
    "allowedValues",
    "minValue",
    "maxValue",
    "minLength",
    "maxLength",
    "sealed",
    "example",
    "discriminator",
    "propertyName",
    "mapping",
    "kind",
    "functions",
    "namespace",
    "members",
    "output",
    "value",
    "__bicep_export!",
    "__bicep_imported_from!",
    "variables",
    "builtInRoleNames",
    "roleAssignments",
    "resources",
    "existing",
    "namespace_hubs",
    "namespace_roleAssignments",
    "apiVersion",
    "2024-01-01",
    "2024-03-01",
    "Microsoft.Relay/namespaces",
    "Microsoft.Relay/namespaces/hybridConnections",
    "Microsoft.Resources/deployments",
    "template",
    "outputs",
    "enableTelemetry",
    "[resourceGroup().location]",
    "[[escaped]",
    "## Notes",
    "```",
    "~/",
    "a.b-c",
    "",
    "\xF0\x9F\x98\x80",
    "_generator",
    "templateHash",
    "copy",
    "condition",
    "dependsOn",
};

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  avmdoc::MemoryFileSystem files;
  fuzz::write_sources(files);
  files.write(fuzz::in_module("main.json"), std::string(fuzz::text_of(data, size)));
  const avmdoc::ModuleFolder folder = fuzz::module_folder();
  std::string readme;
  try {
    const avmdoc::Loader loader(files);
    const avmdoc::Module module = loader.load(folder);
    readme = avmdoc::render_readme(module);
    fuzz::expect(avmdoc::render_readme(module) == readme, "rendering twice gives the same");
    fuzz::expect(avmdoc::model_json(module, files).starts_with("{"), "a module has a model");
    std::size_t length = 0;
    for (const std::string_view name : avmdoc::section_names()) {
      length += avmdoc::render_section(module, name).value().size();
    }
    fuzz::expect(length <= readme.size() + 1, "the README holds its sections");
  } catch (const avmdoc::Error& error) {
    fuzz::expect(!error.diagnostics().empty(), "an error says what is wrong");
    for (const avmdoc::Diagnostic& diagnostic : error.diagnostics()) {
      fuzz::expect(!avmdoc::format(diagnostic).empty(), "an error has a message");
    }
    const auto failed = avmdoc::check(avmdoc::Loader(files), folder, {false, false});
    fuzz::expect(failed.state == avmdoc::CheckState::failed, "check fails where generate does");
    return 0;
  }
  const auto missing = avmdoc::check(avmdoc::Loader(files), folder, {false, false});
  fuzz::expect(missing.readme == avmdoc::ReadmeState::missing, "check misses a README");
  fuzz::expect(missing.expected == readme, "check expects the README that generate writes");
  static_cast<void>(avmdoc::check_json(missing));

  files.write(fuzz::in_module("README.md"), readme);
  const auto written = avmdoc::check(avmdoc::Loader(files), folder, {false, false});
  if (!fuzz::quotes_a_section(readme)) {
    fuzz::expect(written.readme == avmdoc::ReadmeState::current, "check after generate is clean");
    fuzz::expect(
        written.state == avmdoc::CheckState::clean || written.state == avmdoc::CheckState::stale,
        "what is current has not drifted");
  }

  // A README of the template's other half, so that what drifted is looked for.
  std::string other = readme.substr(readme.size() / 2);
  other.append("\n## Outputs\n").append(readme, 0, readme.size() / 3);
  files.write(fuzz::in_module("README.md"), other);
  const auto drifted = avmdoc::check(avmdoc::Loader(files), folder, {true, false});
  static_cast<void>(avmdoc::check_json(drifted));
  static_cast<void>(avmdoc::unified_diff("README.md", other, drifted.expected));
  return 0;
}

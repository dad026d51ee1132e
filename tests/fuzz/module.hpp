#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "avmdoc/avmdoc.hpp"
#include "target.hpp"

namespace fuzz {

/// Where the module of a target lies.
inline constexpr const char* module_path = "avm/res/relay/namespace";

inline avmdoc::ModuleFolder module_folder() {
  return {module_path, avmdoc::identity_of(module_path).value()};
}

inline std::string in_module(const char* file) { return std::string(module_path) + "/" + file; }

/// The `main.json` of the sources below, a little older than they are.
inline constexpr const char* compiled = R"({
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "metadata": {"name": "Relay Namespaces", "description": "This module deploys a Relay Namespace."},
  "definitions": {
    "hubType": {
      "type": "object",
      "properties": {
        "name": {"type": "string", "metadata": {"description": "Required. The name of the hub."}}
      },
      "metadata": {"__bicep_export!": true}
    }
  },
  "parameters": {
    "name": {"type": "string", "metadata": {"description": "Required. The name."}},
    "hubs": {
      "type": "array",
      "items": {"$ref": "#/definitions/hubType"},
      "maxLength": 4,
      "defaultValue": [],
      "metadata": {"description": "Optional. The hubs."}
    }
  },
  "resources": [
    {"type": "Microsoft.Relay/namespaces", "apiVersion": "2024-01-01", "name": "a"},
    {"type": "Microsoft.Relay/namespaces/hybridConnections", "apiVersion": "2021-11-01", "name": "b"}
  ],
  "outputs": {"name": {"type": "string", "metadata": {"description": "The name."}}}
})";

/// Writes the files of a module, its sources, a test and a child, but not its `main.json`.
inline void write_sources(avmdoc::MemoryFileSystem& files) {
  files.write(in_module("main.bicep"), R"(metadata name = 'Relay Namespaces'
metadata description = 'This module deploys a Relay Namespace.'

@description('Required. The name.')
param name string

@description('Optional. The hubs.')
@maxLength(4)
param hubs hubType[] = []

param shape { kind: 'a', size: int? }

resource namespace 'Microsoft.Relay/namespaces@2024-01-01' = {
  name: name
}

module namespace_hubs 'hub/main.bicep' = [for hub in hubs: {
  params: hub
}]

@description('The name.')
output name string = namespace.name

@export()
type hubType = {
  @description('Required. The name of the hub.')
  name: string
  @description('Optional. What is below.')
  below: hubType[]?
}
)");
  files.write(in_module("version.json"), R"({"version": "0.1"})");
  files.write(in_module("hub/main.bicep"), "param name string\n");
  files.write(in_module("tests/e2e/max/main.test.bicep"), R"(metadata name = 'All of it'

module testDeployment '../../../main.bicep' = {
  params: {
    name: 'a${1}'
    hubs: [{ name: 'b' }, { name: null }]
    'odd name': '''x'''
    shape: { kind: 'a', size: -1 }
  }
}
)");
}

/// Whether a README that was made without an old one says something that is read back as another
/// section: `## Notes` in a description, say. The reference reads it so, too.
inline bool quotes_a_section(std::string readme) {
  std::transform(readme.begin(), readme.end(), readme.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr const char* resource_types = "## resource types";
  return readme.find("## notes") != std::string::npos ||
         readme.find(resource_types) != readme.rfind(resource_types);
}

}  // namespace fuzz

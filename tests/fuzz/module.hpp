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

/// Whether the README says something that is read back from it as another section: a heading in a
/// description, say. The reference reads it so, too.
inline bool quotes_a_section(std::string_view readme, std::string_view heading) {
  std::string lower(readme);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower.find(heading) != lower.rfind(heading);
}

}  // namespace fuzz

#pragma once

#include <map>
#include <string>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"

namespace avmdoc::cli {

/// What a module references, in the order of the section Cross-referenced modules.
struct References {
  std::vector<std::string> local;   ///< `avm/res/network/virtual-network`
  std::vector<std::string> remote;  ///< `br/public:avm/res/key-vault/vault:0.11.0`
};

/// The references of modules by their paths below `avm/<kind>`: `network/virtual-network`.
using ReferenceList = std::map<std::string, References, std::less<>>;

/// Reads what `Get-CrossReferencedModuleList` returns, as it keeps it in
/// `avm-crossReferences.json`:
/// `{"network/virtual-network": {"localPathReferences": […], "remoteReferences": […]}, …}`. Throws
/// `Error`.
ReferenceList read_references(const FileSystem& files, const std::string& path);

/// Lets a module reference what the list says, and nothing if it is not listed.
void use_references(const ReferenceList& list, Module& module);

}  // namespace avmdoc::cli

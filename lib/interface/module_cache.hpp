#pragma once

#include <map>
#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// What an alias of a registry stands for. Empty where it says nothing.
struct RegistryAlias {
  std::string registry;
  std::string module_path;
};

/// What an alias of template specs stands for. Empty where it says nothing.
struct TemplateSpecAlias {
  std::string subscription;
  std::string resource_group;
};

/// What a `bicepconfig.json` says of modules: where the cache is, and the aliases of registries and
/// template specs. The nearest file above a source counts, as for the Bicep CLI; there may be none.
struct BicepConfiguration {
  std::string file;  ///< empty when there is none
  bool is_json = true;
  std::string cache;  ///< the folder; empty when it names none
  std::map<std::string, RegistryAlias> registries;
  std::map<std::string, TemplateSpecAlias> template_specs;
};

/// Reads the text of a file.
BicepConfiguration read_bicep_configuration(std::string file, const std::string& text);

/// A module reference such as `br/public:avm/res/storage/storage-account:0.9.0`, without aliases:
/// its full form, and where the Bicep CLI keeps its template below the cache folder.
struct CachedModule {
  std::string reference;  ///< `br:mcr.microsoft.com/bicep/avm/…:0.9.0`
  std::string path;       ///< the path of its `main.json`
  std::string problem;    ///< why there is none; empty for a reference that is right
};

/// Where the template of a remote module is. `default_cache` is the cache folder when the
/// configuration names none. There is a `problem` when the reference is not well-formed or its
/// alias is unknown.
CachedModule cached_module(std::string_view reference, const BicepConfiguration& configuration,
                           std::string_view default_cache);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string>

#include "avmdoc/bicep.hpp"
#include "avmdoc/file_system.hpp"
#include "model/json.hpp"
#include "module/source_places.hpp"

namespace avmdoc {

/// Where a module's source declares what its template has.
class Places {
 public:
  /// `path` is that of the source; when it cannot be read there are no places.
  Places(const FileSystem& files, const std::string& path);
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// Sets the member `source` of `json` to the place of a declaration, when it is known.
  void add(JsonOut& json, bicep::NodeKind kind, std::string_view name) const;
  /// The same for a JSON pointer into `/parameters` or `/definitions`.
  void add(JsonOut& json, std::string_view pointer) const;

 private:
  std::string file_;
  std::optional<bicep::Tree> tree_;
  std::optional<SourcePlaces> places_;
};

}  // namespace avmdoc

#pragma once

#include <string_view>
#include <utility>

namespace avmdoc {

/// `br/public:avm/res/key-vault/vault:0.11.0` as path and version; no version for a local module.
inline std::pair<std::string_view, std::string_view> split_version(std::string_view reference) {
  const std::size_t first = reference.find(':');
  const std::size_t last = reference.rfind(':');
  if (last == std::string_view::npos || last == first) return {reference, {}};
  return {reference.substr(0, last), reference.substr(last + 1)};
}

}  // namespace avmdoc

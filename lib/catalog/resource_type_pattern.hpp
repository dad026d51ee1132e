#pragma once

#include <boost/regex.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace avmdoc {

/// Which resource types of a provider a module's path, such as `virtualnetwork/subnet`, may stand
/// for: each segment may have the ending of a singular or a plural. Follows
/// `Get-SpecsAlignedResourceName` of the reference, without regard to case.
class ResourceTypePattern {
 public:
  explicit ResourceTypePattern(std::string_view spelled);

  /// Whether `name`, such as `virtualNetworks/subnets`, is such a type.
  [[nodiscard]] bool matches(std::string_view name) const;
  /// Whether it is one for the path without its last segment: some modules' last segment names no
  /// resource (`role-definition/management-group`).
  [[nodiscard]] bool matches_parent(std::string_view name) const;

 private:
  boost::regex whole_;
  std::optional<boost::regex> parent_;
};

}  // namespace avmdoc

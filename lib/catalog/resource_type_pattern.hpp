#pragma once

#include <boost/regex.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace avmdoc {

/// Which resource types of a provider a module's path, such as `virtualnetwork/subnet`, may stand
/// for: each segment may have the ending of a singular or a plural. Follows
/// `Get-SpecsAlignedResourceName` of the reference, without regard to case.
class ResourceTypePattern {
 public:
  explicit ResourceTypePattern(std::string_view spelled);

  /// Whether `name`, such as `virtualNetworks/subnets`, is such a type.
  [[nodiscard]] bool matches(std::string_view name) const;
  /// Those of `names` that the path without its last segment may stand for: some modules' last
  /// segment names no resource (`role-definition/management-group`).
  [[nodiscard]] std::vector<std::string> parents(const std::vector<std::string_view>& names) const;

 private:
  boost::regex whole_;
  std::string parent_;  ///< the pattern without the last segment, or empty
  std::ptrdiff_t segments_ = 0;
};

}  // namespace avmdoc

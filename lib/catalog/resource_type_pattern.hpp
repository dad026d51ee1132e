#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avmdoc {

/// Which resource types of a provider a module's path, such as `virtualnetwork/subnet`, may stand
/// for: each segment may have the ending of a singular or a plural. Follows
/// `Get-SpecsAlignedResourceName` of the reference, without regard to case.
class ResourceTypePattern {
 public:
  explicit ResourceTypePattern(std::string_view path);

  /// Whether `name`, such as `virtualNetworks/subnets`, is such a type.
  [[nodiscard]] bool matches(std::string_view name) const;
  /// Those of `names` that the path without its last segment may stand for: some modules' last
  /// segment names no resource (`role-definition/management-group`).
  [[nodiscard]] std::vector<std::string> parents(const std::vector<std::string_view>& names) const;

 private:
  /// The part of a path before its last segment, as the reference cuts it off.
  struct Parent {
    std::size_t segments = 0;  ///< so many whole ones,
    std::string rest;          ///< and then literally this
  };

  [[nodiscard]] std::optional<Parent> parent() const;
  /// What follows the first segments of a name, or nothing when those are others.
  [[nodiscard]] std::optional<std::string_view> after(std::string_view name,
                                                      std::size_t segments) const;

  std::vector<std::string> stems_;  ///< of each segment
};

}  // namespace avmdoc

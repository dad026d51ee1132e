#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avmdoc {

/// The resource types of a provider that a module's path, such as `virtualnetwork/subnet`, may
/// name: each segment may have the ending of a singular or a plural. Follows
/// `Get-SpecsAlignedResourceName` of the reference, without regard to case.
class ResourceTypePattern {
 public:
  explicit ResourceTypePattern(std::string_view path);

  /// Whether `name`, such as `virtualNetworks/subnets`, is such a type.
  [[nodiscard]] bool matches(std::string_view name) const;
  /// Those of `names` that the path without its last segment may name: the last segment of some
  /// modules names no resource (`role-definition/management-group`).
  [[nodiscard]] std::vector<std::string> parents(const std::vector<std::string_view>& names) const;

 private:
  /// The part of a path before its last segment, as the reference cuts it off.
  struct Parent {
    std::size_t segments = 0;  ///< the number of whole segments,
    std::string rest;          ///< and the literal text after them
  };

  [[nodiscard]] std::optional<Parent> parent() const;
  /// What follows the first segments of a name; nothing when they do not match.
  [[nodiscard]] std::optional<std::string_view> after(std::string_view name,
                                                      std::size_t segments) const;

  std::vector<std::string> stems_;  ///< of each segment
};

}  // namespace avmdoc

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"

namespace avmdoc {

/// The API catalog: which resource types Azure has, and in which API versions (the
/// `apiSpecsList.json` that the AVM site publishes). Immutable; share one between threads.
class AVMDOC_API Catalog {
 public:
  /// The catalog that is built into the library.
  static const Catalog& builtin();

  /// From the text of an `apiSpecsList.json`: an object of provider namespaces, each an object of
  /// resource types, each an array of API versions. Throws `Error` with `file` in its location.
  static Catalog from_json(std::string_view text, std::string_view file = {});

  ~Catalog();
  Catalog(Catalog&&) noexcept;
  Catalog& operator=(Catalog&&) noexcept;

  /// Whether it lists the resource type, such as `Microsoft.Storage/storageAccounts`, without
  /// regard to case.
  [[nodiscard]] bool has_type(std::string_view resource_type) const;
  /// Whether it lists the resource type in that API version, without regard to case.
  [[nodiscard]] bool has_version(std::string_view resource_type, std::string_view version) const;

  /// The resource type that the identifier of a resource module, such as
  /// `network/virtual-network`, names (`Get-SpecsAlignedResourceName`). `ambiguous` holds the
  /// candidates when there is more than one, and then the name is empty.
  struct Match {
    std::string resource_type;
    std::vector<std::string> ambiguous;
  };
  [[nodiscard]] Match match(std::string_view identifier) const;

 private:
  struct Data;
  explicit Catalog(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

}  // namespace avmdoc

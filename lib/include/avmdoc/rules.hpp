#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"

namespace avmdoc {

/// Which state of the reference is followed. `automatic` chooses for each module: `current` when
/// there is a `metadata.json` in its folder or in that of a module above it, else `august_2026`.
enum class RuleSet : std::uint8_t { automatic, august_2026, current };

/// What the reference does in one state and not in another. Everything else is the same in all.
/// `docs/reference.md` explains each of them.
struct Rules {
  std::string_view name;  ///< `2026-08`, `current`
  std::string_view date;  ///< the state of the reference, as `2026-08-01`

  /// ORPHANED.md is a banner.
  bool orphaned_banner;
  /// The title of a `res` module is the deployed type that its folder names, then the
  /// `canonicalType` of `metadata.json`, then the guess by the catalog; else the guess alone.
  bool title_from_deployed_type;
  /// Notes come from `README.notes.md`, when there is one.
  bool notes_sidecar;
  /// A comment after a value of a test may change the value.
  bool comments_change_values;
  /// The JSON form of an example loses its comments when a parameter is named `keys`.
  bool comments_lost_to_keys;
  /// The second discriminated union of one list repeats the variants of the first.
  bool variants_repeat;
  /// An object as example of a parameter is written as the name of its .NET type.
  bool object_example_as_type_name;
  /// Template references always name the API version.
  bool links_always_versioned;
  /// A module loses its cross-references to a later one with the same identity.
  bool references_by_identity;
  /// A test that passes an unknown parameter, or lacks a required one, is a warning.
  bool checks_test_parameters;
};

/// The rules of a set; those of `automatic` are `august_2026`.
AVMDOC_API const Rules& rules_of(RuleSet set);

/// `auto`, `2026-08`, `current`, in this order.
AVMDOC_API const std::vector<std::string_view>& rule_set_names();
AVMDOC_API std::optional<RuleSet> rule_set_named(std::string_view name);

}  // namespace avmdoc

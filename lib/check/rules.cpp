#include <algorithm>
#include <array>

#include "avmdoc/check.hpp"

namespace avmdoc {

namespace {

constexpr std::string_view generate = "Run avmdoc generate on the module and commit its README.md.";
constexpr std::string_view by_hand =
    "The README is generated (SNFR15): make the change in main.bicep or the tests, or in the "
    "section Notes, which is kept. Then run avmdoc generate on the module.";

/// In the order of `DriftKind`, which is that of the names. docs/diagnostics.md explains each.
constexpr std::array<DriftRule, 37> rules = {{
    {DriftKind::api_version_differs, "api-version-differs",
     "The README shows another API version of a resource type", generate},
    {DriftKind::banner_differs, "banner-differs",
     "The quoted blocks below the title are not those of the marker files", generate},
    {DriftKind::cross_reference_differs, "cross-reference-differs",
     "The README shows another version of a referenced module", generate},
    {DriftKind::cross_reference_missing, "cross-reference-missing",
     "The README does not list a referenced module", generate},
    {DriftKind::cross_reference_obsolete, "cross-reference-obsolete",
     "The README lists a module that is no longer referenced", generate},
    {DriftKind::description_differs, "description-differs", "The README has another description",
     generate},
    {DriftKind::example_differs, "example-differs", "An example is not what its test says",
     generate},
    {DriftKind::example_missing, "example-missing", "The README lacks the example of a test",
     generate},
    {DriftKind::example_obsolete, "example-obsolete", "The README has an example without a test",
     generate},
    {DriftKind::function_differs, "function-differs", "The README describes a function differently",
     generate},
    {DriftKind::function_missing, "function-missing", "The README lacks an exported function",
     generate},
    {DriftKind::function_obsolete, "function-obsolete",
     "The README lists a function that is no longer exported", generate},
    {DriftKind::line_endings, "line-endings",
     "The README has other line endings or a byte order mark",
     "Run avmdoc generate on the module, or let git convert line endings (.gitattributes)."},
    {DriftKind::module_reference_differs, "module-reference-differs",
     "The README refers to the module differently", generate},
    {DriftKind::older_format, "older-format", "The README was written by an older generator",
     generate},
    {DriftKind::other_rules, "other-rules",
     "The README was written by other rules than the module follows", generate},
    {DriftKind::output_differs, "output-differs", "The README describes an output differently",
     generate},
    {DriftKind::output_missing, "output-missing", "The README lacks an output", generate},
    {DriftKind::output_obsolete, "output-obsolete",
     "The README lists an output that no longer exists", generate},
    {DriftKind::own_section, "own-section",
     "The README has a section that the generator does not write and would delete",
     "Move the text into the section Notes, which is kept, or into another file. Then run avmdoc "
     "generate on the module."},
    {DriftKind::parameter_differs, "parameter-differs",
     "The README describes a parameter differently", generate},
    {DriftKind::parameter_missing, "parameter-missing", "The README lacks a parameter", generate},
    {DriftKind::parameter_obsolete, "parameter-obsolete",
     "The README lists a parameter that no longer exists", generate},
    {DriftKind::readme_misnamed, "readme-misnamed", "The name of the README is in other letters",
     "Rename the file to README.md (git mv), then run avmdoc generate on the module."},
    {DriftKind::readme_missing, "readme-missing", "The module has no README", generate},
    {DriftKind::resource_type_differs, "resource-type-differs",
     "The README refers to a resource type differently", generate},
    {DriftKind::resource_type_missing, "resource-type-missing", "The README lacks a resource type",
     generate},
    {DriftKind::resource_type_obsolete, "resource-type-obsolete",
     "The README lists a resource type that is no longer deployed", generate},
    {DriftKind::section_differs, "section-differs", "A section of the README has another text",
     generate},
    {DriftKind::section_edited, "section-edited", "A part of the README was edited by hand",
     by_hand},
    {DriftKind::section_missing, "section-missing", "The README lacks a section", generate},
    {DriftKind::section_obsolete, "section-obsolete",
     "The README has a section that the module no longer needs", generate},
    {DriftKind::template_stale, "template-stale", "main.json is out of date with its sources",
     "Run bicep build main.bicep, then avmdoc generate on the module, and commit both files."},
    {DriftKind::title_differs, "title-differs", "The README has another title", generate},
    {DriftKind::variant_differs, "variant-differs", "The README describes a variant differently",
     generate},
    {DriftKind::variant_missing, "variant-missing", "The README lacks a variant of a parameter",
     generate},
    {DriftKind::variant_obsolete, "variant-obsolete",
     "The README lists a variant that no longer exists", generate},
}};

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].kind != static_cast<DriftKind>(i)) return false;
  }
  return std::ranges::is_sorted(rules, {}, &DriftRule::name);
}
static_assert(are_in_order(), "each kind of drift needs its row, sorted by name");

}  // namespace

const std::vector<DriftRule>& drift_rules() {
  static const std::vector<DriftRule> all(rules.begin(), rules.end());
  return all;
}

std::string_view name_of(DriftKind kind) { return rules.at(static_cast<std::size_t>(kind)).name; }

}  // namespace avmdoc

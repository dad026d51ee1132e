#include "avmdoc/check.hpp"

namespace avmdoc {

namespace {

constexpr std::string_view generate = "Run avmdoc generate on the module and commit its README.md.";
constexpr std::string_view by_hand =
    "The README is generated (SNFR15): take the change to main.bicep or the tests, or to the "
    "section Notes, which is kept. Then run avmdoc generate on the module.";

}  // namespace

const std::vector<DriftRule>& drift_rules() {
  static const std::vector<DriftRule> rules = {
      {"api-version-changed", "The README shows another API version of a resource type", generate},
      {"banner-changed", "The README does not say what the marker files say", generate},
      {"cross-reference-added", "The README lacks a referenced module", generate},
      {"cross-reference-changed", "The README shows a referenced module otherwise", generate},
      {"cross-reference-removed", "The README lists a module that is not referenced", generate},
      {"description-changed", "The README describes the module otherwise", generate},
      {"example-added", "The README lacks the example of a test", generate},
      {"example-changed", "The README shows an example otherwise than its test", generate},
      {"example-removed", "The README shows an example without a test", generate},
      {"function-added", "The README lacks an exported function", generate},
      {"function-changed", "The README describes an exported function otherwise", generate},
      {"function-removed", "The README lists a function that is not there", generate},
      {"line-endings", "The README has other line endings or a byte order mark",
       "Run avmdoc generate on the module, or let git convert line endings (.gitattributes)."},
      {"module-reference-changed", "The README tells otherwise how to reference the module",
       generate},
      {"output-added", "The README lacks an output", generate},
      {"output-changed", "The README describes an output otherwise", generate},
      {"output-removed", "The README lists an output that is not there", generate},
      {"parameter-added", "The README lacks a parameter", generate},
      {"parameter-changed", "The README describes a parameter otherwise", generate},
      {"parameter-removed", "The README lists a parameter that is not there", generate},
      {"readme-missing", "The module has no README", generate},
      {"resource-type-added", "The README lacks a resource type", generate},
      {"resource-type-changed", "The README shows a resource type otherwise", generate},
      {"resource-type-removed", "The README lists a resource type that is not deployed", generate},
      {"section-added", "The README lacks a section", generate},
      {"section-edited", "A part of the README was edited by hand", by_hand},
      {"section-removed", "The README has a section that does not belong there", by_hand},
      {"template-stale", "main.json is older than its sources",
       "Run bicep build main.bicep, then avmdoc generate on the module, and commit both files."},
      {"title-changed", "The README has another title", generate},
      {"variant-added", "The README lacks a variant of a parameter", generate},
      {"variant-changed", "The README describes a variant otherwise", generate},
      {"variant-removed", "The README lists a variant that is not there", generate},
  };
  return rules;
}

}  // namespace avmdoc

#include "avmdoc/check.hpp"

namespace avmdoc {

namespace {

constexpr std::string_view generate = "Run avmdoc generate on the module and commit its README.md.";
constexpr std::string_view by_hand =
    "The README is generated (SNFR15): make the change in main.bicep or the tests, or in the "
    "section Notes, which is kept. Then run avmdoc generate on the module.";

}  // namespace

const std::vector<DriftRule>& drift_rules() {
  using enum DriftKind;
  static const std::vector<DriftRule> rules = {
      {api_version_differs, "api-version-differs",
       "The README shows another API version of a resource type", generate},
      {banner_differs, "banner-differs",
       "The quoted blocks below the title are not those of the marker files", generate},
      {cross_reference_differs, "cross-reference-differs",
       "The README shows another version of a referenced module", generate},
      {cross_reference_missing, "cross-reference-missing",
       "The README does not list a referenced module", generate},
      {cross_reference_obsolete, "cross-reference-obsolete",
       "The README lists a module that is no longer referenced", generate},
      {description_differs, "description-differs", "The README has another description", generate},
      {example_differs, "example-differs", "An example is not what its test says", generate},
      {example_missing, "example-missing", "The README lacks the example of a test", generate},
      {example_obsolete, "example-obsolete", "The README has an example without a test", generate},
      {function_differs, "function-differs", "The README describes a function differently",
       generate},
      {function_missing, "function-missing", "The README lacks an exported function", generate},
      {function_obsolete, "function-obsolete",
       "The README lists a function that is no longer exported", generate},
      {line_endings, "line-endings", "The README has other line endings or a byte order mark",
       "Run avmdoc generate on the module, or let git convert line endings (.gitattributes)."},
      {module_reference_differs, "module-reference-differs",
       "The README refers to the module differently", generate},
      {older_format, "older-format", "The README was written by an older generator", generate},
      {other_rules, "other-rules", "The README was written by other rules than the module follows",
       generate},
      {output_differs, "output-differs", "The README describes an output differently", generate},
      {output_missing, "output-missing", "The README lacks an output", generate},
      {output_obsolete, "output-obsolete", "The README lists an output that no longer exists",
       generate},
      {own_section, "own-section",
       "The README has a section that the generator does not write and would delete",
       "Move the text into the section Notes, which is kept, or into another file. Then run avmdoc "
       "generate on the module."},
      {parameter_differs, "parameter-differs", "The README describes a parameter differently",
       generate},
      {parameter_missing, "parameter-missing", "The README lacks a parameter", generate},
      {parameter_obsolete, "parameter-obsolete",
       "The README lists a parameter that no longer exists", generate},
      {readme_misnamed, "readme-misnamed", "The name of the README is in other letters",
       "Rename the file to README.md (git mv), then run avmdoc generate on the module."},
      {readme_missing, "readme-missing", "The module has no README", generate},
      {resource_type_differs, "resource-type-differs",
       "The README refers to a resource type differently", generate},
      {resource_type_missing, "resource-type-missing", "The README lacks a resource type",
       generate},
      {resource_type_obsolete, "resource-type-obsolete",
       "The README lists a resource type that is no longer deployed", generate},
      {section_differs, "section-differs", "A section of the README has another text", generate},
      {section_edited, "section-edited", "A part of the README was edited by hand", by_hand},
      {section_missing, "section-missing", "The README lacks a section", generate},
      {section_obsolete, "section-obsolete",
       "The README has a section that the module no longer needs", generate},
      {template_stale, "template-stale", "main.json is out of date with its sources",
       "Run bicep build main.bicep, then avmdoc generate on the module, and commit both files."},
      {title_differs, "title-differs", "The README has another title", generate},
      {variant_differs, "variant-differs", "The README describes a variant differently", generate},
      {variant_missing, "variant-missing", "The README lacks a variant of a parameter", generate},
      {variant_obsolete, "variant-obsolete", "The README lists a variant that no longer exists",
       generate},
  };
  return rules;
}

std::string_view name_of(DriftKind kind) {
  for (const DriftRule& rule : drift_rules()) {
    if (rule.kind == kind) return rule.name;
  }
  return {};
}

}  // namespace avmdoc

#include "avmdoc/convention.hpp"

#include <algorithm>

#include "convention/sections.hpp"

namespace avmdoc {
namespace {

std::vector<SectionShape> sections_of_avm() {
  std::vector<SectionShape> sections;
  for (const KnownSection& known : known_sections) {
    if (known.name == "exported-types") break;
    sections.push_back({std::string(known.name), std::string(known.title), "", ""});
  }
  return sections;
}

/// Parameters and outputs before the examples, which may be long.
std::vector<SectionShape> sections_of_bicep() {
  std::vector<SectionShape> sections;
  for (const std::string_view name :
       {"title", "banners", "description", "reference", "navigation", "resource-types",
        "parameters", "outputs", "exported-types", "exported-variables", "exported-functions",
        "usage-examples", "child-modules", "cross-referenced-modules"}) {
    const auto* const known = std::ranges::find(known_sections, name, &KnownSection::name);
    sections.push_back({std::string(name), std::string(known->title), "", ""});
  }
  return sections;
}

Convention make_avm() {
  Convention avm;
  avm.profile = "avm";
  avm.reference = "br/public:{path}:{version}";
  avm.version = "<version>";
  avm.reference_needs_version_file = true;
  avm.scope_folders = {"rg-scope", "sub-scope", "mg-scope"};
  avm.roles_variable = "builtInRoleNames";
  avm.test_file = "main.test.bicep";
  avm.deployment_name = "testDeployment";
  avm.sections = sections_of_avm();
  avm.title_has_type = true;
  avm.banners = {"DEPRECATED.md", "ORPHANED.md", "MOVED-TO-AVM.md"};
  avm.telemetry_parameter = "enableTelemetry";
  avm.has_odd_values = true;
  return avm;
}

Convention make_bicep() {
  Convention bicep;
  bicep.profile = "bicep";
  bicep.reference = "./{file}";
  bicep.version = "<version>";
  bicep.requirement_types = RequirementTypes::prefix_or_type;
  bicep.shows_lengths = true;
  bicep.roles_variable = "builtInRoleNames";
  bicep.examples = {"{example,examples,sample,samples,test,tests,.test,.tests}/**/*.bicep"};
  bicep.forms = {.bicep = true, .json = false, .parameter_file = true};
  bicep.sections = sections_of_bicep();
  bicep.banners = {"DEPRECATED.md"};
  bicep.keeps_own_sections = true;
  bicep.escapes_bars = true;
  bicep.anchors = Anchors::github;
  bicep.shows_signatures = true;
  return bicep;
}

}  // namespace

const Convention& avm_convention() {
  static const Convention avm = make_avm();
  return avm;
}

const Convention& bicep_convention() {
  static const Convention bicep = make_bicep();
  return bicep;
}

const std::vector<std::string_view>& convention_names() {
  static const std::vector<std::string_view> names = {avm_convention().profile,
                                                      bicep_convention().profile};
  return names;
}

const Convention* convention_named(std::string_view name) {
  for (const Convention* known : {&avm_convention(), &bicep_convention()}) {
    if (known->profile == name) return known;
  }
  return nullptr;
}

}  // namespace avmdoc

#include <catch2/catch.hpp>

#include "avmdoc/readme.hpp"

namespace avmdoc {
namespace {

Module module_with_everything() {
  Module module;
  module.identity = {ModuleKind::resource, "things/thing"};
  module.reference = "br/public:avm/res/things/thing:<version>";
  module.name = "Things";
  module.title_type = "Microsoft.Things/things";
  module.description = "It makes things.";
  module.banners = {{"DEPRECATED.md", {"> Old."}}};
  module.versioned = true;
  module.has_tests = true;
  module.resource_types = {{"Microsoft.Things/things", "2024-01-01", "https://example.org"}};
  module.functions = {{"twice", "Doubles.", ""}};
  module.outputs = {{"id", "string", "Its id."}};
  module.local_references = {"avm/res/other/thing"};
  module.notes = {"## Notes", "", "Kept."};
  module.telemetry_notice = "It is counted.";
  Parameter parameter;
  parameter.name = "name";
  parameter.category = "Required";
  parameter.type = "string";
  parameter.required = true;
  module.parameters = {parameter};
  return module;
}

TEST_CASE("Each section is in the README as it is rendered alone, in the order of the names") {
  const Module module = module_with_everything();
  const std::string readme = render_readme(module);
  std::size_t at = 0;
  for (const avmdoc::SectionShape& shape : avmdoc::avm_convention().sections) {
    const std::string& name = shape.name;
    INFO(name);
    const auto section = render_section(module, name);
    REQUIRE(section);
    CHECK(section->ends_with('\n'));
    const std::size_t found = readme.find(*section, at);
    REQUIRE(found != std::string::npos);
    // Nothing but blank lines lies between two sections.
    CHECK(readme.substr(at, found - at).find_first_not_of('\n') == std::string::npos);
    at = found + section->size();
  }
  CHECK(at == readme.size());
}

TEST_CASE("A section that the module does not have is empty, one that no README has is nothing") {
  const Module module;
  CHECK(render_section(module, "notes") == "");
  CHECK(render_section(module, "exported-functions") == "");
  CHECK(render_section(module, "Outputs") == std::nullopt);
  CHECK(render_section(module, "") == std::nullopt);
}

}  // namespace
}  // namespace avmdoc

#include <catch2/catch.hpp>

#include "avmdoc/readme.hpp"
#include "readme/sections.hpp"

using namespace avmdoc;

namespace {

using Write = void (*)(const Module&, Page&);

std::string section(Write write, const Module& module) {
  Page page{avmdoc::avm_convention(), {}, nullptr};
  write(module, page);
  return page.text;
}

/// A document with its Navigation.
std::string navigated(const std::string& document) {
  return with_navigation(Page{avmdoc::avm_convention(), document, nullptr}).text;
}

Module named(const std::string& identity) {
  Module module;
  module.identity = *identity_of(identity);
  module.reference = "br/public:" + module.identity.full() + ":<version>";
  module.name = "Some Things";
  module.title_type = "Some/Thing";
  return module;
}

}  // namespace

TEST_CASE("the title is name and type", "[readme]") {
  CHECK(section(write_title, named("avm/ptn/some/thing")) == "# Some Things `[Some/Thing]`\n\n");
  Module module = named("avm/ptn/some/thing");
  module.name.clear();
  CHECK(section(write_title, module) == "#  `[Some/Thing]`\n\n");
}

TEST_CASE("banners are blocks of their own", "[readme]") {
  Module module;
  CHECK(section(write_banners, module).empty());
  module.banners = {{"DEPRECATED.md", {"> Old.", "> Gone."}}, {"ORPHANED.md", {">"}}};
  CHECK(section(write_banners, module) == "> Old.\n> Gone.\n\n>\n\n");
}

TEST_CASE("the description may be missing", "[readme]") {
  Module module;
  CHECK(section(write_description, module) == "\n");
  module.description = "Two\nlines.";
  CHECK(section(write_description, module) == "Two\nlines.\n\n");
}

TEST_CASE("the reference block is for published modules", "[readme]") {
  Module module = named("avm/res/network/virtual-network");
  CHECK(section(write_reference_block, module).empty());
  module.versioned = true;
  CHECK(section(write_reference_block, module) ==
        "You can reference the module as follows:\n```bicep\nmodule virtualNetwork "
        "'br/public:avm/res/network/virtual-network:<version>' = {\n  params: { (...) }\n}\n```\n"
        "For examples, please refer to the [Usage Examples](#usage-examples) section.\n\n");
}

TEST_CASE("examples call a module by its second segment in camel case", "[readme]") {
  const auto name = [](const char* identity) { return symbolic_name(*identity_of(identity)); };
  CHECK(name("avm/res/network/virtual-network") == "virtualNetwork");
  CHECK(name("avm/res/network/virtual-network/subnet") == "virtualNetwork");
  CHECK(name("avm/res/network/public-ip-address") == "publicIpAddress");
  CHECK(name("avm/res/network/public-ip-addresses") == "publicIPAddresses");
  CHECK(name("avm/res/network/Public-IP-Prefixes") == "publicIPPrefixes");
  CHECK(name("avm/ptn/some/thing--old") == "thing");
  CHECK(name("avm/ptn/alone") == "alone");
  // In the reference block, the display name is asked in place of the path.
  Module module = named("avm/res/network/public-ip-addresses");
  module.versioned = true;
  CHECK(section(write_reference_block, module).find("module publicIpAddresses ") !=
        std::string::npos);
}

TEST_CASE("resource types are a table", "[readme]") {
  Module module;
  CHECK(section(write_resource_types, module) == "## Resource Types\n\n_None_\n");
  module.resource_types = {{"Microsoft.A/things/parts", "2024-01-01", "https://x.y"}};
  CHECK(section(write_resource_types, module) ==
        "## Resource Types\n\n| Resource Type | API Version | References |\n| :-- | :-- | :-- |\n"
        "| `Microsoft.A/things/parts` | 2024-01-01 | <ul style=\"padding-left: 0px;\">"
        "<li>[AzAdvertizer](https://www.azadvertizer.net/azresourcetypes/"
        "microsoft.a_things_parts.html)</li><li>[Template reference](https://x.y)</li></ul> |\n");
}

TEST_CASE("outputs have a column for descriptions when one has", "[readme]") {
  Module module;
  CHECK(section(write_outputs, module) == "\n\n## Outputs\n\n_None_\n");
  module.outputs = {{"a", "string", std::nullopt}, {"b", "int", std::nullopt}};
  CHECK(section(write_outputs, module) ==
        "\n\n## Outputs\n\n| Output | Type |\n| :-- | :-- |\n| `a` | string |\n| `b` | int |\n");
  module.outputs[1].description = "One.\r\n- Two.\nThree.";
  CHECK(section(write_outputs, module) ==
        "\n\n## Outputs\n\n| Output | Type | Description |\n| :-- | :-- | :-- |\n"
        "| `a` | string |  |\n| `b` | int | One.<p>- Two.<p>Three. |\n");
}

TEST_CASE("exported functions are a table", "[readme]") {
  Module module;
  CHECK(section(write_exported_functions, module).empty());
  module.functions = {{"f", "One.\nTwo.", ""}, {"g", std::nullopt, ""}};
  CHECK(section(write_exported_functions, module) ==
        "\n\n## Exported functions\n\n| Function | Description |\n| :-- | :-- |\n"
        "| `f` | One.<p>Two. |\n| `g` |  |\n");
}

TEST_CASE("cross-referenced modules are local ones, then remote ones", "[readme]") {
  Module module;
  CHECK(section(write_cross_referenced_modules, module).empty());
  module.remote_references = {"br/public:avm/res/a/b:1.0.0"};
  const std::string remote = section(write_cross_referenced_modules, module);
  CHECK(remote.starts_with("\n\n## Cross-referenced modules\n\nThis section gives you"));
  CHECK(
      remote.ends_with("| Reference | Type |\n| :-- | :-- |\n"
                       "| `br/public:avm/res/a/b:1.0.0` | Remote reference |\n"));
  module.local_references = {"avm/res/c/d"};
  CHECK(section(write_cross_referenced_modules, module)
            .ends_with("| `avm/res/c/d` | Local reference |\n"
                       "| `br/public:avm/res/a/b:1.0.0` | Remote reference |\n"));
}

TEST_CASE("notes follow after one blank line, and data collection after them", "[readme]") {
  Module module;
  Page page{avmdoc::avm_convention(), {}, nullptr};
  std::string& out = page.text;
  out = "before\n\n\n";
  write_notes(module, page);
  write_data_collection(module, page);
  CHECK(out == "before\n\n\n");
  module.telemetry_notice = "Notice.";
  write_data_collection(module, page);
  CHECK(out == "before\n\n## Data Collection\n\nNotice.\n");

  module.notes = {"## Notes", "", "Text.", ""};
  out = "before\n\n\n";
  write_notes(module, page);
  CHECK(out == "before\n\n## Notes\n\nText.\n\n");
  write_data_collection(module, page);
  CHECK(out == "before\n\n## Notes\n\nText.\n\n## Data Collection\n\nNotice.\n");

  module.notes.pop_back();
  out = "before\n";
  write_notes(module, page);
  write_data_collection(module, page);
  CHECK(out == "before\n\n## Notes\n\nText.\n\n## Data Collection\n\nNotice.\n");
}

TEST_CASE("a section begins after one blank line", "[readme]") {
  for (const std::string before : {"x", "x\n", "x\n\n\n", "x  \n \n"}) {
    Page page{avmdoc::avm_convention(), before, nullptr};
    begin_section("Title", page);
    CHECK(page.text == "x\n\n## Title\n\n");
  }
}

TEST_CASE("the navigation lists the second-level headings", "[readme]") {
  CHECK(navigated("# T\n\nText.\n\n## One\n\n### No\n\n## Two Words\n\nx\n") ==
        "# T\n\nText.\n\n## Navigation\n\n- [One](#One)\n- [Two Words](#Two-Words)\n\n"
        "## One\n\n### No\n\n## Two Words\n\nx\n");
}

TEST_CASE("entries of the navigation lose hashes and dots", "[readme]") {
  CHECK(navigated("# T\n\nText.\n\n## A #1 v2.0 \n").find("- [A 1 v2.0](#A-1-v20)\n") !=
        std::string::npos);
}

TEST_CASE("a heading in a code fence or behind a \\n in a string is listed, too", "[readme]") {
  const std::string text =
      navigated("# T\n\nText.\n\n## One\n\n```\n## Fence\n'a\\n## String\\nb'\n```\n");
  CHECK(text.find("- [One](#One)\n- [Fence](#Fence)\n- [String](#String)\n\n## One") !=
        std::string::npos);
}

TEST_CASE("the navigation is before the first heading of the introduction", "[readme]") {
  const std::string list = "## Navigation\n\n- [One](#One)\n\n";
  CHECK(navigated("# T\n\n## One\n") == "# T\n\n" + list + "## One\n");
  CHECK(navigated("# T\n\n> Banner.\n\n## One\n") == "# T\n\n> Banner.\n\n" + list + "## One\n");
  // A third-level heading of the introduction is lost with what follows it, as in the reference.
  CHECK(navigated("# T\n\nText.\n\n### Lost\n\nGone.\n\n## One\n") ==
        "# T\n\nText.\n\n" + list + "## One\n");
  CHECK(navigated("# T\n\n### Kept\n\n## One\n") == "# T\n\n### Kept\n\n" + list + "## One\n");
}

TEST_CASE("the whole document is in order and ends in one line break", "[readme]") {
  Module module = named("avm/ptn/some/thing");
  module.description = "Text.\r\nMore.";
  module.versioned = true;
  module.has_tests = true;
  module.functions = {{"f", std::nullopt, ""}};
  module.remote_references = {"r"};
  module.notes = {"## Notes", "", "Note.", "", ""};
  module.telemetry_notice = "Notice.\n\n";
  const std::string text = render_readme(module);
  std::size_t at = 0;
  for (const char* part :
       {"# Some Things", "\nText.\nMore.\n", "\nYou can reference", "\n## Navigation\n",
        "\n## Resource Types\n", "\n## Usage examples\n", "\n## Parameters\n",
        "\n## Exported functions\n", "\n## Outputs\n", "\n## Cross-referenced modules\n",
        "\n## Notes\n", "\n## Data Collection\n"}) {
    CAPTURE(part);
    const std::size_t next = text.find(part, at);
    REQUIRE(next != std::string::npos);
    at = next;
  }
  CHECK(text.ends_with("Notice.\n"));
  CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("line endings and a byte order mark do not make another README", "[readme]") {
  using avmdoc::same_readme;
  CHECK(same_readme("a\nb\n", "a\nb\n"));
  CHECK(same_readme("a\r\nb\n", "a\nb\n"));
  CHECK(
      same_readme("\xEF\xBB\xBF"
                  "a\r\n\r\nb\r\n",
                  "a\n\nb\n"));
  CHECK(same_readme("", ""));
  CHECK_FALSE(same_readme("a\r\n", "a"));
  CHECK_FALSE(same_readme("a", "a\n"));
  CHECK_FALSE(same_readme("a\nb", "a\n"));
  CHECK_FALSE(same_readme("a\r\r\n", "a\n"));
  CHECK_FALSE(same_readme("a\rb\n", "a\nb\n"));
  CHECK_FALSE(same_readme("b\r\n", "a\n"));
}

TEST_CASE("links to child modules lead from the README to their folders", "[readme]") {
  Module module;
  module.convention = &bicep_convention();
  module.child_modules.resize(1);
  module.child_modules[0].path = "c";
  for (const auto& [folder, readme, link] :
       {std::array<const char*, 3>{"docs/m", "docs/m/README.md", "c/README.md"},
        std::array<const char*, 3>{"docs/m", "docs/out/m.md", "../m/c/README.md"},
        std::array<const char*, 3>{"docs/m", "out/m.md", "../docs/m/c/README.md"},
        std::array<const char*, 3>{"docs/m", "doc/m.md", "../docs/m/c/README.md"},
        std::array<const char*, 3>{"docs/m", "m.md", "docs/m/c/README.md"}}) {
    CAPTURE(readme);
    module.folder = folder;
    module.readme = readme;
    CHECK(
        render_section(module, "child-modules").value().find(std::string("- [c](") + link + ")") !=
        std::string::npos);
  }
}

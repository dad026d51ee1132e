#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "convention/titles.hpp"
#include "readme/page.hpp"

/// The sections of a README (BCPNFR2), one file each. Each is written to the end of the page; one
/// that the module does not have writes nothing.
namespace avmdoc {

/// Ends the text before with one blank line and writes the heading of the section of that AVM
/// title.
void begin_section(std::string_view title, Page& page);

/// Writes a description into a line of Markdown: its line breaks as `<p>` or, before an item of a
/// list where those count, with its dash as `<li>`.
enum class Lists : std::uint8_t { no, yes };
void write_on_one_line(std::string_view description, Lists lists, std::string& out);

/// The same into a cell of a table, where the convention may want `|` escaped.
void write_cell(std::string_view description, Lists lists, Page& page);

/// Writes the address of a heading on the page: as GitHub makes it, or in the convention `avm`
/// without the characters that the reference leaves out.
void write_anchor(const Convention& convention, std::string_view heading, std::string& out);

/// The keys that distinguish the examples of a module: the folders of their tests, numbered where
/// tests of several modules have folders of one name.
std::vector<std::string> example_keys(const std::vector<Example>& examples);

/// Writes the line that leads to an example.
void write_example_link(std::string_view title, std::size_t number, std::string& out);

/// The name by which examples call the module: `virtualNetwork` for
/// `avm/res/network/virtual-network/subnet`; the last part of another module's identity.
std::string symbolic_name(const Identity& identity);

void write_title(const Module& module, Page& page);
void write_banners(const Module& module, Page& page);
void write_description(const Module& module, Page& page);
void write_reference_block(const Module& module, Page& page);
void write_resource_types(const Module& module, Page& page);
void write_usage_examples(const Module& module, Page& page);
void write_parameters(const Module& module, Page& page);
void write_exported_functions(const Module& module, Page& page);
void write_outputs(const Module& module, Page& page);
void write_cross_referenced_modules(const Module& module, Page& page);
void write_notes(const Module& module, Page& page);
void write_data_collection(const Module& module, Page& page);
void write_exported_types(const Module& module, Page& page);
void write_exported_variables(const Module& module, Page& page);
void write_child_modules(const Module& module, Page& page);
void write_metadata(const Module& module, Page& page);
void write_named_resources(const Module& module, Page& page);

/// Writes the Navigation of a page without one.
void write_navigation(const Page& rest, Page& page);

/// The page with its Navigation before the first section.
Page with_navigation(Page page);

}  // namespace avmdoc

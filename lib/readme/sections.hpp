#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "avmdoc/module.hpp"

/// The sections of a README (BCPNFR2), one file each. Each is written to the end of `out`; one
/// that the module does not have writes nothing.
namespace avmdoc {

/// Ends what stands before with one blank line and writes a second-level heading.
void begin_section(std::string_view title, std::string& out);

/// Writes a description into a line of Markdown: its line breaks as `<p>` or, before an item of a
/// list where those count, with its dash as `<li>`.
enum class Lists : std::uint8_t { no, yes };
void write_on_one_line(std::string_view description, Lists lists, std::string& out);

/// The name by which examples call the module: `virtualNetwork` for
/// `avm/res/network/virtual-network/subnet`.
std::string symbolic_name(const Identity& identity);

void write_title(const Module& module, std::string& out);
void write_banners(const Module& module, std::string& out);
void write_description(const Module& module, std::string& out);
void write_reference_block(const Module& module, std::string& out);
void write_resource_types(const Module& module, std::string& out);
void write_usage_examples(const Module& module, std::string& out);
void write_parameters(const Module& module, std::string& out);
void write_exported_functions(const Module& module, std::string& out);
void write_outputs(const Module& module, std::string& out);
void write_cross_referenced_modules(const Module& module, std::string& out);
void write_notes(const Module& module, std::string& out);
void write_data_collection(const Module& module, std::string& out);

/// The Navigation of a document without one.
std::string navigation(std::string_view document);

/// Puts the Navigation before the first section of a document without one.
std::string with_navigation(std::string document);

}  // namespace avmdoc

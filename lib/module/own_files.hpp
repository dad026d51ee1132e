#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"
#include "template/template.hpp"

/// A module's own files, and what must be right about them before a README is made.
namespace avmdoc {

/// Empty when there is none.
std::string read_readme(const Sources& sources, const std::string& readme);

/// Throws `Error` for a README beyond the limits.
void check_readme_size(std::string_view text, const std::string& readme);

/// Throws `Error` when the entry file is there and cannot be read: without it nothing could be said
/// about what the module references, or how old its `main.json` is.
void check_own_source(const Sources& sources, const Module& module);

/// Throws `Error` with the syntax errors of a source: nothing can be said about how a `main.json`
/// compares with a source that no compiler takes.
void check_own_syntax(const Sources& sources, const std::string& path);

/// Throws `Error` with the merge conflicts in a module's own files: a README must not be made of
/// one side by accident.
void refuse_conflicts(const Sources& sources, const Module& module, std::string_view readme);

/// Whether there is a file that the source was compiled to. Beside a source of another name than
/// `main.bicep` it may be any JSON.
bool is_compiled(const Sources& sources, const Module& module);

/// The compiled template. What an editor made of its UTF-8 is converted, with a warning. Throws
/// `Error` when it is missing or not a template.
Template read_template(const Sources& sources, Module& module);

/// Leads diagnostics about values of the compiled template to the source, where they are to be
/// changed.
void place_in_source(const Sources& sources, const Module& module, const Template& compiled,
                     std::vector<Diagnostic>& diagnostics);

}  // namespace avmdoc

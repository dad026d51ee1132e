#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avmdoc::cli {

/// A section of docs/diagnostics.md.
struct DiagnosticEntry {
  std::string code;      ///< `parameter-missing`
  std::string severity;  ///< `Drift`, `Error or warning`
  std::string summary;   ///< `The README lacks a parameter.`
  std::string text;      ///< the section below its heading, as Markdown, without blank lines around
};

/// All sections, sorted by their codes.
const std::vector<DiagnosticEntry>& diagnostic_entries();

/// The section of that code, or null.
const DiagnosticEntry* diagnostic_entry(std::string_view code);

}  // namespace avmdoc::cli

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"
#include "avmdoc/module.hpp"

namespace avmdoc {

/// The README of a module (BCPNFR2): UTF-8 without BOM, LF, one line break at its end.
AVMDOC_API std::string render_readme(const Module& module);

/// Whether a README on disk equals the rendered one, except for CRLF line endings and a byte order
/// mark, which a checkout or an editor may have added.
AVMDOC_API bool same_readme(std::string_view actual, std::string_view rendered);

/// The lines between which a README is written when the convention injects it.
inline constexpr std::string_view inject_begin = "<!-- avmdoc:begin -->";
inline constexpr std::string_view inject_end = "<!-- avmdoc:end -->";

/// A part of a text by its bytes.
struct TextPart {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The part of a README that is generated: all of it, or what is between the markers. Throws
/// `Error` with the place where a marker is missing, not in order, or there twice; a README without
/// text has none.
AVMDOC_API TextPart generated_part(const Convention& convention, std::string_view readme,
                                   const std::string& path);

/// A whole README with what was rendered in place of the generated part, in the line breaks that it
/// has. One without text gets a title and the markers when the convention injects.
AVMDOC_API std::string whole_readme(const Module& module, std::string_view readme,
                                    std::string rendered);

/// A section of a README that no generator writes, and that a rendered one does not have.
struct OwnSection {
  std::string title;
  Position position;  ///< of its heading
  std::string text;   ///< with its heading
};

/// The sections of the README on disk that rendering would delete.
AVMDOC_API std::vector<OwnSection> own_sections(const Module& module, std::string_view readme);

/// The text of `README.notes.md` for the section Notes of a README (any encoding): what follows its
/// heading and one blank line, LF, without blank lines at its end. Empty when there is no such
/// section, or nothing in it.
AVMDOC_API std::string extract_notes(std::string_view readme);

/// The words of a README that a convention can give in another language.
AVMDOC_API const std::vector<std::string_view>& readme_words();

/// The names that `render_section` knows: in the order of AVM `title`, `banners`, `description`,
/// `reference`, `navigation`, `resource-types`, `usage-examples`, `parameters`,
/// `exported-functions`, `outputs`, `cross-referenced-modules`, `notes`, `data-collection`, then
/// those of other conventions: `exported-types`, `exported-variables`, `child-modules`.
AVMDOC_API std::vector<std::string_view> section_names();

/// The heading of a section by its name, as AVM has it; empty for the parts above the first
/// heading.
AVMDOC_API std::string_view section_title(std::string_view name);

/// One section of the README, without blank lines around it and with one line break at its end.
/// Empty when the README of this module has no such section, nothing when the name is unknown.
AVMDOC_API std::optional<std::string> render_section(const Module& module, std::string_view name);

}  // namespace avmdoc

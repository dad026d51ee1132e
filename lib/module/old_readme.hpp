#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/module.hpp"

namespace avmdoc {

/// What is kept of the README that a module has.
struct OldReadme {
  std::vector<std::string> notes;  ///< the lines of its Notes section, the heading first
  /// A row of its Resource Types with a template reference.
  struct Link {
    std::string_view type;
    std::string_view api_version;
    std::string_view address;
  };
  std::vector<Link> links;  ///< in the order of their types and versions

  /// The address in the first row of that type and version; empty when there is none.
  [[nodiscard]] std::string_view link_of(std::string_view type, std::string_view api_version) const;
};

/// The links are views of `text`.
OldReadme read_old_readme(std::string_view text);

/// The file that Notes are kept in by the current rules.
inline constexpr std::string_view notes_file = "README.notes.md";

/// The lines of a section Notes whose text is that of `README.notes.md`; none for a file without
/// text.
std::vector<std::string> notes_section(std::string_view file_text);

/// Whether two sections are the same but for blank lines at their ends.
bool same_notes(std::vector<std::string> a, std::vector<std::string> b);

/// What people wrote into a README.
struct OwnParts {
  std::string title;         ///< the text of its first heading
  std::string introduction;  ///< what is below that and above the first section
  std::vector<KeptSection> sections;
};

/// Reads a README that a convention keeps the own parts of. Quotes below its title are banners, if
/// the module has any.
OwnParts read_own_parts(const Convention& convention, std::string_view text, bool has_banners);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>
#include <vector>

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

}  // namespace avmdoc

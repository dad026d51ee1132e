#pragma once

#include <cstdint>
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

/// A section of a README written by hand that has the title of a generated one.
struct SetAside {
  std::string title;    ///< the one that it has in the README
  std::string kept_as;  ///< the one that it gets: `Parameters (previous)`
  std::uint32_t line = 0;
};

/// Renames the sections that have the titles of generated ones in a README in which no generator
/// has written a part yet, where the convention keeps what people write.
std::vector<SetAside> set_aside_sections(const Convention& convention, std::string& text);

/// What people wrote into a README.
struct OwnParts {
  std::string preamble;      ///< what is above its first heading
  std::string title;         ///< the text of that
  std::string introduction;  ///< what is below it and above the first section
  std::vector<KeptSection> sections;
  bool by_hand = false;  ///< no generator has written a part of it yet
};

/// Reads a README that a convention keeps the own parts of. Quotes below its title are banners, if
/// the module has any.
OwnParts read_own_parts(const Convention& convention, std::string_view text, bool has_banners);

/// What stays of an introduction below the description of its module.
struct KeptIntroduction {
  std::string text;
  bool is_replaced = false;  ///< its first paragraph is another description, which is replaced
};

/// All stays of an introduction that was written by hand; else what follows the description, or
/// follows the first paragraph where that is another one.
KeptIntroduction keep_introduction(std::string_view introduction, std::string_view description,
                                   bool by_hand);

}  // namespace avmdoc

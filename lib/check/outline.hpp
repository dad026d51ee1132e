#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check/blocks.hpp"

namespace avmdoc {

/// What an entry of a README stands for.
enum class EntryKind : std::uint8_t {
  title,
  banner,
  description,
  reference,  ///< "You can reference the module as follows"
  section,    ///< a second-level heading, its place in the Navigation and its own texts
  resource_type,
  example,
  parameter,
  variant,
  function,
  output,
  cross_reference,
};

/// A piece of an entry: the value of a field, a row of a table, a parameter of an example.
struct Part {
  std::string name;  ///< `Type`, `description`, `row`, `version 2025-01-01`, `bicep:tags`
  std::string text;
  std::size_t begin = 0;  ///< its lines, from 0
  std::size_t end = 0;
};

/// An item that a README speaks of, with all that it says about it.
struct Entry {
  EntryKind kind = EntryKind::section;
  std::string key;      ///< tells it from others of its kind
  std::string section;  ///< the second-level heading that it stands under
  std::string number;   ///< of an example
  std::vector<Part> parts;

  [[nodiscard]] const Part* part(std::string_view name) const;
};

/// A README read back: every line that is not blank belongs to one part of one entry.
struct Outline {
  std::vector<std::string_view> lines;
  std::vector<Entry> entries;  ///< in the order of their first line
};

/// `text` must outlive the outline and the reader.
Outline outline_of(std::string_view text, BlockReader& reader);

}  // namespace avmdoc

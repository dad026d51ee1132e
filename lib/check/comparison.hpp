#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/module.hpp"
#include "check/page_index.hpp"

namespace avmdoc {

/// How the README compares with the module, as the reader of the README sees it.
enum class Presence : std::uint8_t {
  missing,   ///< from the README
  obsolete,  ///< no longer in the module
  differs,
  misplaced,  ///< the README has the right text in the wrong order
  edited,     ///< a text that no generator writes, or changed one that is always the same
  older,      ///< the whole README was written by an older generator
};

/// One difference between the README on disk and the rendered one.
struct Finding {
  Item item = Item::section;
  std::string key;
  Part part = Part::heading;  ///< `heading` for the whole item when it is missing or obsolete
  std::string detail;         ///< of the part: a parameter of an example, an API version
  Presence presence = Presence::differs;
  std::uint32_t place = 0;  ///< byte offset in the README on disk
  std::string before;       ///< the text of the part in the README
  std::string after;        ///< the text of the part that the module gives
  std::size_t number = 0;   ///< of an example
};

/// Compares a README that was read back with the rendered one, item by item and part by part. What
/// follows from other findings, such as the number of an example or the head of a table, is no
/// finding of its own. In the order of the README on disk.
std::vector<Finding> compare_pages(const PageIndex& actual, const PageIndex& expected,
                                   const Convention& convention);

}  // namespace avmdoc

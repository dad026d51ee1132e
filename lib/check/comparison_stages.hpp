#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/comparison.hpp"
#include "check/consistency.hpp"
#include "check/older_format.hpp"

/// The parts of `compare_pages`, by the files that define them.
namespace avmdoc {

/// Two READMEs, and what was found so far.
struct PageComparison {
  PageComparison(const PageIndex& actual_page, const PageIndex& expected_page,
                 const Convention& convention)
      : actual(actual_page),
        expected(expected_page),
        format(older_format(actual_page, expected_page)),
        consistency(actual_page, expected_page, convention) {}

  const PageIndex& actual;
  const PageIndex& expected;
  OlderFormat format;
  Consistency consistency;
  /// Where the spans of the rendered README are, or would come, in the one on disk.
  std::vector<std::uint32_t> places;
  std::map<std::string_view, std::size_t> numbers;  ///< of the examples that the module gives
  std::set<std::pair<std::string, std::string>> arguments;  ///< reported ones, by example
  std::set<std::size_t> explained;       ///< spans that follow from a finding before them
  std::set<ItemKey> with_lines_of_next;  ///< items below which a heading is missing
  /// The rendered rows of parameters, by parent and category, once they are needed.
  std::map<std::pair<std::string_view, std::string_view>, std::vector<std::size_t>> rows;
  std::vector<std::string_view> headings;  ///< their texts, sorted, once they are needed
  bool has_headings = false;
  std::set<std::string, std::less<>> sections_with_reports;
  std::vector<Finding> findings;
};

// --- comparison.cpp

Finding& add_finding(PageComparison& c, const ItemKey& item, Part part, Presence presence,
                     std::uint32_t place);
bool has_heading(const PageIndex& page, std::string_view section);

// --- item_presence.cpp

/// Whether the section of an item is reported in place of it: one that every README has.
bool goes_with_section(const PageIndex& other, const ItemKey& item);

/// Whether an item is part of one that the other README does not have either.
bool goes_with_parent(const PageIndex& own, const PageIndex& other, const ItemKey& item);

/// Whether a line of the README on disk, or what comes after `\n` in one, begins with a heading.
bool holds_heading(PageComparison& c, std::string_view title);

void report_missing(PageComparison& c, const ItemKey& item);
void report_obsolete(PageComparison& c, const ItemKey& item);

// --- part_differences.cpp

/// Compares an item that both READMEs have.
void compare_parts(PageComparison& c, const ItemKey& item);

// --- table_differences.cpp

/// Heads of tables come and go with the rows below them, so one is reported only when it is the
/// README's rows that lack it.
void compare_group(PageComparison& c, const ItemKey& item);

/// Whether the rows of an item are those of its versions.
bool has_versions(Item item);

/// Versions that went and versions that came belong together, in their order.
void compare_versions(PageComparison& c, const ItemKey& item);

}  // namespace avmdoc

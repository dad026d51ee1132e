#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/module.hpp"
#include "check/page_index.hpp"
#include "readme/page.hpp"

namespace avmdoc {

/// What of a rendered README could be taken for something else when it is read back.
struct KnownTexts {
  const Convention& convention;
  std::string description;                      ///< of the module
  std::set<std::string, std::less<>> headings;  ///< lines of descriptions that begin with `## `
  std::map<std::string, std::string, std::less<>> before;  ///< texts at the begin of sections
  std::map<std::string, std::string, std::less<>> after;   ///< and at their ends, by their titles
};

KnownTexts known_texts(const Module& module, const PageIndex& rendered);

/// A text with LF line breaks and without byte order mark.
std::string with_plain_line_breaks(std::string_view text);

/// Reads a README that a generator wrote, and perhaps someone edited, back into the spans that its
/// writers recorded. `text` has LF line breaks and no byte order mark. Lines that fit nothing are
/// `Part::other` of the section or item around them. Takes linear time.
std::vector<Span> read_spans(std::string_view text, const KnownTexts& known);

}  // namespace avmdoc

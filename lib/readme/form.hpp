#pragma once

#include <string>
#include <string_view>

#include "avmdoc/convention.hpp"

namespace avmdoc {

/// Gives a README the form that its convention wants beyond what the writers of sections know: the
/// level of headings, the anchors of its host, and words in another language. Lines stay lines.
std::string in_form(const Convention& convention, std::string text);

/// Whether a convention wants more than the usual form.
bool has_form(const Convention& convention);

/// Takes that form from a README again, so that it reads like any other.
std::string without_form(const Convention& convention, std::string text);

/// The anchor that GitHub makes for a heading: letters of any script in lower case, digits, dashes
/// and underscores, blanks as dashes, and nothing else: no punctuation and no emoji.
void write_github_anchor(std::string_view heading, std::string& out);

}  // namespace avmdoc

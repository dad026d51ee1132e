#pragma once

#include <string_view>

#include "avmdoc/bicep.hpp"
#include "template/template.hpp"

namespace avmdoc {

/// What the syntax says about a value in the source and what it was compiled into.
enum class Match : std::uint8_t { equal, different, unknown };

/// Whether a string without interpolation says `text`; line breaks of any kind are the same, and
/// a bracket at the begin may be escaped as templates do. Unknown for other nodes.
Match match_string(bicep::Node value, std::string_view text);

/// The same for a description, of which the compiler takes the indentation of the lines after the
/// first: blanks at the begin of those are not compared.
Match match_description(bicep::Node value, std::string_view text);

/// Whether a literal, at any depth of objects and arrays, was compiled into `json`. What is no
/// literal is unknown, and so is all that cannot differ but there.
Match match_literal(bicep::Node value, Json json);

}  // namespace avmdoc

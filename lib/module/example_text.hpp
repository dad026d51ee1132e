#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "avmdoc/bicep.hpp"
#include "avmdoc/rules.hpp"
#include "avmdoc/value.hpp"

/// The texts of `example_parameters`: of strings, keys and placeholders.
namespace avmdoc {

/// A test that is being read.
struct ExampleReading {
  const bicep::Tree& tree;
  const std::optional<std::string>& service_short;
  const Rules& rules;
  std::vector<bicep::Node> unknown_spreads = {};
  std::size_t replaceable = 0;  ///< members before the last unknown spread
};

/// A string with what is known of its interpolations put in.
struct ExampleText {
  std::string before;  ///< all of it when nothing is unknown
  std::string after;   ///< what follows the last unknown interpolation
  bool unknown = false;
};
ExampleText text_of(const ExampleReading& reading, bicep::Node string);

/// Whether it is written in three quotes, after `$` when it has interpolations.
bool is_multi_line(bicep::Node string);

/// Whether a node is nothing but that name.
bool is_name(bicep::Node node, std::string_view name);

/// A key with an interpolation stays as it is written, but names an empty object by the last part
/// of what it refers to: `'${dependencies.outputs.id}': {}` is `<id>`.
std::string key_text(const ExampleReading& reading, bicep::Node key, bicep::Node value);

/// A placeholder for an expression in an array, named after the last name in it.
Value named_after_last(const ExampleReading& reading, bicep::Node node);

/// `dependencies.outputs.id` in an array is `<id>`. Kept because a real module depends on it: the
/// reference takes a comment on the same line for a part of the name.
Value named_after_last_segment(const ExampleReading& reading, bicep::Node node);

/// Whether `// …` follows on the same line.
bool has_line_comment(const ExampleReading& reading, bicep::Node node);

/// Kept because real modules depend on it: the reference takes a dot between words in a comment
/// after a string for a property access.
bool has_dotted_comment(const ExampleReading& reading, bicep::Node string);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc {

/// The place of the value that a JSON pointer names, or of the deepest value on the way to it that
/// exists. `text` is valid JSON. Reads the text anew: only for telling of an error.
Position json_place(std::string_view text, std::string_view pointer);

/// A place in JSON from the leaf up; made into a pointer only when it is reported.
struct JsonPath {
  const JsonPath* parent = nullptr;
  std::string_view segment;
};

std::string pointer_of(const JsonPath& path);

/// A name as a part of a JSON pointer.
std::string pointer_segment(std::string_view name);

}  // namespace avmdoc

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/outline.hpp"

namespace avmdoc {

/// The parts of a code block of an example, at the lines `[begin, end)` with its fences: each
/// parameter as `<form>:<name>`, and what stands around them as `<form>`.
std::vector<Part> example_parts(const std::vector<std::string_view>& lines, std::size_t begin,
                                std::size_t end, std::string_view form);

}  // namespace avmdoc

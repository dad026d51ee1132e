#pragma once

#include <string>
#include <string_view>

namespace avmdoc {

/// Where a description stands in the README.
enum class TextPlace : bool { paragraph, table_cell };

/// What in a description the page does not show as it is written, and what to do about it: HTML, a
/// heading, and in a cell of a table a `|`. Empty when there is nothing. Tags that only format
/// text, such as `<br>`, are left alone, and so is what stands in backticks.
std::string markup_problem(std::string_view description, TextPlace place);

}  // namespace avmdoc

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/bicep.hpp"

/// How a test file is laid out. Each of these leaves its meaning as it is.
struct Layout {
  enum class Lists : std::uint8_t { as_they_are, one_line, several_lines };
  enum class Deployment : std::uint8_t { as_it_is, alone, in_a_loop };
  enum class Order : std::uint8_t { as_it_is, params_first, params_last };

  std::string_view indent = "  ";
  std::string_view line_break = "\n";
  bool byte_order_mark = false;
  /// Objects and arrays of literals. All others stay on one line, or on several.
  Lists literal_lists = Lists::as_they_are;
  bool commas = false;              ///< between items that could stand on lines of their own
  bool closing_with_last = false;   ///< `]` and `}` on the line of the last item
  bool opening_with_first = false;  ///< the first item on the line of `[` or `{`
  bool broken_calls = false;        ///< arguments and branches on lines of their own
  bool tight = false;               ///< no blanks where none is needed
  bool wide = false;                ///< several blanks where one would do
  std::uint32_t blank_lines = 0;
  bool line_comments = false;
  bool block_comments = false;
  bool parentheses = false;       ///< around values
  bool decorator = false;         ///< one more on `testDeployment`
  Order order = Order::as_it_is;  ///< of `params` among the module's properties
  Deployment deployment = Deployment::as_it_is;
  std::uint32_t seed = 0;  ///< when not 0, each choice is taken at random in each place
};

/// The layouts that each test file is rewritten in, by name.
std::vector<std::pair<std::string, Layout>> named_layouts();

/// All choices at random.
Layout random_layout(std::uint32_t seed);

/// The file in another layout. Comments that are there stay, each with the token that it is about.
/// The tree must have no diagnostics.
std::string relayout(const avmdoc::bicep::Tree& tree, const Layout& layout);

/// What a file means whatever its layout: the tree without trivia, parentheses, the order of a
/// module's properties, and the loop and decorators of `testDeployment`.
std::string meaning(const avmdoc::bicep::Tree& tree);

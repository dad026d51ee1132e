#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/convention.hpp"
#include "convention/titles.hpp"
#include "readme/page.hpp"

/// The parts of `read_spans`, one for each form of section.
namespace avmdoc {

/// A README on its way from lines to spans.
struct LineReader {
  std::string_view text;
  std::vector<std::uint32_t> begins;  ///< of each line, and the size of the text
  std::vector<Span> spans;

  [[nodiscard]] std::size_t count() const { return begins.size() - 1; }

  /// Without its line break.
  [[nodiscard]] std::string_view line(std::size_t index) const;
  [[nodiscard]] bool is_blank(std::size_t index) const;

  /// A span begins at a column of a line.
  void mark(std::size_t line, Item item, Part part, std::string_view key = {},
            std::string_view detail = {}, Form form = Form::none, std::size_t column = 0);

  /// A line that fits nothing: a span of its own, or part of the one before.
  void mark_other(std::size_t line, Item item, std::string_view key);
};

/// The text in the first code span of a line, or nothing.
std::string_view code_span(std::string_view line);

/// Whether a line is the row below the head of a table.
bool is_delimiter_row(std::string_view line);

/// The line after a fenced block that begins at `line`; `end` when nothing closes it.
std::size_t end_of_fence(const LineReader& reader, std::size_t line, std::size_t end);

/// Read the lines `[begin, end)` below the heading of a section.
void read_parameters(LineReader& reader, std::size_t begin, std::size_t end,
                     const Convention& convention);
void read_examples(LineReader& reader, std::size_t begin, std::size_t end,
                   const Convention& convention);
void read_table(LineReader& reader, std::string_view section, std::size_t begin, std::size_t end);

/// The lines of one form of an example between its fences.
void read_example_code(LineReader& reader, std::string_view folder, Form form, std::size_t begin,
                       std::size_t end);

}  // namespace avmdoc

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc::cli {

/// A text that may come from a stranger's module, made safe for a terminal and for logs that are
/// read line by line: one line, valid UTF-8, and control characters (also those that turn the
/// direction of writing) spelled out as `\u{1b}`. It is safe at the start of a line, too, where
/// `::` would begin a workflow command.
std::string printable(std::string_view text);

/// The offset of the first byte that is not UTF-8; the size of a text that is.
std::size_t first_invalid_byte(std::string_view text);

/// JSON that means the same and is printable: its texts hold escapes for what is not.
std::string printable_json(std::string_view json);

/// `1 module`, `2 modules`; the noun is the singular.
std::string counted(std::size_t count, std::string_view noun);

/// `note`, `warning` or `error`.
std::string_view name_of(Severity severity);

/// `file:line:column: error: message` for a finding, safe to print. Files below `folder` are named
/// from there.
std::string describe(const Diagnostic& diagnostic, std::string_view folder, bool colour);

/// Whether a stream is a terminal that shows colours, and the user has not asked for none
/// (`NO_COLOR`, `TERM`).
bool shows_colour(std::FILE* stream);

/// Standard error: messages, and on a terminal a line that shows how far the work has come. Not
/// for several threads at once.
class Console {
 public:
  /// Looks at the terminal and the environment (`NO_COLOR`, `TERM`).
  Console();
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void print(const Diagnostic& diagnostic);
  /// An error of the command itself: `avmdoc: error: message`.
  void error(std::string_view message);
  /// A line of our own, unchanged.
  void line(std::string_view text);
  /// Replaces the last progress by the text, once the work takes longer than a moment.
  void progress(std::string_view text);
  /// Before anything else is printed on the terminal.
  void clear_progress();

 private:
  std::string folder_;
  bool colour_ = false;
  bool live_ = false;
  bool progress_shown_ = false;
  std::chrono::steady_clock::time_point next_progress_;
};

}  // namespace avmdoc::cli

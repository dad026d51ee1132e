#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/export.h"

namespace avmdoc {

/// A place in a text: line and column count from 1; a column counts Unicode code points.
/// Line 0 means that no place is known.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Position&, const Position&) = default;
};

/// A stretch of a text in bytes: `[begin, end)`.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// Where something was found: a file (UTF-8, `/` between its parts), a place in it when one is
/// known, and for JSON the pointer (RFC 6901) of the value.
struct Location {
  std::string file = {};
  Position position = {};
  std::uint32_t length = 0;  ///< code points from `position` on; 0 when unknown
  std::string pointer = {};
};

enum class Severity : std::uint8_t { note, warning, error };

/// One finding for the user: what was found and what was expected. `code` is the stable name of
/// the rule, in kebab-case (docs/diagnostics.md explains each); `specification` is the row of the
/// specification that demands it (`BCPNFR7`), or empty.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;
  Location location;
  std::string message;
  std::string specification;
};

/// A diagnostic of each severity. Every code needs a section in docs/diagnostics.md.
AVMDOC_API Diagnostic error_at(std::string code, Location location, std::string message,
                               std::string specification = {});
AVMDOC_API Diagnostic warning_at(std::string code, Location location, std::string message,
                                 std::string specification = {});
AVMDOC_API Diagnostic note_at(std::string code, Location location, std::string message,
                              std::string specification = {});

/// `file:line:column: message`, with the parts that are known; a JSON pointer follows in brackets.
AVMDOC_API std::string format(const Diagnostic& diagnostic);

/// What stops the work on one module or file. Every error of the library is one of these.
class AVMDOC_API Error : public std::runtime_error {
 public:
  explicit Error(Diagnostic diagnostic);
  /// Several errors of one file, in the order of their places. `diagnostics` must not be empty.
  explicit Error(std::vector<Diagnostic> diagnostics);

  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// The place of a byte offset in a text. Lines end with LF, CRLF or CR. Linear in `offset`.
AVMDOC_API Position position_at(std::string_view text, std::size_t offset);

}  // namespace avmdoc

#include "avmdoc/diagnostic.hpp"

#include <algorithm>
#include <utility>

#include "text/byte_order_mark.hpp"

namespace avmdoc {
namespace {

std::string format_all(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += format(diagnostic);
  }
  return text;
}

}  // namespace

Diagnostic error_at(std::string code, Location location, std::string message,
                    std::string specification) {
  return {Severity::error, std::move(code), std::move(location), std::move(message),
          std::move(specification)};
}

Diagnostic warning_at(std::string code, Location location, std::string message,
                      std::string specification) {
  return {Severity::warning, std::move(code), std::move(location), std::move(message),
          std::move(specification)};
}

Diagnostic note_at(std::string code, Location location, std::string message,
                   std::string specification) {
  return {Severity::note, std::move(code), std::move(location), std::move(message),
          std::move(specification)};
}

std::string format(const Diagnostic& diagnostic) {
  const Location& location = diagnostic.location;
  std::string text = location.file;
  if (location.position.line != 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(location.position.line);
    if (location.position.column != 0) text += ':' + std::to_string(location.position.column);
  }
  if (!text.empty()) text += ": ";
  text += diagnostic.message;
  if (!location.pointer.empty()) text += " [" + location.pointer + ']';
  return text;
}

Error::Error(Diagnostic diagnostic) : Error(std::vector<Diagnostic>{std::move(diagnostic)}) {}

Error::Error(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(format_all(diagnostics)), diagnostics_(std::move(diagnostics)) {}

Position position_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  std::size_t line_begin = before.size() - without_byte_order_mark(before).size();
  Position position{1, 1};
  for (std::size_t at = line_begin; at < before.size(); ++at) {
    const bool pair = before[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if ((before[at] != '\n' && before[at] != '\r') || pair) continue;
    ++position.line;
    line_begin = at + 1;
  }
  // Every byte that does not continue a code point begins one.
  position.column += static_cast<std::uint32_t>(
      std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(),
                    [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
  return position;
}

}  // namespace avmdoc

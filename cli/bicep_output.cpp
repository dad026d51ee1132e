#include "bicep_output.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace avmdoc::cli {

namespace {

constexpr std::string_view separator = " : ";

std::optional<Severity> severity_of(std::string_view word) {
  if (word == "Error") return Severity::error;
  if (word == "Warning") return Severity::warning;
  if (word == "Info") return Severity::note;
  return std::nullopt;
}

std::optional<std::uint32_t> number_of(std::string_view digits) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// Windows paths of the compiler as we write all paths.
std::string with_slashes(std::string_view path) {
  std::string text(path);
  if (text.size() > 2 && text[1] == ':') std::ranges::replace(text, '\\', '/');
  return text;
}

/// `/path/main.bicep(6,19)`
std::optional<Location> location_of(std::string_view text) {
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || open == 0 || !text.ends_with(')')) return std::nullopt;
  const std::string_view place = text.substr(open + 1, text.size() - open - 2);
  const std::size_t comma = std::min(place.find(','), place.size());
  const auto line = number_of(place.substr(0, comma));
  // A third number, which some versions print, is where the column begins.
  const std::size_t last = place.rfind(',');
  const auto column = comma == place.size() ? 0 : number_of(place.substr(last + 1));
  if (!line || !column) return std::nullopt;
  Location location;
  location.file = with_slashes(text.substr(0, open));
  location.position = {*line, *column};
  return location;
}

/// Without the address of the rule's documentation at its end.
std::string_view without_link(std::string_view message) {
  const std::size_t open = message.rfind(" [http");
  return open != std::string_view::npos && message.ends_with(']') ? message.substr(0, open)
                                                                  : message;
}

/// A line that begins a diagnostic. A message may hold ` : ` and `(1,2)` as well, so that the first
/// separator that follows a place counts.
std::optional<Diagnostic> diagnostic_of(std::string_view line) {
  for (std::size_t at = line.find(separator); at != std::string_view::npos;
       at = line.find(separator, at + 1)) {
    const std::optional<Location> location = location_of(line.substr(0, at));
    if (!location) continue;
    const std::string_view rest = line.substr(at + separator.size());
    const std::size_t space = rest.find(' ');
    if (space == std::string_view::npos) continue;
    const auto severity = severity_of(rest.substr(0, space));
    const std::size_t colon = rest.find(": ", space);
    if (!severity || colon == std::string_view::npos) continue;
    Diagnostic diagnostic;
    diagnostic.severity = *severity;
    diagnostic.code = rest.substr(space + 1, colon - space - 1);
    diagnostic.location = *location;
    diagnostic.message = without_link(rest.substr(colon + 2));
    const bool linter = !diagnostic.code.starts_with("BCP");
    if (linter) diagnostic.message.append(" (").append(diagnostic.code).append(")");
    return diagnostic;
  }
  return std::nullopt;
}

void make_relative(std::string& message, std::string folder) {
  if (folder.empty() || folder == "/") return;
  if (!folder.ends_with('/')) folder += '/';
  std::string backslashes = folder;
  std::ranges::replace(backslashes, '/', '\\');
  for (const std::string& prefix : {folder, backslashes}) {
    for (std::size_t at = message.find(prefix); at != std::string::npos;
         at = message.find(prefix, at)) {
      message.erase(at, prefix.size());
    }
  }
}

}  // namespace

std::vector<Diagnostic> bicep_diagnostics(std::string_view output, const std::string& source,
                                          const std::string& folder) {
  std::vector<Diagnostic> found;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    std::string_view line = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (std::optional<Diagnostic> diagnostic = diagnostic_of(line)) {
      found.push_back(*std::move(diagnostic));
    } else if (found.empty()) {
      const auto make = line.starts_with("WARNING") ? &warning_at : &error_at;
      found.push_back(make("bicep-build-failed", {source}, std::string(line), ""));
    } else {
      found.back().message.append(" ").append(without_link(line));
    }
  }
  for (Diagnostic& diagnostic : found) make_relative(diagnostic.message, folder);
  std::ranges::stable_sort(found, std::ranges::greater(), &Diagnostic::severity);
  return found;
}

}  // namespace avmdoc::cli

#include "text/merge_conflict.hpp"

#include <algorithm>

namespace avmdoc {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view begin_marker = "<<<<<<<";
constexpr std::string_view middle_marker = "=======";
constexpr std::string_view end_marker = ">>>>>>>";

/// The next line from an offset on that is a marker, alone or followed by a space and a label.
std::size_t find_marker(std::string_view text, std::string_view marker, std::size_t from) {
  for (std::size_t at = text.find(marker, from); at != npos; at = text.find(marker, at + 1)) {
    if (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') continue;
    const std::size_t end = at + marker.size();
    if (end == text.size() || std::string_view(" \r\n").find(text[end]) != npos) return at;
  }
  return npos;
}

}  // namespace

std::optional<std::size_t> find_merge_conflict(std::string_view text) {
  const std::size_t begin = find_marker(text, begin_marker, 0);
  if (begin == npos) return std::nullopt;
  const std::size_t middle = find_marker(text, middle_marker, begin);
  if (middle == npos || find_marker(text, end_marker, middle) == npos) return std::nullopt;
  return begin;
}

std::optional<std::size_t> find_merge_marker(std::string_view text) {
  const std::size_t at =
      std::min(find_marker(text, begin_marker, 0), find_marker(text, end_marker, 0));
  return at == npos ? std::nullopt : std::optional(at);
}

Diagnostic merge_conflict(std::string_view text, std::size_t at, const std::string& path,
                          std::string_view advice) {
  std::string_view line = text.substr(at);
  line = line.substr(0, line.find_first_of("\r\n"));
  return error_at("merge-conflict", {path, position_at(text, at)},
                  "unresolved merge conflict '" + std::string(line) + "'; " + std::string(advice));
}

}  // namespace avmdoc

#include "catalog/known_resources.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {

extern const unsigned char embedded_known_resources[];
extern const unsigned int embedded_known_resources_size;

namespace {

/// The lines of the built-in table (`data/make_known_resources.py`).
const std::vector<std::string_view>& table() {
  static const std::vector<std::string_view> lines = split_lines(
      {reinterpret_cast<const char*>(embedded_known_resources), embedded_known_resources_size});
  return lines;
}

/// The first line that is not before `key`, without regard to case.
std::vector<std::string_view>::const_iterator first_from(std::string_view key) {
  return std::ranges::lower_bound(table(), key, [](std::string_view line, std::string_view wanted) {
    return compare_ignoring_case(line, wanted) < 0;
  });
}

using Kind = std::pair<std::string_view, std::string_view>;

/// What Azure Resource Manager itself gives every resource.
constexpr std::array<Kind, 8> common_properties = {{
    {"apiVersion", "string"},
    {"id", "string"},
    {"location", "string"},
    {"name", "string"},
    {"tags", "object"},
    {"tags/additionalProperties", "string"},
    {"type", "string"},
    {"zones", "array"},
}};

}  // namespace

std::optional<std::string_view> resource_property_kind(std::string_view source) {
  const std::size_t hash = std::min(source.find('#'), source.size());
  for (auto line = first_from(source);
       line != table().end() && equal_ignoring_case(line->substr(0, source.size()), source);
       ++line) {
    // Resource types are spelled in any case, but not properties.
    const std::size_t blank = line->find(' ');
    if (blank == source.size() && line->substr(hash, blank - hash) == source.substr(hash)) {
      return line->substr(blank + 1);
    }
  }
  constexpr std::string_view properties = "#properties/";
  std::string_view path = source.substr(hash);
  if (!path.starts_with(properties)) return std::nullopt;
  path.remove_prefix(properties.size());
  const auto found = std::ranges::find(common_properties, path, &Kind::first);
  if (found == common_properties.end()) return std::nullopt;
  return found->second;
}

std::string_view resource_type_spelling(std::string_view type, std::string_view version) {
  // Versions are listed where they are spelled otherwise.
  const std::string resource = std::string(type) + "@" + std::string(version);
  for (const std::string_view known : {std::string_view(resource), type}) {
    const auto line = first_from(known);
    if (line != table().end() && equal_ignoring_case(*line, known)) {
      return line->substr(0, type.size());
    }
  }
  return type;
}

}  // namespace avmdoc

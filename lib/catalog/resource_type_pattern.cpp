#include "catalog/resource_type_pattern.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// What may follow a stem, the longest first.
constexpr std::array<std::string_view, 9> endings = {"ies", "ses", "ii", "ys", "es",
                                                     "y",   "e",   "s",  ""};

bool is_ending(std::string_view text) {
  return std::ranges::any_of(
      endings, [&](std::string_view ending) { return equal_ignoring_case(text, ending); });
}

/// Removes the first segment of a name; false when it has another stem.
bool take_segment(std::string_view& name, std::string_view stem) {
  if (!equal_ignoring_case(name.substr(0, stem.size()), stem)) return false;
  name.remove_prefix(stem.size());
  const std::size_t end = std::min(name.find('/'), name.size());
  if (!is_ending(name.substr(0, end))) return false;
  name.remove_prefix(end);
  return true;
}

/// The part of a word that singular and plural share: `factor` of `factories`.
std::string_view stem(std::string_view word) {
  for (const std::string_view ending : endings) {
    // The reference leaves the first `s` of `ses` to the stem.
    if (ending != "ses" && word.size() > ending.size() &&
        equal_ignoring_case(word.substr(word.size() - ending.size()), ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

}  // namespace

ResourceTypePattern::ResourceTypePattern(std::string_view path) {
  const std::string small = lowered(path);
  std::string_view rest = small;
  while (true) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    stems_.emplace_back(stem(rest.substr(0, end)));
    if (end == rest.size()) return;
    rest.remove_prefix(end + 1);
  }
}

std::optional<std::string_view> ResourceTypePattern::after(std::string_view name,
                                                           std::size_t segments) const {
  for (std::size_t i = 0; i < segments; ++i) {
    if (i > 0) {
      if (name.empty()) return std::nullopt;
      name.remove_prefix(1);
    }
    if (!take_segment(name, stems_[i])) return std::nullopt;
  }
  return name;
}

bool ResourceTypePattern::matches(std::string_view name) const {
  return after(name, stems_.size()) == std::string_view();
}

/// The reference cuts where the last stem first occurs, even inside another segment, but not inside
/// what it considers an ending.
std::optional<ResourceTypePattern::Parent> ResourceTypePattern::parent() const {
  const std::string& last = stems_.back();
  const std::size_t before = stems_.size() - 1;
  for (std::size_t i = 0; i < before; ++i) {
    if (const std::size_t at = stems_[i].find(last); at != std::string::npos) {
      if (at == 0) return i == 0 ? std::nullopt : std::optional(Parent{i, ""});
      return Parent{i, (i == 0 ? "" : "/") + stems_[i].substr(0, at)};
    }
    const bool in_endings = std::ranges::any_of(endings, [&](std::string_view ending) {
      return ending.find(last) != std::string_view::npos;
    });
    if (in_endings) break;
  }
  return before == 0 ? std::nullopt : std::optional(Parent{before, ""});
}

std::vector<std::string> ResourceTypePattern::parents(
    const std::vector<std::string_view>& names) const {
  // Without a last segment the reference's cut leaves nothing, which any name matches.
  if (stems_.back().empty()) return {names.begin(), names.end()};
  std::vector<std::string> found;
  const std::optional<Parent> wanted = parent();
  if (!wanted) return found;
  for (const std::string_view name : names) {
    const std::optional<std::string_view> rest = after(name, wanted->segments);
    if (rest && equal_ignoring_case(*rest, wanted->rest)) found.emplace_back(name);
  }
  return found;
}

}  // namespace avmdoc

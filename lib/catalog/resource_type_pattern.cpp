#include "catalog/resource_type_pattern.hpp"

#include <algorithm>
#include <vector>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view endings = "(y|ii|e|ys|ies|es|s|ses|)(\\/|$)";

/// The part of a word that singular and plural share: `factor` of `factories`.
std::string stem(const std::string& word) {
  static const boost::regex plural("(.+?)(y|ii|e|ys|ies|es|s)", boost::regex::icase);
  boost::smatch match;
  return boost::regex_match(word, match, plural) ? match[1].str() : word;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::size_t find_ignoring_case(const std::string& text, const std::string& part) {
  const auto at = std::ranges::search(text, part, {}, to_lower, to_lower).begin();
  return static_cast<std::size_t>(at - text.begin());
}

/// Whether a cut at `at` would leave a group of endings open.
bool inside_endings(std::string_view pattern, std::size_t at) {
  const std::string_view before = pattern.substr(0, at);
  return std::count(before.begin(), before.end(), '(') !=
         std::count(before.begin(), before.end(), ')');
}

bool found(std::string_view name, const boost::regex& pattern) {
  return boost::regex_search(name.begin(), name.end(), pattern);
}

}  // namespace

ResourceTypePattern::ResourceTypePattern(std::string_view path) {
  std::string pattern = "^";
  std::string parent;
  std::string last;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    last = escaped(stem(std::string(path.substr(begin, end - begin))));
    parent = pattern;
    pattern += last;
    pattern += endings;
    if (end == path.size()) break;
    begin = end + 1;
  }
  // The reference cuts its pattern where the last stem first occurs, be it inside another segment.
  const std::size_t cut = find_ignoring_case(pattern, last);
  if (cut < parent.size() && !inside_endings(pattern, cut)) parent.resize(cut);
  whole_ = boost::regex(pattern + "$", boost::regex::icase);
  if (parent != "^") parent_ = boost::regex(parent + "$", boost::regex::icase);
}

bool ResourceTypePattern::matches(std::string_view name) const { return found(name, whole_); }

bool ResourceTypePattern::matches_parent(std::string_view name) const {
  return parent_ && found(name, *parent_);
}

}  // namespace avmdoc

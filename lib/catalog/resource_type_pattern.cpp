#include "catalog/resource_type_pattern.hpp"

#include <algorithm>
#include <vector>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view endings = "(y|ii|e|ys|ies|es|s|ses|)(\\/|$)";

/// The part of a word that singular and plural share: `factor` of `factories`.
std::string stem(const std::string& word) {
  static const boost::regex plural("(.+?)(y|ii|e|ys|ies|es|s)");
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

/// Whether a cut at `at` would leave a group of endings open.
bool inside_endings(std::string_view pattern, std::size_t at) {
  const std::string_view before = pattern.substr(0, at);
  return std::count(before.begin(), before.end(), '(') !=
         std::count(before.begin(), before.end(), ')');
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), to_lower);
  return result;
}

}  // namespace

ResourceTypePattern::ResourceTypePattern(std::string_view spelled) {
  const std::string path = lowered(spelled);
  std::string pattern = "^";
  std::string parent;
  std::string last;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    last = escaped(stem(path.substr(begin, end - begin)));
    parent = pattern;
    pattern += last;
    pattern += endings;
    if (end == path.size()) break;
    begin = end + 1;
  }
  // The reference cuts its pattern where the last stem first occurs, be it inside another segment.
  const std::size_t cut = pattern.find(last);
  if (cut < parent.size() && !inside_endings(pattern, cut)) parent.resize(cut);
  segments_ = std::ranges::count(path, '/');
  whole_ = boost::regex(pattern + "$");
  if (parent != "^") parent_ = parent + "$";
}

bool ResourceTypePattern::matches(std::string_view name) const {
  return std::ranges::count(name, '/') == segments_ && boost::regex_search(lowered(name), whole_);
}

std::vector<std::string> ResourceTypePattern::parents(
    const std::vector<std::string_view>& names) const {
  std::vector<std::string> found;
  if (parent_.empty()) return found;
  const boost::regex pattern(parent_);
  for (const std::string_view name : names) {
    if (boost::regex_search(lowered(name), pattern)) found.emplace_back(name);
  }
  return found;
}

}  // namespace avmdoc

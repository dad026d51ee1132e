#include "convention/glob.hpp"

#include <string>
#include <vector>

namespace avmdoc {
namespace {

constexpr std::size_t npos = std::string_view::npos;
/// More alternatives than this in one glob are an error.
constexpr std::size_t max_alternatives = 256;

}  // namespace

std::vector<std::string> glob_alternatives(std::string_view glob) {
  std::vector<std::string> all = {""};
  while (!glob.empty()) {
    const std::size_t open = glob.find('{');
    const std::size_t close = open == npos ? npos : glob.find('}', open);
    if (close == npos) {
      for (std::string& one : all) one += glob;
      return all;
    }
    std::vector<std::string> next;
    std::string_view choices = glob.substr(open + 1, close - open - 1);
    while (next.size() < max_alternatives) {
      const std::size_t comma = choices.find(',');
      for (const std::string& one : all) {
        next.push_back(one);
        next.back().append(glob, 0, open).append(choices.substr(0, comma));
      }
      if (comma == npos) break;
      choices.remove_prefix(comma + 1);
    }
    all = std::move(next);
    glob.remove_prefix(close + 1);
  }
  return all;
}

std::string_view glob_folder(std::string_view glob) {
  const std::string_view plain = glob.substr(0, glob.find_first_of("*?["));
  const std::size_t slash = plain.rfind('/');
  return slash == npos ? std::string_view() : plain.substr(0, slash);
}

namespace {

/// Matches `[a-c]` at the begin of the glob; gives how long it is, or 0 when the character is not
/// one of these.
std::size_t matched_class(std::string_view glob, char c) {
  const std::size_t close = glob.find(']', 2);
  if (close == npos) return c == '[' ? 1 : 0;
  const bool negated = glob[1] == '!';
  bool found = false;
  for (std::size_t i = negated ? 2 : 1; i < close; ++i) {
    const bool range = i + 2 < close && glob[i + 1] == '-';
    found = found || (range ? glob[i] <= c && c <= glob[i + 2] : glob[i] == c);
    if (range) i += 2;
  }
  return found != negated ? close + 1 : 0;
}

/// Whether a sequence with stars matches another one. `taken(g, p)` is how many items of the glob
/// from `g` on match the item `p`, 0 for none. A star is tried from the last one on, which
/// suffices.
template <typename IsStar, typename Taken>
bool matches(std::size_t glob_size, std::size_t size, const IsStar& is_star, const Taken& taken) {
  std::size_t g = 0;
  std::size_t p = 0;
  std::size_t star = npos;
  std::size_t from = 0;
  while (p < size) {
    if (g < glob_size && is_star(g)) {
      star = g++;
      from = p;
    } else if (const std::size_t count = g < glob_size ? taken(g, p) : 0; count != 0) {
      g += count;
      ++p;
    } else if (star != npos) {
      g = star + 1;
      p = ++from;
    } else {
      return false;
    }
  }
  while (g < glob_size && is_star(g)) ++g;
  return g == glob_size;
}

bool part_matches(std::string_view glob, std::string_view part) {
  return matches(
      glob.size(), part.size(), [&](std::size_t g) { return glob[g] == '*'; },
      [&](std::size_t g, std::size_t p) -> std::size_t {
        if (glob[g] == '[') return matched_class(glob.substr(g), part[p]);
        return glob[g] == '?' || glob[g] == part[p] ? 1 : 0;
      });
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t slash = path.find('/'); slash != npos; slash = path.find('/')) {
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash + 1);
  }
  parts.push_back(path);
  return parts;
}

/// With parts in place of characters, and `**` in place of the star.
bool parts_match(const std::vector<std::string_view>& glob,
                 const std::vector<std::string_view>& path) {
  return matches(
      glob.size(), path.size(), [&](std::size_t g) { return glob[g] == "**"; },
      [&](std::size_t g, std::size_t p) -> std::size_t { return part_matches(glob[g], path[p]); });
}

}  // namespace

bool glob_matches(std::string_view glob, std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(path);
  for (const std::string& one : glob_alternatives(glob)) {
    if (parts_match(parts_of(one), parts)) return true;
  }
  return false;
}

std::string_view glob_problem(std::string_view glob) {
  if (glob.empty()) return "it is empty";
  if (glob.starts_with('/')) return "it begins with '/'; globs are relative";
  bool open = false;
  for (const char c : glob) {
    if (c == '{' && open) return "braces cannot nest";
    if (c == '}' && !open) return "a '}' without a '{'";
    if (c == '{') open = true;
    if (c == '}') open = false;
    if (c == '\\') return "it has a backslash; use '/' between the parts of a path";
  }
  if (open) return "a '{' without a '}'";
  if (glob_alternatives(glob).size() >= max_alternatives) return "it has too many alternatives";
  return {};
}

}  // namespace avmdoc

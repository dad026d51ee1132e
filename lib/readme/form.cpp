#include "readme/form.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>

#include "bicep/utf8.hpp"
#include "readme/words.hpp"
#include "text/ascii.hpp"
#include "text/fences.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr unsigned usual_level = 2;
/// Longer runs of `#` are no headings. Those of moved ones may be longer than Markdown has.
constexpr std::size_t longest_mark = 9;

/// What GitHub keeps in an anchor: `\p{Word}` of Ruby, so no emoji.
bool is_in_words(UChar32 c) {
  constexpr std::uint32_t others = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
  return u_isUAlphabetic(c) != 0 || (U_MASK(u_charType(c)) & others) != 0;
}

using AnchorMap = std::map<std::string, std::string, std::less<>>;

/// Calls `take` with each line that is in no code, and its line break, and the text after it; what
/// it returns takes the place of the line.
template <typename Take>
std::string with_lines(std::string_view text, Take take) {
  std::string result;
  result.reserve(text.size() + text.size() / 16);
  Fences fences;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (fences.holds(line)) {
      result += line;
    } else {
      result += take(line, text);
    }
  }
  return result;
}

/// How many `#` a heading begins with; 0 for another line.
std::size_t heading_mark(std::string_view line) {
  const std::size_t mark = std::min(line.find_first_not_of('#'), line.size());
  return mark <= longest_mark && mark < line.size() && line[mark] == ' ' ? mark : 0;
}

std::string move_headings(std::string_view text, int levels) {
  return with_lines(text, [&](std::string_view line, std::string_view) {
    const std::size_t mark = heading_mark(line);
    const int moved = static_cast<int>(mark) + levels;
    if (mark == 0 || moved < 1) return std::string(line);
    return std::string(static_cast<std::size_t>(moved), '#').append(line.substr(mark));
  });
}

/// The text of a heading as a page shows it.
std::string shown(std::string_view heading) {
  std::string text(trim(heading));
  std::erase(text, '`');
  const std::size_t emphasis = text.find(": _");
  if (emphasis != std::string::npos && text.ends_with('_')) {
    text.pop_back();
    text.erase(emphasis + 2, 1);
  }
  return text;
}

std::string gitlab_anchor(std::string_view heading) {
  std::string plain;
  write_github_anchor(heading, plain);
  std::string anchor;
  for (const char c : plain) {
    if (c != '-' || !anchor.ends_with('-')) anchor += c;
  }
  return anchor;
}

std::string azure_anchor(std::string_view heading) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "-_.!~*'";
  std::string anchor;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') {
      anchor += '-';
    } else if (is_letter(c) || is_digit(c) || plain.find(c) != std::string_view::npos) {
      anchor += to_lower(c);
    } else {
      anchor += '%';
      anchor += digits[byte >> 4U];
      anchor += digits[byte & 0xFU];
    }
  }
  return anchor;
}

std::string host_anchor(Anchors host, std::string_view heading) {
  if (host == Anchors::gitlab) return gitlab_anchor(heading);
  if (host == Anchors::azure_devops) return azure_anchor(heading);
  std::string anchor;
  write_github_anchor(heading, anchor);
  return anchor;
}

std::string replace_words(std::string_view text, const WordMap& words) {
  return with_lines(text, [&](std::string_view line, std::string_view rest) {
    return with_words(line, rest.starts_with("| :-"), words);
  });
}

/// What links lead to in the usual form and in that of the host, for each heading of a page that
/// has neither words nor anchors of its own.
AnchorMap anchors_of(std::string_view text, const Convention& convention, bool to_host) {
  AnchorMap anchors;
  const WordMap words = words_of(convention, true);
  with_lines(text, [&](std::string_view line, std::string_view) {
    const std::size_t mark = heading_mark(line);
    if (mark == 0) return "";
    std::string usual;
    write_github_anchor(shown(line.substr(mark)), usual);
    std::string own = host_anchor(
        convention.anchors, shown(std::string_view(with_words(line, false, words)).substr(mark)));
    if (to_host) {
      anchors.emplace(std::move(usual), std::move(own));
    } else {
      anchors.emplace(std::move(own), std::move(usual));
    }
    return "";
  });
  return anchors;
}

std::string replace_anchors(std::string_view text, const AnchorMap& anchors) {
  constexpr std::string_view link = "](#";
  return with_lines(text, [&](std::string_view line, std::string_view) {
    std::string result;
    for (std::size_t at = line.find(link); at != std::string_view::npos; at = line.find(link)) {
      const std::size_t begin = at + link.size();
      const std::size_t end = std::min(line.find(')', begin), line.size());
      const auto known = anchors.find(line.substr(begin, end - begin));
      result += line.substr(0, begin);
      result += known == anchors.end() ? line.substr(begin, end - begin) : known->second;
      line.remove_prefix(end);
    }
    return result.append(line);
  });
}

bool has_own_anchors(const Convention& convention) {
  return convention.anchors == Anchors::gitlab || convention.anchors == Anchors::azure_devops ||
         !convention.words.empty();
}

}  // namespace

void write_github_anchor(std::string_view heading, std::string& out) {
  while (!heading.empty()) {
    const bicep::CodePoint first = bicep::first_code_point(heading);
    const auto c = static_cast<UChar32>(first.value);
    if (c == ' ') {
      out += '-';
    } else if (first.valid && (c == '-' || is_in_words(c))) {
      std::array<char, U8_MAX_LENGTH> bytes{};
      std::int32_t size = 0;
      U8_APPEND_UNSAFE(bytes.data(), size, u_tolower(c));
      out.append(bytes.data(), static_cast<std::size_t>(size));
    }
    heading.remove_prefix(first.size);
  }
}

bool has_form(const Convention& convention) {
  return has_own_anchors(convention) || convention.heading_level != usual_level;
}

std::string in_form(const Convention& convention, std::string text) {
  if (has_own_anchors(convention)) {
    text = replace_anchors(text, anchors_of(text, convention, true));
  }
  if (!convention.words.empty()) text = replace_words(text, words_of(convention, true));
  if (convention.heading_level != usual_level) {
    text = move_headings(text, static_cast<int>(convention.heading_level) - 2);
  }
  return text;
}

std::string without_form(const Convention& convention, std::string text) {
  if (convention.heading_level != usual_level) {
    text = move_headings(text, 2 - static_cast<int>(convention.heading_level));
  }
  if (!convention.words.empty()) text = replace_words(text, words_of(convention, false));
  if (has_own_anchors(convention)) {
    text = replace_anchors(text, anchors_of(text, convention, false));
  }
  return text;
}

}  // namespace avmdoc

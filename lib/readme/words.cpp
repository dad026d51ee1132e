#include "readme/words.hpp"

#include <algorithm>
#include <array>

#include "avmdoc/readme.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// The words of cells that are not in the head of a table.
constexpr std::array<std::string_view, 5> words_of_rows = {"Yes", "No", "Local reference",
                                                           "Remote reference", "No, it exists"};

/// Adds a stretch of a line that may be words: those of the map, or as it is.
void add(std::string_view text, const WordMap& words, std::string& out) {
  const std::string_view bare = trim(text);
  const auto found = words.find(bare);
  if (found == words.end()) {
    out += text;
    return;
  }
  const auto begin = static_cast<std::size_t>(bare.data() - text.data());
  out.append(text.substr(0, begin)).append(found->second);
  out.append(text.substr(begin + bare.size()));
}

bool is_word_of_rows(std::string_view cell, const WordMap& words) {
  const auto found = words.find(trim(cell));
  return found != words.end() && std::ranges::any_of(words_of_rows, [&](std::string_view word) {
           return found->first == word || found->second == word;
         });
}

std::string row_with_words(std::string_view line, bool is_head, const WordMap& words) {
  std::string out;
  while (!line.empty()) {
    std::size_t bar = line.find('|');
    while (bar != std::string_view::npos && bar > 0 && line[bar - 1] == '\\')
      bar = line.find('|', bar + 1);
    const std::string_view cell = line.substr(0, bar);
    if (is_head || is_word_of_rows(cell, words)) {
      add(cell, words, out);
    } else {
      out += cell;
    }
    if (bar == std::string_view::npos) break;
    out += '|';
    line.remove_prefix(bar + 1);
  }
  return out;
}

/// Words between two marks, such as `<summary>` and `</summary>`.
bool take_between(std::string_view line, std::string_view begin, std::string_view end,
                  const WordMap& words, std::string& out) {
  const std::string_view bare = trim(line);
  if (bare.size() < begin.size() + end.size() || !bare.starts_with(begin) || !bare.ends_with(end)) {
    return false;
  }
  out += begin;
  add(bare.substr(begin.size(), bare.size() - begin.size() - end.size()), words, out);
  out.append(end).append(line.substr(bare.size()));
  return true;
}

/// `### Parameter: `name`` and `### Example 1: _Title_`.
std::string heading_with_words(std::string_view line, const WordMap& words) {
  const std::size_t colon = std::min(line.find(": `"), line.find(": _"));
  if (colon == std::string_view::npos) return std::string(line);
  const std::size_t begin = line.find(' ') + 1;
  std::size_t end = colon;
  while (end > begin && is_digit(line[end - 1])) --end;
  std::string out(line.substr(0, begin));
  add(line.substr(begin, end - begin), words, out);
  return out.append(line.substr(end));
}

/// `- Required: Yes`
std::string label_with_words(std::string_view line, const WordMap& words) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos ||
      line.substr(0, colon).find_first_of("`[") != std::string_view::npos)
    return std::string(line);
  std::string out = "- ";
  add(line.substr(2, colon - 2), words, out);
  out += ':';
  const std::string_view value = line.substr(colon + 1);
  if (is_word_of_rows(value, words)) {
    add(value, words, out);
  } else {
    out += value;
  }
  return out;
}

}  // namespace

const std::vector<std::string_view>& readme_words() {
  static const std::vector<std::string_view> all = {
      "API Version",
      "Allowed",
      "Conditional parameters",
      "Default",
      "Deployed",
      "Description",
      "Discriminator",
      "Each example lists the required parameters first.",
      "Example",
      "Function",
      "Generated parameters",
      "Local reference",
      "MaxLength",
      "MaxValue",
      "MinLength",
      "MinValue",
      "Name",
      "No",
      "No, it exists",
      "None",
      "Optional parameters",
      "Output",
      "Parameter",
      "Reference",
      "References",
      "Remote reference",
      "Required",
      "Required parameters",
      "Resource Type",
      "Roles configurable by name",
      "Signature",
      "The available variants are:",
      "Type",
      "Value",
      "Variant",
      "Version",
      "Yes",
      "You can reference the module as follows:",
      "via Bicep module",
      "via Bicep parameters file",
      "via JSON parameters file",
  };
  return all;
}

WordMap words_of(const Convention& convention, bool to_own) {
  WordMap words;
  for (const auto& [usual, own] : convention.words) {
    words.emplace(to_own ? usual : own, to_own ? own : usual);
  }
  return words;
}

std::string with_words(std::string_view line, bool is_head, const WordMap& words) {
  std::string out;
  if (line.starts_with('|')) return row_with_words(line, is_head, words);
  if (line.starts_with("### ")) return heading_with_words(line, words);
  if (line.starts_with("- ")) return label_with_words(line, words);
  if (take_between(line, "**", "**", words, out) || take_between(line, "_", "_", words, out) ||
      take_between(line, "<h4>", "</h4>", words, out) ||
      take_between(line, "<summary>", "</summary>", words, out)) {
    return out;
  }
  add(line, words, out);
  return out;
}

}  // namespace avmdoc

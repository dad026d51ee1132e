#include "check/changed_value.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The name before the colon of `  name: value`; empty for the element of an array.
std::string_view key_of(std::string_view line) {
  line = trim(line);
  if (line.starts_with('\'')) {
    const std::size_t end = line.find('\'', 1);
    const bool key = end != std::string_view::npos && line.substr(end + 1).starts_with(':');
    return key ? line.substr(1, end - 1) : std::string_view();
  }
  std::size_t size = 0;
  while (size < line.size() && is_word(line[size])) ++size;
  return line.substr(size).starts_with(':') ? line.substr(0, size) : std::string_view();
}

/// The keys on the way to a line, from the outermost one on, by its indentation.
std::vector<std::string_view> keys_to(const std::vector<std::string_view>& lines, std::size_t at) {
  std::vector<std::string_view> keys;
  std::size_t indent = lines[at].size();
  for (std::size_t i = at + 1; i-- > 0;) {
    if (trim(lines[i]).empty() || (i != at && indent_of(lines[i]) >= indent)) continue;
    indent = indent_of(lines[i]);
    const std::string_view key = key_of(lines[i]);
    if (!key.empty()) keys.push_back(key);
  }
  std::ranges::reverse(keys);
  return keys;
}

/// The first line of `after` that is another one in `before`, and whether lines before it went.
struct Change {
  std::size_t line = 0;
  bool removal = false;
};

Change first_change(const std::vector<std::string_view>& before,
                    const std::vector<std::string_view>& after) {
  std::size_t i = 0;
  while (i < before.size() && i < after.size() && before[i] == after[i]) ++i;
  if (i == after.size()) return {after.empty() ? 0 : after.size() - 1, true};
  const bool later = i < before.size() && std::find(before.begin() + static_cast<std::ptrdiff_t>(i),
                                                    before.end(), after[i]) != before.end();
  return {i, later && before.size() > after.size()};
}

/// All properties of that name in a value, also in the elements of arrays.
void find_properties(Node value, std::string_view name, std::vector<Node>& found, int depth = 0) {
  if (depth > 8) return;
  if (value.kind() == NodeKind::object) {
    for (const Node item : value.children()) {
      if (item.kind() == NodeKind::property && bicep::name_of(item) == name) found.push_back(item);
    }
    return;
  }
  for (const Node child : value.children()) find_properties(child, name, found, depth + 1);
}

}  // namespace

Node changed_node(Node declared, std::string_view before, std::string_view after) {
  const std::vector<std::string_view> lines = split_lines(after);
  if (lines.size() < 2 || before.empty()) return declared;
  const Change change = first_change(split_lines(before), lines);
  std::vector<std::string_view> keys = keys_to(lines, change.line);
  // The argument's own name comes first.
  if (declared.kind() == NodeKind::property && !keys.empty()) keys.erase(keys.begin());
  if (change.removal && !keys.empty()) keys.pop_back();
  std::vector<Node> candidates = {declared};
  for (const std::string_view key : keys) {
    std::vector<Node> next;
    for (const Node candidate : candidates) {
      const bool property = candidate.kind() == NodeKind::property;
      const auto value = property ? candidate.child(Field::value) : std::optional(candidate);
      if (value) find_properties(*value, key, next);
    }
    if (next.empty()) break;
    candidates = std::move(next);
  }
  // Among elements of an array, the one with the value that the line shows.
  const std::string_view line = trim(lines[change.line]);
  const std::size_t colon = line.find(": ");
  const std::string_view value = colon == std::string_view::npos ? line : line.substr(colon + 2);
  for (const Node candidate : candidates) {
    const auto own = candidate.child(Field::value);
    if (candidate.kind() == NodeKind::property && own && own->text() == value) return candidate;
  }
  for (const Node candidate : candidates) {
    const auto own = candidate.kind() == NodeKind::property ? candidate.child(Field::value)
                                                            : std::optional(candidate);
    if (!own || own->kind() != NodeKind::array) continue;
    for (const Node element : own->children()) {
      if (element.text() == value) return element;
    }
  }
  return candidates.front();
}

}  // namespace avmdoc

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "bicep/declarations.hpp"
#include "interface/source_reader.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// A type of a file, and those of the file without which it has no value.
struct RequiredTypes {
  Node name;
  std::vector<std::size_t> types;
  std::size_t open = 0;  ///< how many of `types` are left
};

using Numbers = std::map<std::string_view, std::size_t>;

/// Adds the types without which a type has no value. What is nullable may be left out.
void add_required(Node type, const Numbers& numbers, std::vector<std::size_t>& required) {
  type = bicep::without_parentheses(type);
  switch (type.kind()) {
    case NodeKind::type_name:
      if (const auto found = numbers.find(type.text()); found != numbers.end()) {
        required.push_back(found->second);
      }
      return;
    case NodeKind::type_array:
    case NodeKind::type_non_null:
      if (const auto base = type.child(Field::base)) add_required(*base, numbers, required);
      return;
    case NodeKind::type_union:
      for (const Node item : type.children()) add_required(item, numbers, required);
      return;
    case NodeKind::type_object:
    case NodeKind::type_tuple:
      for (const Node item : type.children()) {
        if (item.kind() == NodeKind::type_any_property) continue;
        if (const auto value = item.child(Field::value)) add_required(*value, numbers, required);
      }
      return;
    default:
      return;
  }
}

/// The types that a file declares.
std::vector<RequiredTypes> types_of(const Unit& unit) {
  std::vector<RequiredTypes> all;
  std::vector<Node> values;
  Numbers numbers;
  for (const Node statement : unit.tree->root().children()) {
    const auto name = statement.child(Field::name);
    const auto value = statement.child(Field::value);
    if (statement.kind() != NodeKind::type_declaration || !name || !value) continue;
    if (!numbers.emplace(name->text(), all.size()).second) continue;
    all.push_back({*name, {}});
    values.push_back(*value);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    // `type a = a?` says nothing of what `a` is.
    Node whole = bicep::without_parentheses(values[i]);
    while (whole.kind() == NodeKind::type_nullable) {
      const auto base = whole.child(Field::base);
      if (!base) break;
      whole = bicep::without_parentheses(*base);
    }
    add_required(whole, numbers, all[i].types);
    all[i].open = all[i].types.size();
  }
  return all;
}

/// The name of a type that has no value without itself: `type a = { b: a[] }`.
std::optional<Node> type_within_itself(const Unit& unit) {
  std::vector<RequiredTypes> all = types_of(unit);
  std::vector<std::vector<std::size_t>> users(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const std::size_t required : all[i].types) users[required].push_back(i);
  }
  // Types that require none that is left are taken away, until the rest leads back to itself.
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].open == 0) ready.push_back(i);
  }
  std::vector<bool> has_end(all.size(), false);
  while (!ready.empty()) {
    const std::size_t one = ready.back();
    ready.pop_back();
    has_end[one] = true;
    for (const std::size_t user : users[one]) {
      if (--all[user].open == 0) ready.push_back(user);
    }
  }
  // From a type that is left the way leads into the cycle, whose first type it comes to twice.
  std::size_t at = 0;
  while (at < all.size() && has_end[at]) ++at;
  if (at == all.size()) return std::nullopt;
  std::vector<bool> seen(all.size(), false);
  while (!seen[at]) {
    seen[at] = true;
    for (const std::size_t required : all[at].types) {
      if (has_end[required]) continue;
      at = required;
      break;
    }
  }
  return all[at].name;
}

}  // namespace

void SourceReader::refuse_cycles() {
  const bool is_known = std::ranges::any_of(
      errors_, [](const Diagnostic& known) { return known.code == "type-cycle"; });
  if (is_known) return;
  std::set<std::string_view> files;
  for (const auto& [symbol, name] : names_) {
    const Unit& unit = *symbol.unit;
    if (!unit.tree || !files.insert(unit.path).second) continue;
    if (const auto found = type_within_itself(unit)) {
      error(unit, *found, "type-cycle",
            "the type '" + std::string(found->text()) + "' refers to itself");
      return;
    }
  }
}

}  // namespace avmdoc

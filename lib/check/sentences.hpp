#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/outline.hpp"

/// The words for what drifted.
namespace avmdoc {

/// A part of an entry that is not the same on both sides, or not on both.
struct PartChange {
  std::string_view name;
  const Part* before;
  const Part* after;
};

/// A sentence for one of the changes.
struct PartSentence {
  std::size_t change = 0;
  std::string kind;
  std::string sentence;
  std::string parameter;
};

/// What a user calls an entry: `skuName`, `example 3 (waf-aligned)`.
std::string name_of(const Entry& entry);

/// The kind of drift: `parameter-added`. `what` is `added`, `removed` or `changed`.
std::string kind_of(const Entry& entry, std::string_view what);

std::string added_sentence(const Entry& entry);
std::string removed_sentence(const Entry& entry);

/// For an entry that is on both sides, as it is in the new one; `changes` has all that differs.
std::vector<PartSentence> sentences(const Entry& entry, const std::vector<PartChange>& changes);

/// For lines that say the same elsewhere (`text`), or blank lines.
std::string rest_sentence(const Entry& entry, bool text);

}  // namespace avmdoc

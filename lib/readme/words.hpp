#pragma once

#include <map>
#include <string>
#include <string_view>

#include "avmdoc/convention.hpp"

namespace avmdoc {

using WordMap = std::map<std::string, std::string, std::less<>>;

/// The words that a convention gives for those of English, or the other way round.
WordMap words_of(const Convention& convention, bool to_own);

/// A line of a README with the words of a map where its writers put words of their own: heads of
/// tables, labels of details, titles of items, and whole lines. `is_head` says that it is the head
/// of a table.
std::string with_words(std::string_view line, bool is_head, const WordMap& words);

}  // namespace avmdoc

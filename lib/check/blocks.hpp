#pragma once

#include <string_view>
#include <vector>

namespace avmdoc {

enum class BlockKind : std::uint8_t {
  heading,
  paragraph,
  quote,
  list_item,  ///< of a list at the top
  code,
  html,
  table,
  other,
};

/// A block of a Markdown document and its lines `[begin, end)`, from 0, without blank ones at its
/// end.
struct Block {
  BlockKind kind = BlockKind::other;
  int level = 0;  ///< of a heading
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The blocks of a document in order, as GitHub reads it (cmark-gfm). `lines` are its lines without
/// their ends.
std::vector<Block> blocks_of(const std::vector<std::string_view>& lines);

}  // namespace avmdoc

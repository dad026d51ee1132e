#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
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

/// Reads Markdown as GitHub does (cmark-gfm). Documents that are held against each other have most
/// of their parts in common, so a part is remembered and read once.
class BlockReader {
 public:
  /// The blocks of a document in order. `lines` are its lines without their ends; they must outlive
  /// the reader.
  std::vector<Block> read(const std::vector<std::string_view>& lines);

 private:
  void read_part(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end,
                 std::vector<Block>& blocks);

  std::unordered_map<std::string_view, std::vector<Block>> parts_;  ///< with lines of their own
};

}  // namespace avmdoc

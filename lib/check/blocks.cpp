#include "check/blocks.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "text/lines.hpp"

namespace avmdoc {
namespace {

BlockKind kind_of(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HEADING) return BlockKind::heading;
  if (type == CMARK_NODE_PARAGRAPH) return BlockKind::paragraph;
  if (type == CMARK_NODE_BLOCK_QUOTE) return BlockKind::quote;
  if (type == CMARK_NODE_ITEM) return BlockKind::list_item;
  if (type == CMARK_NODE_CODE_BLOCK) return BlockKind::code;
  if (type == CMARK_NODE_HTML_BLOCK) return BlockKind::html;
  // The type of an extension has no constant in the public headers.
  if (std::string_view(cmark_node_get_type_string(node)) == "table") return BlockKind::table;
  return BlockKind::other;
}

/// Adds the block of a node of the part that begins at the line `offset`.
void add(cmark_node* node, const std::vector<std::string_view>& lines, std::size_t offset,
         std::vector<Block>& blocks) {
  Block block;
  block.kind = kind_of(node);
  if (block.kind == BlockKind::heading) block.level = cmark_node_get_heading_level(node);
  const int first = cmark_node_get_start_line(node);
  const int last = cmark_node_get_end_line(node);
  block.begin = offset + static_cast<std::size_t>(std::max(first, 1)) - 1;
  if (!blocks.empty()) block.begin = std::max(block.begin, blocks.back().end);
  block.end = std::min(lines.size(), offset + static_cast<std::size_t>(std::max(last, 0)));
  while (block.end > block.begin && trim(lines[block.end - 1]).empty()) --block.end;
  if (block.end > block.begin) blocks.push_back(block);
}

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

void read_part(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end,
               std::vector<Block>& blocks) {
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  if (cmark_syntax_extension* const tables = cmark_find_syntax_extension("table")) {
    cmark_parser_attach_syntax_extension(parser.get(), tables);
  }
  for (std::size_t i = begin; i < end; ++i) {
    cmark_parser_feed(parser.get(), lines[i].data(), lines[i].size());
    cmark_parser_feed(parser.get(), "\n", 1);
  }
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr;
       node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) != CMARK_NODE_LIST) {
      add(node, lines, begin, blocks);
      continue;
    }
    for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
         item = cmark_node_next(item)) {
      add(item, lines, begin, blocks);
    }
  }
}

}  // namespace

std::vector<Block> blocks_of(const std::vector<std::string_view>& lines) {
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
  std::vector<Block> blocks;
  // A description or an example may open a code block that it does not close. So that it hides
  // nothing but its own parameter, each of those is read on its own.
  std::size_t begin = 0;
  bool in_parameter = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool item =
        lines[i].starts_with("### Parameter: `") || lines[i].starts_with("### Variant: `");
    if (!item && !(in_parameter && lines[i].starts_with("## "))) continue;
    read_part(lines, begin, i, blocks);
    begin = i;
    in_parameter = item;
  }
  read_part(lines, begin, lines.size(), blocks);
  return blocks;
}

}  // namespace avmdoc

#include "check/blocks.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <span>

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

using Lines = std::span<const std::string_view>;

void add(cmark_node* node, Lines lines, std::vector<Block>& blocks) {
  Block block;
  block.kind = kind_of(node);
  if (block.kind == BlockKind::heading) block.level = cmark_node_get_heading_level(node);
  const int first = cmark_node_get_start_line(node);
  const int last = cmark_node_get_end_line(node);
  block.begin = static_cast<std::size_t>(std::max(first, 1)) - 1;
  if (!blocks.empty()) block.begin = std::max(block.begin, blocks.back().end);
  block.end = std::min(lines.size(), static_cast<std::size_t>(std::max(last, 0)));
  while (block.end > block.begin && trim(lines[block.end - 1]).empty()) --block.end;
  if (block.end > block.begin) blocks.push_back(block);
}

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

/// The blocks of `text`, whose lines are `lines`.
std::vector<Block> blocks_of(std::string_view text, Lines lines) {
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
  if (cmark_syntax_extension* const tables = cmark_find_syntax_extension("table")) {
    cmark_parser_attach_syntax_extension(parser.get(), tables);
  }
  cmark_parser_feed(parser.get(), text.data(), text.size());
  std::vector<Block> blocks;
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  for (cmark_node* node = cmark_node_first_child(document.get()); node != nullptr;
       node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) != CMARK_NODE_LIST) {
      add(node, lines, blocks);
      continue;
    }
    for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
         item = cmark_node_next(item)) {
      add(item, lines, blocks);
    }
  }
  return blocks;
}

}  // namespace

void BlockReader::read_part(const std::vector<std::string_view>& lines, std::size_t begin,
                            std::size_t end, std::vector<Block>& blocks) {
  if (begin == end) return;
  const char* const first = lines[begin].data();
  const char* const last = lines[end - 1].data() + lines[end - 1].size();
  const std::string_view text(first, static_cast<std::size_t>(last - first));
  auto known = parts_.find(text);
  if (known == parts_.end()) {
    known = parts_.emplace(text, blocks_of(text, Lines(lines).subspan(begin, end - begin))).first;
  }
  for (Block block : known->second) {
    block.begin += begin;
    block.end += begin;
    blocks.push_back(block);
  }
}

std::vector<Block> BlockReader::read(const std::vector<std::string_view>& lines) {
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

#include <vector>

#include "avmdoc/bicep.hpp"
#include "bicep/utf8.hpp"

namespace avmdoc::bicep {
namespace {

std::string_view to_string(TriviaKind kind) {
  switch (kind) {
    case TriviaKind::whitespace:
      return "whitespace";
    case TriviaKind::line_comment:
      return "line_comment";
    case TriviaKind::block_comment:
      return "block_comment";
    case TriviaKind::directive:
      return "directive";
  }
  return {};
}

/// Writes nodes and tokens as they come, without a document in memory and without recursion.
class JsonWriter {
 public:
  explicit JsonWriter(const Tree& tree) : tree_(tree) {}

  std::string write() {
    open(tree_.root());
    while (!open_.empty()) {
      Frame& top = open_.back();
      const bool has_child = top.child != top.node.children().end();
      const std::uint32_t stop = has_child ? (*top.child).first_token() : top.node.end_token();
      for (; top.token < stop; ++top.token) token(top.token);
      if (has_child) {
        const Node child = *top.child++;
        top.token = child.end_token();
        separate();
        open(child);
      } else {
        text_ += "]}";
        open_.pop_back();
      }
    }
    text_ += '\n';
    return std::move(text_);
  }

 private:
  struct Frame {
    Node node;
    Node::Children::iterator child;
    std::uint32_t token;  ///< the next one to write
  };

  void open(Node node) {
    text_ += "{\"kind\":\"";
    text_ += bicep::to_string(node.kind());
    if (node.field() != Field::none) {
      text_ += "\",\"field\":\"";
      text_ += bicep::to_string(node.field());
    }
    text_ += '"';
    place(node.range());
    if (node.has_error()) text_ += ",\"error\":true";
    text_ += ",\"children\":[";
    open_.push_back({node, node.children().begin(), node.first_token()});
  }

  void token(std::uint32_t index) {
    const Token& token = tree_.tokens()[index];
    separate();
    text_ += "{\"token\":\"";
    text_ += bicep::to_string(token.kind);
    text_ += '"';
    place(token.range);
    text(token.range);
    const std::vector<Trivia> trivia = tree_.trivia_before(index);
    if (!trivia.empty()) {
      text_ += ",\"trivia\":[";
      for (const Trivia& one : trivia) {
        separate();
        text_ += "{\"kind\":\"";
        text_ += to_string(one.kind);
        text_ += "\",\"range\":[" + std::to_string(one.range.begin) + ',' +
                 std::to_string(one.range.end) + ']';
        text(one.range);
        text_ += '}';
      }
      text_ += ']';
    }
    text_ += '}';
  }

  void separate() {
    if (text_.back() != '[') text_ += ',';
  }

  void place(Range range) {
    const Position position = tree_.position(range.begin);
    text_ += ",\"range\":[" + std::to_string(range.begin) + ',' + std::to_string(range.end) +
             "],\"position\":{\"line\":" + std::to_string(position.line) +
             ",\"column\":" + std::to_string(position.column) + '}';
  }

  void text(Range range) {
    constexpr std::string_view hex = "0123456789abcdef";
    text_ += ",\"text\":\"";
    for (std::string_view rest = tree_.text().substr(range.begin, range.size()); !rest.empty();) {
      const CodePoint next = first_code_point(rest);
      if (!next.valid) {
        text_ += "\\ufffd";
      } else if (next.value < 0x20) {
        text_ += "\\u00";
        text_ += hex[next.value >> 4];
        text_ += hex[next.value & 0xF];
      } else {
        if (next.value == '"' || next.value == '\\') text_ += '\\';
        text_ += rest.substr(0, next.size);
      }
      rest.remove_prefix(next.size);
    }
    text_ += '"';
  }

  const Tree& tree_;
  std::string text_;
  std::vector<Frame> open_;
};

}  // namespace

std::string to_json(const Tree& tree) { return JsonWriter(tree).write(); }

}  // namespace avmdoc::bicep

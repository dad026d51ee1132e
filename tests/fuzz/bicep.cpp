// The Bicep front end: any bytes give a tree that covers each of them once and can be walked.

#include "avmdoc/bicep.hpp"

#include <simdjson.h>

#include <string>

#include "target.hpp"

namespace {

namespace bicep = avmdoc::bicep;

bool is_within(avmdoc::Range inner, avmdoc::Range outer) {
  return inner.begin <= inner.end && inner.begin >= outer.begin && inner.end <= outer.end;
}

void check_coverage(const bicep::Tree& tree, std::string_view text) {
  std::uint32_t at = 0;
  for (std::uint32_t token = 0; token < tree.tokens().size(); ++token) {
    for (const bicep::Trivia& trivia : tree.trivia_before(token)) {
      fuzz::expect(trivia.range.begin == at, "trivia begin where what is before them ends");
      at = trivia.range.end;
    }
    const avmdoc::Range range = tree.tokens()[token].range;
    fuzz::expect(range.begin == at, "a token begins where what is before it ends");
    at = range.end;
  }
  fuzz::expect(at == text.size(), "tokens and trivia reach to the end");
  fuzz::expect(bicep::print(tree) == text, "printing gives the bytes back");
}

/// Recurses, as the limits of the parser allow it.
void check_node(bicep::Node node, std::size_t depth, std::size_t deepest) {
  fuzz::expect(depth <= deepest, "no node stands deeper than the limits say");
  fuzz::expect(node.first_token() <= node.end_token(), "a node's tokens are in order");
  static_cast<void>(node.position());
  static_cast<void>(node.operation());
  static_cast<void>(bicep::name_of(node));
  if (node.kind() == bicep::NodeKind::string) {
    const auto value = bicep::string_value(node);
    for (const bicep::StringPart& part : bicep::string_parts(node)) {
      fuzz::expect(!value || !part.expression, "a string with a value has no interpolation");
    }
  }
  for (const std::uint32_t token : node.own_tokens()) {
    fuzz::expect(token >= node.first_token() && token < node.end_token(),
                 "a node's own tokens are among its tokens");
  }
  std::uint32_t end = node.range().begin;
  for (const bicep::Node child : node.children()) {
    fuzz::expect(child.parent() == node, "a child knows its parent");
    fuzz::expect(is_within(child.range(), node.range()), "a child lies in its parent");
    fuzz::expect(child.range().begin >= end, "children do not overlap");
    fuzz::expect(node.has_error() || !child.has_error(),
                 "an error in a child is one in its parent");
    end = child.range().end;
    check_node(child, depth + 1, deepest);
  }
}

void check_json(const bicep::Tree& tree) {
  // A tree may be deeper than the parser goes by default.
  static auto parser = [] {
    simdjson::dom::parser made;
    fuzz::expect(made.allocate(1024U * 1024U, 32'768) == simdjson::SUCCESS, "there is memory");
    return made;
  }();
  simdjson::dom::element json;
  const std::string text = bicep::to_json(tree);
  fuzz::expect(parser.parse(text).get(json) == simdjson::SUCCESS, "the tree as JSON is JSON");
}

bicep::Tree check(std::string_view text, bicep::FileKind kind, const bicep::Limits& limits) {
  bicep::Tree tree = bicep::parse(std::string(text), "fuzz.bicep", kind, limits);
  fuzz::expect(tree.text() == text, "the tree keeps the text");
  check_coverage(tree, text);
  check_node(tree.root(), 0, 6 * limits.nesting + limits.chain + 10);
  fuzz::expect(tree.diagnostics().size() <= limits.diagnostics + 1U, "few errors are listed");
  fuzz::expect(!tree.diagnostics().empty() || !tree.root().has_error(), "an error is told");
  for (const avmdoc::Diagnostic& diagnostic : tree.diagnostics()) {
    fuzz::expect(diagnostic.location.position.line > 0, "an error has a place");
    fuzz::expect(!diagnostic.message.empty(), "an error has a message");
  }
  return tree;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_json(check(text, bicep::FileKind::bicep, {}));
  check(text, bicep::FileKind::bicepparam, {});
  bicep::Limits narrow;
  narrow.nesting = 5;
  narrow.chain = 6;
  narrow.diagnostics = 3;
  check(text, bicep::FileKind::bicep, narrow);
  return 0;
}

#include "bicep_outline.hpp"

#include <catch2/catch.hpp>

using namespace avmdoc::bicep;

std::string outline(Node node) {
  std::string text(to_string(node.kind()));
  if (node.has_error()) text += '!';
  if (node.children().empty()) return text + "‹" + std::string(node.text()) + "›";
  if (const auto operation = node.operation())
    text += '<' + std::string(to_string(*operation)) + '>';
  text += '(';
  for (const Node child : node.children()) {
    if (text.back() != '(') text += ' ';
    if (child.field() != Field::none) text += std::string(to_string(child.field())) + ':';
    text += outline(child);
  }
  return text + ')';
}

std::string statement_of(const std::string& text, FileKind kind) {
  const Tree tree = parse(text, "test.bicep", kind);
  CHECK(diagnostics_of(text, kind) == "");
  CHECK(print(tree) == text);
  CHECK_FALSE(tree.root().has_error());
  REQUIRE_FALSE(tree.root().children().empty());
  return outline(*tree.root().children().begin());
}

std::string value_of(const std::string& text) {
  const Tree tree = parse("var x = " + text);
  INFO(text);
  CHECK(diagnostics_of("var x = " + text) == "");
  return outline(tree.root().child(Field::statement)->child(Field::value).value());
}

std::string type_of(const std::string& text) {
  const Tree tree = parse("type x = " + text);
  INFO(text);
  CHECK(diagnostics_of("type x = " + text) == "");
  return outline(tree.root().child(Field::statement)->child(Field::value).value());
}

std::string diagnostics_of(const std::string& text, FileKind kind) {
  const Tree tree = parse(text, "test.bicep", kind);
  CHECK(print(tree) == text);
  std::string all;
  for (const avmdoc::Diagnostic& one : tree.diagnostics()) {
    if (!all.empty()) all += '\n';
    all += std::to_string(one.location.position.line) + ':' +
           std::to_string(one.location.position.column) + '+' +
           std::to_string(one.location.length) + ' ' + one.code + ": " + one.message;
  }
  return all;
}

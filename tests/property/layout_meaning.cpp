#include <algorithm>

#include "layout.hpp"

using avmdoc::bicep::Field;
using avmdoc::bicep::Node;
using avmdoc::bicep::NodeKind;
using avmdoc::bicep::TokenKind;
using avmdoc::bicep::Tree;

namespace {

class Meaning {
 public:
  explicit Meaning(const Tree& tree) : tree_(tree) {}

  std::string of(Node node) const {
    if (node.kind() == NodeKind::parenthesized) return of(node.child(Field::value).value());
    const auto name = node.child(Field::name);
    const bool deploys_test =
        node.kind() == NodeKind::module && name && name->text() == "testDeployment";
    std::string text(to_string(node.kind()));
    text += '(';
    // The order of tokens and children is known from the kind of the node.
    for (const std::uint32_t token : node.own_tokens()) text += of(token);
    for (const Node child : node.children()) {
      if (deploys_test && child.field() == Field::decorator) continue;
      text += ' ';
      text += deploys_test && child.field() == Field::body ? of_deployment(child) : of(child);
    }
    return text + ")\n";
  }

 private:
  /// Separators are layout.
  std::string of(std::uint32_t index) const {
    const avmdoc::bicep::Token& token = tree_.tokens()[index];
    if (token.kind == TokenKind::newline || token.kind == TokenKind::comma) return "";
    return std::string(tree_.text().substr(token.range.begin, token.range.size())) + ' ';
  }

  /// Its properties in the order of their names.
  std::string of_deployment(Node body) const {
    if (body.kind() == NodeKind::for_loop) return of_deployment(body.child(Field::body).value());
    if (body.kind() != NodeKind::object) return of(body);
    std::vector<std::string> properties;
    for (const Node property : body.children()) properties.push_back(of(property));
    std::sort(properties.begin(), properties.end());
    std::string text = "deployed(";
    for (const std::string& property : properties) text += property;
    return text + ")\n";
  }

  const Tree& tree_;
};

}  // namespace

std::string meaning(const Tree& tree) { return Meaning(tree).of(tree.root()); }

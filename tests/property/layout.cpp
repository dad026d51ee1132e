#include "layout.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "layout_writer.hpp"

using avmdoc::bicep::Field;
using avmdoc::bicep::Node;
using avmdoc::bicep::NodeKind;
using avmdoc::bicep::TokenKind;
using avmdoc::bicep::Tree;

namespace {

using Gap = LayoutWriter::Gap;

/// Whether it holds nothing but literal values.
bool is_literal(Node node) {
  switch (node.kind()) {
    case NodeKind::number:
    case NodeKind::boolean:
    case NodeKind::null:
      return true;
    case NodeKind::string:
      return node.children().empty();
    case NodeKind::property:
      if (!avmdoc::bicep::name_of(node)) return false;
      return is_literal(node.child(Field::value).value());
    case NodeKind::object:
    case NodeKind::array:
    case NodeKind::unary:
    case NodeKind::parenthesized:
      return std::all_of(node.children().begin(), node.children().end(), is_literal);
    default:
      return false;
  }
}

bool is_test_deployment(Node node) {
  const auto name = node.child(Field::name);
  return node.kind() == NodeKind::module && name && name->text() == "testDeployment";
}

/// The object that a deployment is declared with, alone or in a loop.
std::optional<Node> deployed(Node body) {
  if (body.kind() == NodeKind::for_loop) {
    const auto inner = body.child(Field::body);
    return inner && inner->kind() == NodeKind::object ? inner : std::nullopt;
  }
  return body.kind() == NodeKind::object ? std::optional(body) : std::nullopt;
}

/// Whether parentheses may stand around a child without a change of meaning.
bool may_have_parentheses(Node child) {
  switch (child.kind()) {
    case NodeKind::parenthesized:
    case NodeKind::for_loop:
    case NodeKind::lambda:
    case NodeKind::spread:
    case NodeKind::property:
    case NodeKind::resource:
      return false;
    default:
      break;
  }
  if (child.field() == Field::interpolation) return true;
  switch (child.parent()->kind()) {
    case NodeKind::property:
    case NodeKind::metadata:
    case NodeKind::parameter:
    case NodeKind::variable:
    case NodeKind::spread:
      return child.field() == Field::value;
    case NodeKind::array:
      return true;
    case NodeKind::call:
    case NodeKind::member_call:
      return child.field() == Field::argument;
    case NodeKind::ternary:
      return true;
    default:
      return false;
  }
}

class Printer {
 public:
  Printer(const Tree& tree, const Layout& layout)
      : tree_(tree), layout_(layout), writer_(tree, layout) {}

  std::string print() {
    for (const Node statement : tree_.root().children()) {
      writer_.gap(Gap::line);
      print_node(statement);
    }
    writer_.gap(Gap::line);
    writer_.token(static_cast<std::uint32_t>(tree_.tokens().size() - 1));
    return writer_.take();
  }

 private:
  void print_node(Node node) {
    switch (node.kind()) {
      case NodeKind::object:
        return print_list(node, node == deployed_ ? layout_.order : Layout::Order::as_it_is);
      case NodeKind::array:
      case NodeKind::type_object:
      case NodeKind::type_tuple:
      case NodeKind::import_list:
        return print_list(node, Layout::Order::as_it_is);
      case NodeKind::call:
      case NodeKind::member_call:
        return print_call(node);
      case NodeKind::module:
        if (is_test_deployment(node)) add_decorator(node);
        return print_parts(node);
      case NodeKind::string: {
        // An interpolation stays on its line.
        const bool before = std::exchange(on_one_line_, true);
        print_parts(node);
        on_one_line_ = before;
        return;
      }
      default:
        return print_parts(node);
    }
  }

  /// The tokens and children of a node in their order.
  void print_parts(Node node) {
    std::uint32_t token = node.first_token();
    for (const Node child : node.children()) {
      for (; token < child.first_token(); ++token) print_token(node, token);
      if (is_test_deployment(node) && child.field() == Field::body) {
        print_deployment(child);
      } else {
        print_child(child);
      }
      token = child.end_token();
    }
    for (; token < node.end_token(); ++token) print_token(node, token);
  }

  void print_token(Node node, std::uint32_t token) {
    const TokenKind kind = tree_.tokens()[token].kind;
    if (kind == TokenKind::newline) return writer_.gap(Gap::line);
    const bool branch = node.kind() == NodeKind::ternary &&
                        (kind == TokenKind::question || kind == TokenKind::colon);
    if (branch && !on_one_line_ && writer_.choose(layout_.broken_calls)) writer_.gap(Gap::line);
    // A loop in brackets on lines of their own is indented.
    const bool indented = node.kind() == NodeKind::for_loop &&
                          tree_.tokens()[node.first_token() + 1].kind == TokenKind::newline;
    if (indented && kind == TokenKind::right_square) writer_.indent(-1);
    writer_.token(token);
    if (indented && kind == TokenKind::left_square) writer_.indent(1);
    const bool separates = kind == TokenKind::colon && node.kind() == NodeKind::property;
    if (separates && layout_.tight) writer_.gap(Gap::none);
  }

  void print_child(Node child) {
    if (!may_have_parentheses(child) || writer_.has_comment_after(child.end_token() - 1) ||
        !writer_.choose(layout_.parentheses)) {
      return print_node(child);
    }
    const bool broken = !on_one_line_ && writer_.choose(layout_.broken_calls);
    writer_.token_before("(", child.first_token());
    if (broken) writer_.gap(Gap::line);
    print_node(child);
    writer_.gap(broken ? Gap::line : Gap::none);
    writer_.token_after(")");
  }

  void print_call(Node node) {
    const bool broken = !on_one_line_ && node.child(Field::argument).has_value() &&
                        writer_.choose(layout_.broken_calls);
    std::uint32_t token = node.first_token();
    const auto print_own = [&](std::uint32_t end) {
      for (; token < end; ++token) {
        const TokenKind kind = tree_.tokens()[token].kind;
        if (kind == TokenKind::right_paren) {
          writer_.indent(-1);
          if (broken) writer_.gap(Gap::line);
        }
        print_token(node, token);
        if (kind == TokenKind::left_paren) writer_.indent(1);
        if (broken && (kind == TokenKind::left_paren || kind == TokenKind::comma)) {
          writer_.gap(Gap::line);
        }
      }
    };
    for (const Node child : node.children()) {
      print_own(child.first_token());
      print_child(child);
      token = child.end_token();
    }
    print_own(node.end_token());
  }

  /// Whether the items of a list stand on several lines, for those where it is ours to choose.
  bool on_several_lines(Node list, bool free) {
    if (on_one_line_) return false;
    const bool was = !list.on_one_line();
    if (!free) return was;
    const bool other = layout_.literal_lists == Layout::Lists::one_line
                           ? was && !writer_.comments().break_lines_in(list)
                           : !was && layout_.literal_lists == Layout::Lists::several_lines;
    return writer_.choose(other) ? !was : was;
  }

  static std::vector<Node> items_of(Node list, Layout::Order order) {
    std::vector<Node> items(list.children().begin(), list.children().end());
    const auto params = std::find_if(items.begin(), items.end(), [](Node item) {
      return item.kind() == NodeKind::property && avmdoc::bicep::name_of(item) == "params";
    });
    if (params != items.end() && order == Layout::Order::params_first) {
      std::rotate(items.begin(), params, params + 1);
    } else if (params != items.end() && order == Layout::Order::params_last) {
      std::rotate(params, params + 1, items.end());
    }
    return items;
  }

  /// A comma may part two items when no comment needs a line break there, and no decorator.
  bool may_have_comma(Node item, Node next) const {
    return item.kind() != NodeKind::resource && next.kind() != NodeKind::resource &&
           !writer_.has_comment_after(item.end_token() - 1) &&
           writer_.comments().tokens[next.first_token()].lines.empty() &&
           !next.child(Field::decorator).has_value();
  }

  /// `dependencies.outputs.id // note` in an array is one of the few things of layout that count.
  void keep_bare(Node list, Node item) {
    while (item.kind() == NodeKind::parenthesized) item = item.child(Field::value).value();
    const bool access =
        item.kind() == NodeKind::member_access || item.kind() == NodeKind::index_access;
    if (list.kind() == NodeKind::array && access) writer_.keep_bare(item.end_token() - 1);
  }

  void print_list(Node list, Layout::Order order) {
    const bool values = list.kind() == NodeKind::object || list.kind() == NodeKind::array;
    const bool free = values && is_literal(list);
    const bool several = on_several_lines(list, free);
    const bool before = std::exchange(on_one_line_, on_one_line_ || (!several && !free));
    const Gap padding = list.kind() == NodeKind::array || layout_.tight || list.children().empty()
                            ? Gap::none
                            : Gap::blank;
    const std::vector<Node> items = items_of(list, order);

    writer_.token(list.first_token());
    const std::size_t line_breaks = writer_.line_breaks();
    writer_.indent(1);
    writer_.gap(several && !writer_.choose(layout_.opening_with_first) ? Gap::line : padding);
    for (std::size_t i = 0; i < items.size(); ++i) {
      keep_bare(list, items[i]);
      print_child(items[i]);
      if (i + 1 == items.size()) break;
      const bool comma =
          may_have_comma(items[i], items[i + 1]) && (!several || writer_.choose(layout_.commas));
      if (comma) {
        writer_.gap(Gap::none);
        writer_.token_after(",");
      }
      writer_.gap(!comma ? Gap::line : layout_.tight ? Gap::none : Gap::blank);
    }
    writer_.indent(-1);
    const bool must_break = several && writer_.line_breaks() == line_breaks;
    const bool closed_by_last = writer_.choose(layout_.closing_with_last) && !must_break;
    writer_.gap(several && !closed_by_last ? Gap::line : padding);
    writer_.token(list.end_token() - 1);
    on_one_line_ = before;
  }

  void add_decorator(Node module) {
    if (!writer_.choose(layout_.decorator)) return;
    writer_.token_before("@description('Deploys it')", module.first_token());
    writer_.gap(Gap::line);
  }

  void print_deployment(Node body) {
    deployed_ = deployed(body);
    const bool in_loop = body.kind() == NodeKind::for_loop;
    const bool other = (in_loop && layout_.deployment == Layout::Deployment::alone) ||
                       (!in_loop && layout_.deployment == Layout::Deployment::in_a_loop);
    if (!deployed_ || !writer_.choose(other)) return print_node(body);
    writer_.gap(Gap::blank);
    if (in_loop) return print_node(*deployed_);
    writer_.token_before("[for iteration in ['init', 'idem']: ", deployed_->first_token());
    print_node(*deployed_);
    writer_.gap(Gap::none);
    writer_.token_after("]");
  }

  const Tree& tree_;
  const Layout& layout_;
  LayoutWriter writer_;
  std::optional<Node> deployed_;  ///< the object of `testDeployment`
  bool on_one_line_ = false;      ///< nothing of what is printed may take a second line
};

}  // namespace

std::string relayout(const Tree& tree, const Layout& layout) {
  return Printer(tree, layout).print();
}

#include <random>

#include "layout.hpp"

std::vector<std::pair<std::string, Layout>> named_layouts() {
  Layout tabs;
  tabs.indent = "\t";
  tabs.line_break = "\r\n";
  tabs.blank_lines = 2;

  Layout one_line;
  one_line.indent = "";
  one_line.literal_lists = Layout::Lists::one_line;
  one_line.order = Layout::Order::params_last;
  one_line.deployment = Layout::Deployment::in_a_loop;

  Layout several_lines;
  several_lines.indent = "    ";
  several_lines.literal_lists = Layout::Lists::several_lines;
  several_lines.broken_calls = true;
  several_lines.order = Layout::Order::params_first;
  several_lines.deployment = Layout::Deployment::alone;

  Layout dense;
  dense.commas = true;
  dense.closing_with_last = true;
  dense.opening_with_first = true;
  dense.tight = true;
  dense.literal_lists = Layout::Lists::one_line;

  Layout comments;
  comments.line_comments = true;
  comments.block_comments = true;
  comments.blank_lines = 1;
  comments.decorator = true;

  Layout parentheses;
  parentheses.parentheses = true;
  parentheses.wide = true;
  parentheses.byte_order_mark = true;
  parentheses.line_break = "\r";

  Layout broken_parentheses;
  broken_parentheses.parentheses = true;
  broken_parentheses.broken_calls = true;
  broken_parentheses.closing_with_last = true;
  broken_parentheses.line_comments = true;
  broken_parentheses.literal_lists = Layout::Lists::several_lines;

  return {{"as it is", {}},
          {"tabs, CRLF and blank lines", tabs},
          {"literals on one line, in a loop", one_line},
          {"everything on several lines, alone", several_lines},
          {"commas, brackets with their items", dense},
          {"comments everywhere", comments},
          {"parentheses, CR", parentheses},
          {"parentheses over several lines", broken_parentheses}};
}

Layout random_layout(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto maybe = [&random] { return random() % 2 == 0; };
  constexpr std::string_view indents[] = {"", " ", "  ", "    ", "\t"};
  constexpr std::string_view line_breaks[] = {"\n", "\r\n", "\r"};
  Layout layout;
  layout.indent = indents[random() % 5];
  layout.line_break = line_breaks[random() % 3];
  layout.byte_order_mark = maybe();
  layout.literal_lists = static_cast<Layout::Lists>(random() % 3);
  layout.commas = maybe();
  layout.closing_with_last = maybe();
  layout.opening_with_first = maybe();
  layout.broken_calls = maybe();
  layout.tight = maybe();
  layout.wide = maybe();
  layout.blank_lines = static_cast<std::uint32_t>(random() % 4);
  layout.line_comments = maybe();
  layout.block_comments = maybe();
  layout.parentheses = maybe();
  layout.decorator = maybe();
  layout.order = static_cast<Layout::Order>(random() % 3);
  layout.deployment = static_cast<Layout::Deployment>(random() % 3);
  layout.seed = seed;
  return layout;
}

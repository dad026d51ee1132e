#include <algorithm>
#include <limits>

#include "bicep/lexer.hpp"
#include "bicep/parser.hpp"
#include "bicep/tree_data.hpp"

namespace avmdoc::bicep {
namespace {

Diagnostic diagnostic(const TreeData& tree, std::string_view file, const Problem& problem) {
  return error_at(std::string(problem.code),
                  {std::string(file), tree.lines().position(problem.range.begin),
                   tree.lines().code_points(problem.range)},
                  problem.message);
}

void report(TreeData& tree, std::string_view file, const std::vector<LexError>& lex_errors,
            const Parser& parser, const Limits& limits) {
  std::vector<Problem> problems;
  std::size_t count = parser.count();
  for (const LexError& error : lex_errors) {
    if (error.problem == LexProblem::none) continue;
    ++count;
    if (problems.size() > limits.diagnostics) continue;
    problems.push_back({error.range, code_of(error.problem),
                        message_of(error.problem, tree.text_of(error.range))});
  }
  problems.insert(problems.end(), parser.problems().begin(), parser.problems().end());
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return a.range.begin < b.range.begin;
  });
  if (count > limits.diagnostics) {
    problems.resize(std::min<std::size_t>(problems.size(), limits.diagnostics));
    const Range last = problems.empty() ? Range{} : problems.back().range;
    problems.push_back({last, "too-many-errors",
                        "expected at most " + std::to_string(limits.diagnostics) +
                            " errors, found " + std::to_string(count) +
                            ": only the first are listed"});
  }
  for (const Problem& problem : problems) {
    tree.diagnostics.push_back(diagnostic(tree, file, problem));
  }
}

/// A file that is too large is one token that no rule takes.
void refuse(TreeData& tree, std::string_view file, const Limits& limits) {
  constexpr std::size_t largest = std::numeric_limits<std::uint32_t>::max();
  const auto size = static_cast<std::uint32_t>(std::min(tree.text.size(), largest));
  tree.tokens = {{TokenKind::unknown, {0, size}}, {TokenKind::end_of_file, {size, size}}};
  tree.nodes.resize(3);
  tree.nodes[1] = {NodeKind::skipped, Field::none, true, 0, 0, 1, 0, 0, 2};
  tree.nodes[2] = {NodeKind::file, Field::none, true, 1, 0, 2, 1, 0, 0};
  tree.root = 2;
  tree.diagnostics.push_back(error_at("size-limit", {std::string(file), {1, 1}},
                                      "expected a file of at most " + std::to_string(limits.bytes) +
                                          " bytes, found " + std::to_string(tree.text.size())));
}

}  // namespace

Tree parse(std::string text, std::string_view file, FileKind kind, const Limits& limits) {
  auto data = std::make_unique<TreeData>();
  data->text = std::move(text);
  if (data->text.size() > limits.bytes) {
    refuse(*data, file, limits);
    return Tree(std::move(data));
  }
  Lexed lexed = lex(data->text);
  data->tokens = std::move(lexed.tokens);
  Parser parser(*data, lexed.errors, kind, limits, Parser::Mode::by_tokens);
  parser.run();
  if (parser.count() == 0 || parser.balanced()) {
    report(*data, file, lexed.errors, parser, limits);
    return Tree(std::move(data));
  }
  data->nodes.clear();
  Parser by_layout(*data, lexed.errors, kind, limits, Parser::Mode::by_layout);
  by_layout.run();
  report(*data, file, lexed.errors, by_layout, limits);
  return Tree(std::move(data));
}

}  // namespace avmdoc::bicep

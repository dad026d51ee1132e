#include "bicep/statement_keyword.hpp"

#include <algorithm>
#include <iterator>

namespace avmdoc::bicep {
namespace {

struct Row {
  std::string_view word;
  StatementKeyword keyword;
  bool bicep;
  bool bicepparam;
};

constexpr Row rows[] = {
    {"param", StatementKeyword::parameter, true, true},
    {"var", StatementKeyword::variable, true, true},
    {"resource", StatementKeyword::resource, true, false},
    {"module", StatementKeyword::module, true, false},
    {"output", StatementKeyword::output, true, false},
    {"type", StatementKeyword::type, true, true},
    {"import", StatementKeyword::import, true, true},
    {"metadata", StatementKeyword::metadata, true, false},
    {"targetScope", StatementKeyword::target_scope, true, false},
    {"func", StatementKeyword::function, true, false},
    {"extension", StatementKeyword::extension, true, true},
    {"extensionConfig", StatementKeyword::extension_config, false, true},
    {"assert", StatementKeyword::assertion, true, false},
    {"test", StatementKeyword::test, true, false},
    {"using", StatementKeyword::using_declaration, false, true},
    {"extends", StatementKeyword::extends, false, true},
};

const Row* row_of(StatementKeyword keyword) {
  return std::find_if(std::begin(rows), std::end(rows),
                      [keyword](const Row& row) { return row.keyword == keyword; });
}

}  // namespace

StatementKeyword statement_keyword(std::string_view word) {
  for (const Row& row : rows) {
    if (row.word == word) return row.keyword;
  }
  return StatementKeyword::none;
}

bool stands_in_bicep(StatementKeyword keyword) {
  const Row* const row = row_of(keyword);
  return row != std::end(rows) && row->bicep;
}

bool stands_in_bicepparam(StatementKeyword keyword) {
  const Row* const row = row_of(keyword);
  return row != std::end(rows) && row->bicepparam;
}

}  // namespace avmdoc::bicep

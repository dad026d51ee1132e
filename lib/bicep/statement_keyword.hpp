#pragma once

#include <cstdint>
#include <string_view>

namespace avmdoc::bicep {

/// The word that a statement begins with.
enum class StatementKeyword : std::uint8_t {
  none,
  target_scope,
  metadata,
  parameter,
  variable,
  resource,
  module,
  output,
  function,
  type,
  import,
  extension,
  extension_config,
  assertion,
  test,
  using_declaration,
  extends,
};

/// The keyword that `word` is, or `none`.
StatementKeyword statement_keyword(std::string_view word);

/// Whether the statement may be in a file of that kind.
bool stands_in_bicep(StatementKeyword keyword);
bool stands_in_bicepparam(StatementKeyword keyword);

}  // namespace avmdoc::bicep

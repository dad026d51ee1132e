#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "diagnostics_page.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* explain_name = "explain";

constexpr const char* explain_examples = R"(
Without CODE it lists all codes. They are in the reports of avmdoc check: 'kind' and 'code' in JSON,
'ruleId' in SARIF, and the titles of GitHub's annotations.

Examples:
  avmdoc explain parameter-missing
  avmdoc explain

Exit status: 0 done, 2 wrong usage or an unknown code.
)";

/// A code of the Bicep compiler: `BCP057`.
bool is_of_compiler(std::string_view code) {
  return code.size() == 6 && code.starts_with("BCP") &&
         code.find_first_not_of("0123456789", 3) == std::string_view::npos;
}

std::string list_of_codes() {
  std::size_t width = 0;
  for (const DiagnosticEntry& entry : diagnostic_entries()) {
    width = std::max(width, entry.code.size());
  }
  std::string list;
  for (const DiagnosticEntry& entry : diagnostic_entries()) {
    list.append(entry.code).append(width + 2 - entry.code.size(), ' ');
    list.append(entry.summary) += '\n';
  }
  return list;
}

std::string explanation(const std::string& code) {
  if (const DiagnosticEntry* const entry = diagnostic_entry(code)) {
    return entry->code + "\n\n" + entry->text + "\n";
  }
  if (is_of_compiler(code)) {
    return code + " is a code of the Bicep compiler: https://aka.ms/bicep/core-diagnostics#" +
           code + "\n";
  }
  std::vector<std::string> known;
  for (const DiagnosticEntry& entry : diagnostic_entries()) known.push_back(entry.code);
  const std::string nearest = suggestion(code, known);
  throw UsageError("unknown code '" + code + "'" +
                       (nearest.empty() ? "; to list all, run: avmdoc explain" : nearest),
                   explain_name);
}

}  // namespace

int explain(Console& /*console*/, const std::vector<std::string>& arguments) {
  const Syntax syntax = {explain_name,
                         "Explains the code of a drift, an error, a warning or a note.",
                         "[CODE…]",
                         {},
                         explain_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  std::string text = given.operands().empty() ? list_of_codes() : "";
  for (const std::string& code : given.operands()) {
    text.append(text.empty() ? "" : "\n").append(explanation(code));
  }
  print(text);
  return exit_done;
}

}  // namespace avmdoc::cli

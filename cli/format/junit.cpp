#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

/// XML of a text that `printable` or `readable_lines` has made safe: no character that XML forbids
/// is left.
std::string xml(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string place_of(const Location& place, const CheckReport& report) {
  std::string text = printable(path_from(place.file, report.repository));
  if (place.position.line != 0) {
    text += ":" + std::to_string(place.position.line) + ":" + std::to_string(place.position.column);
  }
  return text;
}

void write_failure(const CheckReport& report, const CheckedModule& module, std::string& out) {
  const CheckResult& result = module.result;
  std::string summary;
  std::string body;
  for (const Drift& drift : result.drifts) {
    summary += (summary.empty() ? "" : "; ") + printable(drift.sentence);
    body += place_of(drift.place, report) + ": " + printable(drift.sentence) + "\n";
    if (const std::string cause = cause_text(drift, report.repository); !cause.empty()) {
      body += "  because of " + printable(cause) + "\n";
    }
  }
  body += readable_lines(module.diff, false);
  for (const std::string& command : fixing_commands(report, module)) {
    body += "To fix it, run: " + printable(command) + "\n";
  }
  const char* type = result.state == CheckState::stale ? "stale" : "drift";
  out += std::string("      <failure type=\"") + type + "\" message=\"" + xml(summary) + "\">" +
         xml(body) + "</failure>\n";
}

void write_error(const CheckReport& report, const std::vector<Diagnostic>& diagnostics,
                 std::string& out) {
  std::string message;
  std::string body;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    if (message.empty()) message = printable(diagnostic.message);
    body += describe(diagnostic, report.repository, false) + "\n";
  }
  out +=
      "      <error type=\"failed\" message=\"" + xml(message) + "\">" + xml(body) + "</error>\n";
}

}  // namespace

std::string junit_report(const CheckReport& report) {
  const CheckCounts& counts = report.counts;
  const std::size_t errors = counts.failed + report.errors.size();
  const std::string totals = " tests=\"" + std::to_string(counts.modules + report.errors.size()) +
                             "\" failures=\"" + std::to_string(counts.drift + counts.stale) +
                             "\" errors=\"" + std::to_string(errors) + "\"";
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"avmdoc\"" +
                    totals + ">\n  <testsuite name=\"avmdoc check\"" + totals + ">\n";
  for (const CheckedModule& module : report.modules) {
    out += "    <testcase classname=\"avmdoc.check\" name=\"" + xml(printable(module.name)) +
           "\" file=\"" + xml(printable(path_from(module.result.path, report.repository))) + "\"";
    if (module.result.state == CheckState::clean) {
      out += "/>\n";
      continue;
    }
    out += ">\n";
    if (module.result.state == CheckState::failed) {
      write_error(report, module.result.diagnostics, out);
    } else {
      write_failure(report, module, out);
    }
    out += "    </testcase>\n";
  }
  for (const Diagnostic& error : report.errors) {
    out += "    <testcase classname=\"avmdoc.check\" name=\"" +
           xml(printable(path_from(error.location.file, report.repository))) + "\">\n";
    write_error(report, {error}, out);
    out += "    </testcase>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace avmdoc::cli

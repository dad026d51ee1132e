#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

/// GitLab reads no report of more than 30 MB. Beyond this size diffs are left out.
constexpr std::size_t largest_with_diffs = 16'000'000;

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

void write_failure(const CheckReport& report, const CheckedModule& module, bool with_diff,
                   std::string& out) {
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
  body += with_diff
              ? readable_lines(module.diff, false)
              : "The diff was left out, as the report is large; run avmdoc check to see it.\n";
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

class JunitReport final : public ReportWriter {
 public:
  using ReportWriter::ReportWriter;

  void add(const CheckedModule& module) override {
    out_ += "    <testcase classname=\"avmdoc.check\" name=\"" + xml(printable(module.name)) +
            "\" file=\"" + xml(printable(path_from(module.result.path, report().repository))) +
            "\"";
    if (module.result.state == CheckState::clean) {
      out_ += "/>\n";
      return;
    }
    out_ += ">\n";
    if (module.result.state == CheckState::failed) {
      write_error(report(), module.result.diagnostics, out_);
    } else {
      write_failure(report(), module, out_.size() < largest_with_diffs, out_);
    }
    out_ += "    </testcase>\n";
  }

  void finish() override {
    const CheckCounts& counts = report().counts;
    const std::vector<Diagnostic>& errors = report().errors;
    const std::string totals = " tests=\"" + std::to_string(counts.modules + errors.size()) +
                               "\" failures=\"" + std::to_string(counts.drift + counts.stale) +
                               "\" errors=\"" + std::to_string(counts.failed + errors.size()) +
                               "\"";
    write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"avmdoc\"" + totals +
          ">\n  <testsuite name=\"avmdoc check\"" + totals + ">\n");
    write(out_);
    std::string rest;
    for (const Diagnostic& error : errors) {
      rest += "    <testcase classname=\"avmdoc.check\" name=\"" +
              xml(printable(path_from(error.location.file, report().repository))) + "\">\n";
      write_error(report(), {error}, rest);
      rest += "    </testcase>\n";
    }
    write(rest + "  </testsuite>\n</testsuites>\n");
  }

 private:
  std::string out_;  ///< the test cases, as the totals come before them
};

}  // namespace

std::unique_ptr<ReportWriter> junit_report(const CheckReport& report, ReportStyle /*style*/,
                                           Write write) {
  return std::make_unique<JunitReport>(report, std::move(write));
}

}  // namespace avmdoc::cli

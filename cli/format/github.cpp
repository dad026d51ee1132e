#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

/// The value of a workflow command (`property`: of one of its properties).
std::string escaped(std::string_view text, bool property) {
  std::string safe;
  for (const char c : printable(text)) {
    if (c == '%') {
      safe += "%25";
    } else if (property && c == ':') {
      safe += "%3A";
    } else if (property && c == ',') {
      safe += "%2C";
    } else {
      safe += c;
    }
  }
  return safe;
}

void annotate(const Location& place, std::string_view title, std::string_view message,
              const CheckReport& report, std::string& out) {
  out += "::error ";
  if (!place.file.empty()) {
    out += "file=" + escaped(path_from(place.file, report.repository), true) + ",";
  }
  if (place.position.line != 0) {
    out += "line=" + std::to_string(place.position.line) +
           ",col=" + std::to_string(place.position.column) + ",";
  }
  out += "title=" + escaped(title, true) + "::" + escaped(message, false) + "\n";
}

class GithubReport final : public ReportWriter {
 public:
  using ReportWriter::ReportWriter;

  void add(const CheckedModule& module) override {
    std::string fixing;
    for (const std::string& command : fixing_commands(report(), module)) {
      fixing += (fixing.empty() ? ". To fix it, run: " : " && ") + command;
    }
    std::string out;
    for (const Drift& drift : module.result.drifts) {
      // A place in the source is part of the pull request more often than one in the README.
      const bool has_line = drift.cause.position.line != 0;
      const Location& place = has_line ? drift.cause : drift.place;
      const std::string cause = has_line ? drift.reason : cause_text(drift, report().repository);
      const std::string why = cause.empty() ? "" : " (" + cause + ")";
      annotate(place, module.name + ": " + std::string(name_of(drift.kind)),
               drift.sentence + why + fixing, report(), out);
    }
    for (const Diagnostic& diagnostic : module.result.diagnostics) {
      if (diagnostic.severity != Severity::error) continue;
      annotate(diagnostic.location, module.name + ": " + diagnostic.code, diagnostic.message,
               report(), out);
    }
    if (!out.empty()) write(out);
  }

  void finish() override {
    std::string out;
    for (const Diagnostic& error : report().errors) {
      annotate(error.location, error.code, error.message, report(), out);
    }
    write(out + summary_of(report().counts) + "\n");
  }
};

}  // namespace

std::unique_ptr<ReportWriter> github_report(const CheckReport& report, ReportStyle /*style*/,
                                            Write write) {
  return std::make_unique<GithubReport>(report, std::move(write));
}

}  // namespace avmdoc::cli

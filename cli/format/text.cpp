#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

constexpr std::string_view bold = "\033[1m";
constexpr std::string_view no_colour = "\033[0m";

std::string painted(std::string_view text, std::string_view paint, bool colour) {
  return colour ? std::string(paint) + std::string(text) + std::string(no_colour)
                : std::string(text);
}

std::string shown_place(const Location& location, const CheckReport& report) {
  std::string place = printable(path_from(location.file, report.current_folder));
  if (location.position.line != 0) {
    place += ":" + std::to_string(location.position.line) + ":" +
             std::to_string(location.position.column);
  }
  return place;
}

void write_module(const CheckReport& report, const CheckedModule& module, bool colour,
                  std::string& out) {
  const CheckResult& result = module.result;
  out += painted(printable(module.name), bold, colour) + ": " +
         std::string(name_of(module.result.state)) + "\n";
  for (const Drift& drift : result.drifts) {
    out += "  " + shown_place(drift.place, report) + ": " + printable(drift.sentence) + "\n";
    if (const std::string cause = cause_text(drift, report.current_folder); !cause.empty()) {
      out += "    because of " + printable(cause) + "\n";
    }
  }
  for (const Diagnostic& diagnostic : result.diagnostics) {
    if (diagnostic.severity == Severity::error) {
      out += "  " + describe(diagnostic, report.current_folder, false) + "\n";
    }
  }
  // A missing README is one line; its whole text would hide the rest.
  const bool missing = result.readme == ReadmeState::missing;
  if (const std::string& diff = module.diff; !diff.empty() && !missing) {
    out += '\n';
    out += readable_lines(diff, colour);
  }
  const std::vector<std::string> commands = fixing_commands(report, module);
  if (!commands.empty()) {
    out += "\nTo fix it, run:\n";
    for (const std::string& command : commands) {
      out += "  " + printable(command) + "\n";
    }
  }
  out += '\n';
}

class TextReport final : public ReportWriter {
 public:
  TextReport(const CheckReport& report, ReportStyle style, Write write)
      : ReportWriter(report, std::move(write)), style_(style) {}

  void add(const CheckedModule& module) override {
    if (module.result.state == CheckState::clean) return;
    std::string out;
    write_module(report(), module, style_.colour, out);
    write(out);
  }

  void finish() override {
    if (style_.quiet && all_clean()) return;
    for (const Diagnostic& error : report().errors) {
      write(describe(error, report().current_folder, false) + "\n");
    }
    write(summary_of(report().counts) + "\n");
  }

 private:
  ReportStyle style_;
};

}  // namespace

std::unique_ptr<ReportWriter> text_report(const CheckReport& report, ReportStyle style,
                                          Write write) {
  return std::make_unique<TextReport>(report, style, std::move(write));
}

}  // namespace avmdoc::cli

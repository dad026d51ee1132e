#include <algorithm>

#include "console.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

std::string_view paint_of(std::string_view line) {
  if (line.starts_with("+++ ") || line.starts_with("--- ") || line.starts_with("diff ")) {
    return "\033[1m";
  }
  switch (line.empty() ? ' ' : line.front()) {
    case '+':
      return "\033[32m";
    case '-':
      return "\033[31m";
    case '@':
      return "\033[36m";
    default:
      return {};
  }
}

/// Spelled out, except for its tabs.
std::string safe_line(std::string_view line) {
  std::string safe;
  while (true) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    safe += printable(line.substr(0, tab));
    if (tab == line.size()) {
      return safe;
    }
    safe += '\t';
    line.remove_prefix(tab + 1);
  }
}

class DiffReport final : public ReportWriter {
 public:
  DiffReport(const CheckReport& report, ReportStyle style, Write write)
      : ReportWriter(report, std::move(write)), style_(style) {}

  void add(const CheckedModule& module) override {
    if (!module.diff.empty()) write(readable_lines(module.diff, style_.colour));
  }

 private:
  ReportStyle style_;
};

}  // namespace

std::string readable_lines(std::string_view text, bool colour) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const std::string_view paint = colour ? paint_of(line) : std::string_view();
    out.append(paint).append(safe_line(line)).append(paint.empty() ? "" : "\033[0m") += '\n';
  }
  return out;
}

std::unique_ptr<ReportWriter> diff_report(const CheckReport& report, ReportStyle style,
                                          Write write) {
  return std::make_unique<DiffReport>(report, style, std::move(write));
}

}  // namespace avmdoc::cli

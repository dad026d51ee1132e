#include "format/report.hpp"

#include <algorithm>
#include <array>

#include "console.hpp"

namespace avmdoc::cli {

namespace {

struct Format {
  std::string name;
  NewReport* make;
};

const std::array<Format, 8>& formats() {
  static const std::array<Format, 8> all = {{{"text", &text_report},
                                             {"diff", &diff_report},
                                             {"patch", &patch_report},
                                             {"json", &json_report},
                                             {"sarif", &sarif_report},
                                             {"github", &github_report},
                                             {"markdown", &markdown_report},
                                             {"junit", &junit_report}}};
  return all;
}

}  // namespace

std::string shell_word(const std::string& word) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-+:";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos &&
      !word.starts_with('-')) {
    return word;
  }
  std::string quoted = word.starts_with('-') ? "'./" : "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Format& format : formats()) all.push_back(format.name);
    return all;
  }();
  return names;
}

std::unique_ptr<ReportWriter> report_writer(std::string_view format, const CheckReport& report,
                                            ReportStyle style, Write write) {
  return std::ranges::find(formats(), format, &Format::name)->make(report, style, std::move(write));
}

std::string path_from(std::string_view path, std::string_view folder) {
  if (path == folder) {
    return ".";
  }
  const std::size_t size = folder == "/" ? 0 : folder.size();
  const bool below =
      path.size() > size + 1 && path.starts_with(folder.substr(0, size)) && path[size] == '/';
  return std::string(below ? path.substr(size + 1) : path);
}

std::string cause_text(const Drift& drift, std::string_view folder) {
  const Location& place = drift.cause;
  if (place.file.empty()) return drift.reason;
  std::string text = path_from(place.file, folder);
  if (place.position.line != 0) {
    text += ":" + std::to_string(place.position.line) + ":" + std::to_string(place.position.column);
  }
  return drift.reason.empty() ? text : text + " (" + drift.reason + ")";
}

std::vector<std::string> fixing_commands(const CheckReport& report, const CheckedModule& module) {
  std::vector<std::string> commands;
  const std::string source = path_from(module.folder + "/" + module.source, report.current_folder);
  if (module.result.state == CheckState::stale) {
    commands.push_back("bicep build " + shell_word(source));
  }
  for (const Drift& drift : module.result.drifts) {
    if (drift.kind != DriftKind::readme_misnamed) continue;
    const std::string& path = module.result.path;
    const std::string wanted = path.substr(0, path.rfind('/') + 1) + drift.item;
    commands.push_back("git mv " + shell_word(path_from(path, report.current_folder)) + " " +
                       shell_word(path_from(wanted, report.current_folder)));
  }
  if (module.result.state == CheckState::stale || module.result.state == CheckState::drift) {
    const bool is_main = module.source == FoundModule().source;
    commands.push_back(
        "avmdoc generate " +
        (report.layout.empty() ? "" : "--layout " + shell_word(report.layout) + " ") +
        shell_word(is_main ? path_from(module.folder, report.current_folder) : source));
  }
  return commands;
}

std::string summary_of(const CheckCounts& counts) {
  return counted(counts.modules, "module") + ": " + std::to_string(counts.clean) + " clean, " +
         std::to_string(counts.drift) + " drift, " + std::to_string(counts.stale) + " stale, " +
         std::to_string(counts.failed) + " failed";
}

std::string failure_of(const CheckedModule& module) {
  for (const Diagnostic& diagnostic : module.result.diagnostics) {
    if (diagnostic.severity == Severity::error) {
      return diagnostic.message;
    }
  }
  return "the module could not be checked";
}

std::string_view name_of(CheckState state) {
  constexpr std::array<std::string_view, 4> names = {"clean", "drift", "stale", "failed"};
  return names.at(static_cast<std::size_t>(state));
}

}  // namespace avmdoc::cli

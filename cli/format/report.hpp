#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/check.hpp"

/// What a check found, and the formats of its report. One file for each format. Texts of a
/// module may come from a stranger, so each form makes them harmless in its own way.
namespace avmdoc::cli {

/// Whole lines of the README on disk, and what has to stand there. Lines and columns count from 1,
/// columns in code points.
struct Replacement {
  std::size_t first_line = 0;
  std::size_t end_line = 0;  ///< the line that the replaced text ends in, before `end_column`
  std::size_t end_column = 0;
  std::string text;
};

/// A module and what was found of it.
struct CheckedModule {
  std::string name;                       ///< `avm/res/a/b`; its folder when that is not known
  std::string folder;                     ///< from the root of the disk
  std::string source;                     ///< the name of its entry file there
  CheckResult result;                     ///< without the texts of the README
  std::string diff;                       ///< to apply in the repository, or empty
  std::vector<Replacement> replacements;  ///< the same change; none for a README that is missing
};

/// Keeps of the texts of a README only what changes.
CheckedModule checked_module(std::string name, const FoundModule& found, CheckResult result,
                             std::string_view repository);

/// `clean`, `drift`, `stale` or `failed`.
std::string_view name_of(CheckState state);

/// How many modules became what.
struct CheckCounts {
  std::size_t modules = 0;
  std::size_t clean = 0;
  std::size_t drift = 0;
  std::size_t stale = 0;
  std::size_t failed = 0;
};

/// What a report says of the whole run.
struct CheckReport {
  CheckCounts counts;              ///< of the modules so far
  std::vector<Diagnostic> errors;  ///< paths that name no module
  std::string version;             ///< of this program
  std::string current_folder;      ///< where commands are run from
  std::string repository;          ///< the root of the git work tree, or the current folder
  std::string layout;              ///< the file of --layout, or empty
};

/// A path for a report: relative to `folder` when it is below it.
std::string path_from(std::string_view path, std::string_view folder);

/// Why something drifted: a place, `that` it has no such declaration, or a text that is built in;
/// with paths from `folder` on. Empty when it is not known.
std::string cause_text(const Drift& drift, std::string_view folder);

/// A word for a POSIX shell and for PowerShell: in single quotes when it needs them.
std::string shell_word(const std::string& word);

/// What to run to fix a module, in order, for a shell in the current folder.
std::vector<std::string> fixing_commands(const CheckReport& report, const CheckedModule& module);

/// Lines for reading: control characters are spelled out, and the colours, which are those of a
/// diff, are our own.
std::string readable_lines(std::string_view text, bool colour);

/// `573 modules: 568 clean, 3 drift, 2 stale, 0 failed`
std::string summary_of(const CheckCounts& counts);

/// The first error of a module that could not be checked, for forms with one line for it.
std::string failure_of(const CheckedModule& module);

/// Takes each piece of a report as soon as it is made.
using Write = std::function<void(std::string_view text)>;

struct ReportStyle {
  bool colour = false;
  bool quiet = false;  ///< a report for people is empty when everything is clean
};

/// One form of a report, written module by module: memory does not grow with their number.
class ReportWriter {
 public:
  /// `report` is read until the end, as its counts change.
  ReportWriter(const CheckReport& report, Write write)
      : report_(report), write_(std::move(write)) {}
  ReportWriter(const ReportWriter&) = delete;
  ReportWriter& operator=(const ReportWriter&) = delete;
  virtual ~ReportWriter() = default;

  /// The next module, in the order of the paths.
  virtual void add(const CheckedModule& module) = 0;
  /// After the last module.
  virtual void finish() {}

 protected:
  [[nodiscard]] const CheckReport& report() const { return report_; }
  void write(std::string_view text) const { write_(text); }
  [[nodiscard]] bool all_clean() const {
    return report_.counts.clean == report_.counts.modules && report_.errors.empty();
  }

 private:
  const CheckReport& report_;
  Write write_;
};

using NewReport = std::unique_ptr<ReportWriter>(const CheckReport& report, ReportStyle style,
                                                Write write);
NewReport text_report;
NewReport diff_report;
NewReport patch_report;
NewReport json_report;
NewReport sarif_report;
NewReport github_report;
NewReport markdown_report;
NewReport junit_report;

/// The names of the forms, in the order of their importance to a user.
const std::vector<std::string>& report_formats();

/// The form of that name, which must be one of `report_formats`.
std::unique_ptr<ReportWriter> report_writer(std::string_view format, const CheckReport& report,
                                            ReportStyle style, Write write);

}  // namespace avmdoc::cli

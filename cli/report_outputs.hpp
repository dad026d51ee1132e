#pragma once

#include <memory>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

/// A report that was asked for.
struct ReportOutput {
  std::string format;
  std::string file;  ///< empty for standard output
};

/// Those of `--format` and `--output`. Throws `UsageError`.
std::vector<ReportOutput> report_outputs(const Arguments& arguments, const char* command);

class ReportDestination;

/// All reports that were asked for, as they are written.
class Reports {
 public:
  Reports(const std::vector<ReportOutput>& outputs, const CheckReport& report, bool quiet);

  void add(const CheckedModule& module);
  /// Throws `Error` when a report cannot be written.
  void finish();

 private:
  std::vector<std::shared_ptr<ReportDestination>> destinations_;
  std::vector<std::unique_ptr<ReportWriter>> writers_;
};

}  // namespace avmdoc::cli

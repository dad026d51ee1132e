#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

/// Byte for byte, as `git apply` needs it.
class PatchReport final : public ReportWriter {
 public:
  using ReportWriter::ReportWriter;

  void add(const CheckedModule& module) override {
    if (!module.diff.empty()) write(module.diff);
  }
};

}  // namespace

std::unique_ptr<ReportWriter> patch_report(const CheckReport& report, ReportStyle /*style*/,
                                           Write write) {
  return std::make_unique<PatchReport>(report, std::move(write));
}

}  // namespace avmdoc::cli

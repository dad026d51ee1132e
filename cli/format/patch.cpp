#include "format/report.hpp"

namespace avmdoc::cli {

/// Byte for byte, as `git apply` needs it.
std::string patch_report(const CheckReport& report) {
  std::string out;
  for (const CheckedModule& module : report.modules) {
    out += module.diff;
  }
  return out;
}

}  // namespace avmdoc::cli

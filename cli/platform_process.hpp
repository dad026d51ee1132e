#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace avmdoc::cli {

/// What a program that ran wrote and how it ended.
struct ProcessResult {
  int code = -1;  ///< its exit code; -1 when a signal ended it
  std::string output;
  std::string errors;
};

/// Variables for a program, in addition to those of this process or replacing them.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs a program that is looked for in the absolute folders of the PATH, without a shell, with
/// nothing to read. Gives nothing when it is not there. Throws `Error` when the system cannot run
/// any.
std::optional<ProcessResult> run_process(const std::vector<std::string>& arguments,
                                         const Environment& environment = {});

}  // namespace avmdoc::cli

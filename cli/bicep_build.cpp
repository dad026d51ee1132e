#include "bicep_build.hpp"

#include "avmdoc/diagnostic.hpp"
#include "process.hpp"

namespace avmdoc::cli {

namespace {

std::string run(const std::string& source, const std::vector<std::string>& arguments) {
  const std::optional<ProcessResult> result = run_process(arguments);
  if (result && result->code == 0) {
    return result->output;
  }
  const std::string errors = result ? result->errors : "the Bicep CLI is not on the PATH";
  Diagnostic diagnostic;
  diagnostic.code = "bicep-build-failed";
  diagnostic.location.file = source;
  diagnostic.message = "bicep build failed";
  const std::size_t end = errors.find_last_not_of("\r\n");
  if (end != std::string::npos) {
    diagnostic.message += ": " + errors.substr(0, end + 1);
  }
  throw Error(std::move(diagnostic));
}

}  // namespace

bool bicep_is_available() {
  static const bool available = run_process({"bicep", "--version"}).has_value();
  return available;
}

void build_in_place(const std::string& source) { run(source, {"bicep", "build", source}); }

std::string build_to_text(const std::string& source) {
  return run(source, {"bicep", "build", "--stdout", source});
}

}  // namespace avmdoc::cli

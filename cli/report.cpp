#include "report.hpp"

#include <algorithm>

namespace avmdoc::cli {

namespace {

bool says_the_same(const Diagnostic& a, const Diagnostic& b) {
  return a.location.file == b.location.file && a.message == b.message;
}

/// The message of --verbose for a module that did not fail; a failed one has its errors.
Diagnostic note_of(const Outcome& outcome) {
  Diagnostic note;
  note.severity = Severity::note;
  note.location.file = outcome.readme;
  note.message = outcome.result == Result::written ? "written" : "unchanged";
  return note;
}

}  // namespace

Report::Report(Console& console, const ModuleOptions& options, std::size_t count)
    : console_(console), quiet_(options.quiet), verbose_(options.verbose), count_(count) {}

void Report::tell(const std::vector<Diagnostic>& errors) {
  for (const Diagnostic& error : errors) {
    console_.print(error);
  }
  reported_ = errors;
}

void Report::add(const Outcome& outcome) {
  ++done_;
  ++(outcome.result == Result::written     ? written_
     : outcome.result == Result::unchanged ? unchanged_
     : outcome.result == Result::left      ? left_
                                           : failed_);
  stale_ += outcome.stale ? 1 : 0;
  print(outcome);
  if (!quiet_ && done_ < count_) {
    console_.progress(std::to_string(done_) + " of " + counted(count_, "module"));
  }
}

std::string Report::summary() const {
  return counted(count_, "module") + ": " + std::to_string(written_) + " written, " +
         std::to_string(unchanged_) + " unchanged, " + std::to_string(failed_) + " failed" +
         (stale_ > 0 ? ", " + std::to_string(stale_) + " stale" : "");
}

void Report::print(const Outcome& outcome) {
  const Severity least = quiet_ ? Severity::error : verbose_ ? Severity::note : Severity::warning;
  for (const Diagnostic& diagnostic : outcome.diagnostics) {
    const bool reported = std::ranges::any_of(
        reported_, [&](const Diagnostic& other) { return says_the_same(other, diagnostic); });
    if (diagnostic.severity >= least && !reported) {
      console_.print(diagnostic);
    }
  }
  const bool reported = outcome.result == Result::failed || outcome.result == Result::left;
  if (verbose_ && !reported) {
    console_.print(note_of(outcome));
  }
}

}  // namespace avmdoc::cli

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "console.hpp"
#include "options.hpp"

namespace avmdoc::cli {

/// What became of one module.
enum class Result : std::uint8_t {
  written,
  unchanged,
  left,  ///< as it is, because main.json is out of date
  failed,
};

struct Outcome {
  Result result = Result::failed;
  std::vector<Diagnostic> diagnostics;
  std::string readme;  ///< the path of its README, for --verbose
  bool stale = false;  ///< its main.json is out of date
};

/// Tells the user of many outcomes, as they come.
class Report {
 public:
  Report(Console& console, const ModuleOptions& options, std::size_t count);

  /// Errors outside of the modules: reported at once, and not again when a module fails by one.
  void tell(const std::vector<Diagnostic>& errors);

  void add(const Outcome& outcome);
  /// `573 modules: 3 written, 570 unchanged, 0 failed`, and how many are stale when any is
  [[nodiscard]] std::string summary() const;
  [[nodiscard]] bool has_failures() const { return failed_ > 0; }
  [[nodiscard]] bool has_stale() const { return stale_ > 0; }

 private:
  void print(const Outcome& outcome);

  Console& console_;
  bool quiet_;
  bool verbose_;
  std::vector<Diagnostic> reported_;
  std::size_t count_;
  std::size_t done_ = 0;
  std::size_t written_ = 0;
  std::size_t unchanged_ = 0;
  std::size_t failed_ = 0;
  std::size_t left_ = 0;
  std::size_t stale_ = 0;
};

}  // namespace avmdoc::cli

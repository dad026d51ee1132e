#pragma once

#include <memory>
#include <string>

namespace avmdoc::cli {

/// A regular expression for paths, in ICU's syntax. May be used in several threads.
class PathPattern {
 public:
  /// Throws `std::invalid_argument` that says what is wrong with the expression and where.
  explicit PathPattern(const std::string& text);

  /// Whether the expression is found in a path. Throws `std::runtime_error` when that takes too
  /// long to find out.
  [[nodiscard]] bool found_in(const std::string& path) const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  struct Compiled;

  std::string text_;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace avmdoc::cli

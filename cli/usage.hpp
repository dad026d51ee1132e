#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace avmdoc::cli {

/// What the user asked for and the command does not know: exit code 2 and where to find the help.
class UsageError : public std::runtime_error {
 public:
  /// `command` is the subcommand whose help shows what is right, or empty.
  explicit UsageError(const std::string& message, std::string command = {})
      : std::runtime_error(message), command_(std::move(command)) {}
  [[nodiscard]] const std::string& command() const { return command_; }

 private:
  std::string command_;
};

/// ` (did you mean 'generate'?)` for the candidate that `given` is a slip of, or nothing.
std::string suggestion(std::string_view given, std::span<const std::string> candidates);

}  // namespace avmdoc::cli

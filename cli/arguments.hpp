#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace avmdoc::cli {

/// What follows an option.
enum class OptionValue {
  none,
  one,
  several,  ///< one each time that the option is given
};

struct Option {
  std::string names;  ///< `exclude`, or with a short name `j,jobs`
  std::string help;
  OptionValue value = OptionValue::none;
  std::string placeholder{};  ///< what the help calls the value: `FILE`
  std::optional<std::string> default_value{};
};

/// What a command takes. `--help` and `--version` are added to its options.
struct Syntax {
  std::string command;      ///< `check`
  std::string description;  ///< one sentence
  std::string operands;     ///< `[PATH…]`
  std::vector<Option> options;
  std::string notes;  ///< the end of its help: examples and exit codes
};

std::string help_of(const Syntax& syntax);

/// The arguments of a command. Options are asked for by their long names.
class Arguments {
 public:
  [[nodiscard]] bool has(const std::string& option) const { return values_.contains(option); }
  /// The value that was given, the default value, or nothing.
  [[nodiscard]] std::optional<std::string> value(const std::string& option) const;
  /// As `value`, but empty when there is none. Throws `UsageError` when an empty one was given.
  [[nodiscard]] std::string text(const std::string& option) const;
  [[nodiscard]] std::vector<std::string> values(const std::string& option) const;
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

 private:
  friend Arguments parse_arguments(const Syntax& syntax, const std::vector<std::string>& arguments);

  std::string command_;
  std::map<std::string, std::vector<std::string>> values_;
  std::vector<std::string> operands_;
};

/// Parses the arguments after a command's name. Throws `UsageError` for what the command does not
/// know.
Arguments parse_arguments(const Syntax& syntax, const std::vector<std::string>& arguments);

}  // namespace avmdoc::cli

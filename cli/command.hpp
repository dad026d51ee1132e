#pragma once

#include <string>
#include <vector>

#include "arguments.hpp"
#include "console.hpp"

namespace avmdoc::cli {

/// Exit codes of every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_found = 1;  ///< the command looked for something and found it
inline constexpr int exit_failed = 2;

/// The commands: each gets the arguments after its name. They throw `UsageError` and `Error`.
int generate(Console& console, const std::vector<std::string>& arguments);
int check(Console& console, const std::vector<std::string>& arguments);
int notes(Console& console, const std::vector<std::string>& arguments);
int model(Console& console, const std::vector<std::string>& arguments);
int config(Console& console, const std::vector<std::string>& arguments);
int init(Console& console, const std::vector<std::string>& arguments);
int explain(Console& console, const std::vector<std::string>& arguments);
int parse(Console& console, const std::vector<std::string>& arguments);

/// What a command says to its user on standard output. Throws `Error` when that cannot be written
/// there.
void print(std::string_view text);
void print_version();
/// Answers `--help` and `--version`. Returns whether one of them was given.
bool print_help_or_version(const Syntax& syntax, const Arguments& arguments);

}  // namespace avmdoc::cli

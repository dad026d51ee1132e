#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "avmdoc/version.h"
#include "command.hpp"
#include "format/report.hpp"
#include "platform.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

using Words = std::vector<std::string>;

struct Command {
  std::string name;
  const char* summary;
  int (*run)(Console& console, const Words& arguments);
};

const std::array<Command, 8>& commands() {
  static const std::array<Command, 8> all = {{
      {"generate", "Write the README.md of modules", &generate},
      {"check", "Compare the README.md of modules with what it should be", &check},
      {"notes", "Move the section Notes of READMEs into files of their own", &notes},
      {"model", "Print what is known about modules as JSON", &model},
      {"config", "Print the settings of modules and where they come from", &config},
      {"init", "Write a settings file for a repository", &init},
      {"explain", "Explain the code of a drift or an error", &explain},
      {"parse", "Print the syntax errors or the syntax tree of Bicep files", &parse},
  }};
  return all;
}

std::string help() {
  std::string help =
      "Documents Azure Bicep modules.\n"
      "\n"
      "Usage:\n"
      "  avmdoc COMMAND [OPTION…] [PATH…]\n"
      "\n"
      "Commands:\n";
  for (const Command& command : commands()) {
    help += "  " + command.name + std::string(12 - command.name.size(), ' ') + command.summary;
    help += '\n';
  }
  help +=
      "\n"
      "Options:\n"
      "  -h, --help   Print this help; 'avmdoc help COMMAND' prints a command's\n"
      "  --version    Print the version\n"
      "\n"
      "'avmdoc generate --recurse avm' writes the README.md of every module below avm.\n";
  return help;
}

/// A module that is given without a command.
bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || DiskFileSystem().type(name) != FileType::none;
}

const Command& command_named(const std::string& name) {
  const auto command = std::ranges::find(commands(), name, &Command::name);
  if (command != commands().end()) {
    return *command;
  }
  if (!name.starts_with('-') && is_path(name)) {
    throw UsageError("unknown command '" + name +
                     "'; to write its README.md, run: avmdoc generate " + shell_word(name));
  }
  std::vector<std::string> known = {"help", "--help", "--version"};
  for (const Command& candidate : commands()) {
    known.push_back(candidate.name);
  }
  throw UsageError((name.starts_with('-') ? "unknown option '" : "unknown command '") + name + "'" +
                   suggestion(name, known));
}

int run(Console& console, const Words& arguments) {
  if (arguments.empty()) {
    const std::string text = help();
    static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
    return exit_failed;
  }
  const std::string& name = arguments.front();
  const Words rest(arguments.begin() + 1, arguments.end());
  if (name == "--version") {
    print_version();
    return exit_done;
  }
  if (name == "-h" || name == "--help" || (name == "help" && rest.empty())) {
    print(help());
    return exit_done;
  }
  if (name == "help") {
    return command_named(rest.front()).run(console, {"--help"});
  }
  return command_named(name).run(console, rest);
}

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw Error(error_at("unwritable-file", {"<stdout>"}, "cannot write to the standard output"));
  }
}

bool print_help_or_version(const Syntax& syntax, const Arguments& arguments) {
  if (arguments.has("help")) {
    print(help_of(syntax));
  } else if (arguments.has("version")) {
    print_version();
  } else {
    return false;
  }
  return true;
}

void print_version() { print("avmdoc " AVMDOC_VERSION "\n"); }

int main(const Words& arguments) {
  Console console;
  try {
    return run(console, arguments);
  } catch (const UsageError& error) {
    const std::string command = error.command().empty() ? "" : " " + error.command();
    console.error(error.what());
    console.line("See 'avmdoc" + command + " --help'.");
  } catch (const Error& error) {
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      console.print(diagnostic);
    }
  } catch (const std::exception& error) {
    console.error(std::string("internal error: ") + error.what());
  }
  return exit_failed;
}

}  // namespace avmdoc::cli

int main(int count, char** values) {
  avmdoc::cli::platform::prepare_process();
  return avmdoc::cli::main(avmdoc::cli::platform::arguments(count, values));
}

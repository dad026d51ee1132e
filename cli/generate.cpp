#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>

#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
#include "bicep_build.hpp"
#include "command.hpp"
#include "format/report.hpp"
#include "in_order.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "platform.hpp"
#include "report.hpp"
#include "selection.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* command = "generate";

constexpr const char* examples = R"(
PATH is the folder of a module, its main.bicep or its main.json; with --recurse also a folder of
many modules. Without a PATH it is the current folder. A README.md that is right already is not
touched.

Examples:
  avmdoc generate avm/res/storage/storage-account
  avmdoc generate --recurse avm
  avmdoc generate --stdout --identity avm/res/my/module path/to/main.bicep

A README is not written when main.json is out of date with its sources: it would undo what is
right in the README. Run bicep build first; --stale write writes it all the same.

Exit status: 0 done, 1 a main.json is out of date, 2 wrong usage or a module failed.
)";

/// What becomes of a README whose main.json is out of date.
enum class StalePolicy : std::uint8_t {
  write,   ///< written, with a warning
  warn,    ///< left as it is, with a warning
  refuse,  ///< left as it is, with an error
};

StalePolicy stale_policy(const std::string& name) {
  if (name == "write") return StalePolicy::write;
  if (name == "warn") return StalePolicy::warn;
  if (name == "refuse") return StalePolicy::refuse;
  throw UsageError("--stale needs write, warn or refuse, not '" + name + "'", command);
}

/// More reasons than this in one module are counted and not named.
constexpr std::size_t most_reasons = 12;

/// Why a main.json is out of date, and what that means for the README.
void add_stale(const Module& module, const std::string& readme, StalePolicy policy,
               std::vector<Diagnostic>& diagnostics) {
  const Severity severity = policy == StalePolicy::refuse ? Severity::error : Severity::warning;
  const std::size_t count = module.staleness.size();
  for (std::size_t i = 0; i < count && i < most_reasons; ++i) {
    const Staleness& found = module.staleness[i];
    diagnostics.push_back(
        {severity, "template-stale", found.cause,
         "main.json is out of date: " + found.words + "; run: bicep build main.bicep", ""});
  }
  std::string message =
      policy == StalePolicy::write
          ? "written from a main.json that is out of date"
          : "left as it is, because main.json is out of date (--stale write writes it)";
  if (count > most_reasons) {
    message += " (" + std::to_string(count - most_reasons) + " more differences)";
  }
  diagnostics.push_back({severity, "template-stale", {readme, {}, 0, ""}, message, ""});
}

/// What is lost when a README is written anew: sections that nobody generates.
void add_lost_sections(const Module& module, const std::string& readme, std::string_view old,
                       std::vector<Diagnostic>& diagnostics) {
  for (const OwnSection& section : own_sections(module, old)) {
    Location place{readme, section.position, 0, ""};
    diagnostics.push_back({Severity::warning, "own-section", place,
                           "section " + section.title +
                               " is not one that the generator writes and is deleted; only the "
                               "section Notes is kept",
                           ""});
    for (std::size_t at = 0; at < section.text.size(); ++place.position.line) {
      const std::size_t end = std::min(section.text.find('\n', at), section.text.size());
      const std::string line = section.text.substr(at, end - at);
      if (!line.empty()) {
        diagnostics.push_back({Severity::note, "own-section", place, "deleted: " + line, ""});
      }
      at = end + 1;
    }
  }
}

Diagnostic error_at(const std::string& path, std::string code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.location.file = path;
  diagnostic.message = std::move(message);
  return diagnostic;
}

std::optional<std::string> read_old(const FileSystem& files, const std::string& readme) {
  switch (files.type(readme)) {
    case FileType::none:
      return std::nullopt;
    case FileType::folder:
      throw Error(
          error_at(readme, "unwritable-file", "it is a folder; expected a file or nothing"));
    case FileType::file:
    case FileType::other:
      break;
  }
  return files.read(readme);
}

/// Runs the work on one module; whatever stops it becomes part of the outcome.
template <typename Work>
Outcome outcome_of(const std::string& folder, const Work& work) {
  Outcome outcome;
  outcome.readme = folder + "/README.md";
  try {
    work(outcome);
  } catch (const Error& error) {
    outcome.diagnostics.insert(outcome.diagnostics.end(), error.diagnostics().begin(),
                               error.diagnostics().end());
    outcome.result = Result::failed;
  } catch (const std::bad_alloc&) {
    outcome.diagnostics.push_back(
        error_at(folder, "out-of-memory", "there is not enough memory for this module"));
    outcome.result = Result::failed;
  } catch (const std::exception& error) {
    outcome.diagnostics.push_back(
        error_at(folder, "internal-error", std::string("internal error: ") + error.what()));
    outcome.result = Result::failed;
  }
  return outcome;
}

/// How the README is made, beyond which modules it is made for.
struct GenerateOptions {
  bool to_stdout = false;
  bool build = false;  ///< run `bicep build` first
  StalePolicy stale = StalePolicy::refuse;
};

/// The whole way of one module, from its files to its README.
Outcome generate_readme(const FileSystem& files, const Loader& loader, const std::string& folder,
                        const ModuleOptions& options, const GenerateOptions& how) {
  return outcome_of(folder, [&](Outcome& outcome) {
    if (how.build) build_in_place(folder + "/main.bicep");
    const std::optional<std::string> old = read_old(files, outcome.readme);
    Module module = loader.load(module_folder(folder, options));
    outcome.diagnostics = std::move(module.diagnostics);
    if (!module.staleness.empty()) {
      outcome.stale = true;
      add_stale(module, outcome.readme, how.stale, outcome.diagnostics);
      if (how.stale != StalePolicy::write) {
        outcome.result = Result::left;
        return;
      }
    }
    const std::string text = render_readme(module, old ? old->size() : 0);
    if (how.to_stdout) {
      // A terminal must not act on what a module holds; into a file it goes byte for byte.
      print(platform::is_terminal(stdout) ? readable_lines(text, false) : text);
      outcome.result = Result::unchanged;
    } else if (old && same_readme(*old, text)) {
      outcome.result = Result::unchanged;
    } else {
      if (old) add_lost_sections(module, outcome.readme, *old, outcome.diagnostics);
      write_file(outcome.readme, text);
      outcome.result = Result::written;
    }
  });
}

int run(Console& console, const ModuleOptions& options, GenerateOptions how) {
  const LoadSettings settings(DiskFileSystem(), options);
  const DiskFileSystem files(roots_of(options));
  LoadOptions load = settings.options();
  load.compare_sources = true;
  const Loader loader(files, load);
  Selection selection = select_modules(files, loader, options, command);
  const std::size_t count = selection.modules.size();
  if (how.to_stdout && count > 1) {
    throw UsageError(
        "--stdout prints one README, but the paths name " + std::to_string(count) + " modules",
        command);
  }
  Report report(console, options, count);
  report.tell(selection.errors);
  if (how.build && !bicep_is_available()) {
    how.build = false;
    console.line(bicep_missing);
  }
  if (!how.to_stdout) {
    for (const std::string& file : selection.leftovers) remove_leftover(file);
  }
  in_order(
      options.jobs, count,
      [&](std::size_t index) {
        return generate_readme(files, loader, selection.modules[index], options, how);
      },
      [&](std::size_t, const Outcome& outcome) { report.add(outcome); });
  if (count > 0 && !options.quiet && !how.to_stdout) {
    console.line(report.summary());
  }
  if (!selection.errors.empty() || report.has_failures()) return exit_failed;
  return how.stale == StalePolicy::refuse && report.has_stale() ? exit_found : exit_done;
}

}  // namespace

int generate(Console& console, const std::vector<std::string>& arguments) {
  const Syntax syntax = {
      command, "Writes the README.md of Azure Bicep modules.", "[PATH…]",
      with_module_options(
          {{"stdout", "Print the README of one module in place of writing it"},
           {"build", "Run 'bicep build main.bicep' first, when the Bicep CLI is on the PATH; only for code "
             "that you trust, as the compiler reads and fetches what the source names"},
           {"stale",
            "What to do with a README whose main.json is out of date: write it, leave it with a "
            "warning, or leave it and fail",
            OptionValue::one, "write|warn|refuse", "refuse"}}),
      examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  return run(console, module_options(given, command),
             {given.has("stdout"), given.has("build"), stale_policy(*given.value("stale"))});
}

}  // namespace avmdoc::cli

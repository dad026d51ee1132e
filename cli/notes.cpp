#include <exception>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
#include "avmdoc/unexpected_error.hpp"
#include "command.hpp"
#include "in_order.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "report.hpp"
#include "selection.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* notes_name = "notes";

constexpr const char* notes_examples = R"(
'avmdoc notes extract' writes the section Notes of each README into README.notes.md beside it, where
the current rules of the reference keep it. Nothing else is touched, and an existing README.notes.md
is not changed.

Examples:
  avmdoc notes extract avm/res/storage/storage-account
  avmdoc notes extract --recurse avm

Exit status: 0 done, 2 wrong usage or a module failed.
)";

void extract(const FileSystem& files, const std::string& folder, Outcome& outcome) {
  const std::string readme = folder + "/README.md";
  const bool has_readme = files.type(readme) == FileType::file;
  const std::string notes = has_readme ? extract_notes(files.read(readme)) : "";
  outcome.result = Result::unchanged;
  if (notes.empty()) return;
  if (files.type(outcome.readme) == FileType::none) {
    write_file(outcome.readme, notes);
    outcome.result = Result::written;
  } else if (files.read(outcome.readme) != notes) {
    throw Error(error_at("notes-differ", {outcome.readme},
                         "it differs from the section Notes of README.md, so it is not touched; "
                         "remove what is wrong"));
  }
}

Outcome outcome_of(const FileSystem& files, const std::string& folder) {
  Outcome outcome;
  outcome.readme = folder + "/README.notes.md";
  try {
    extract(files, folder, outcome);
  } catch (const Error& error) {
    outcome.diagnostics = error.diagnostics();
    outcome.result = Result::failed;
  } catch (const std::exception& error) {
    outcome.diagnostics = {unexpected_error(error, folder)};
    outcome.result = Result::failed;
  }
  return outcome;
}

int run(Console& console, const ModuleOptions& options) {
  const LoadSettings settings(DiskFileSystem(), options);
  const DiskFileSystem files(roots_of(options));
  const Loader loader(files, settings.options());
  Selection selection = select_modules(files, loader, options, notes_name);
  const std::size_t count = selection.modules.size();
  Report report(console, options, count);
  report.tell(selection.errors);
  in_order(
      options.jobs, count,
      [&](std::size_t index) { return outcome_of(files, selection.modules[index].folder); },
      [&](std::size_t, const Outcome& outcome) { report.add(outcome); });
  if (count > 0 && !options.quiet) console.line(report.summary());
  return selection.errors.empty() && !report.has_failures() ? exit_done : exit_failed;
}

}  // namespace

int notes(Console& console, const std::vector<std::string>& arguments) {
  const Syntax syntax = {notes_name, "Moves the section Notes of READMEs into README.notes.md.",
                         "extract [PATH…]", with_module_options({}), notes_examples};
  std::vector<std::string> rest = arguments;
  const bool extracts = !rest.empty() && rest.front() == "extract";
  if (extracts) rest.erase(rest.begin());
  const Arguments given = parse_arguments(syntax, rest);
  if (print_help_or_version(syntax, given)) return exit_done;
  if (!extracts) {
    throw UsageError(arguments.empty()
                         ? std::string("'notes' needs an action: extract")
                         : "unknown action '" + arguments.front() + "'; expected extract",
                     notes_name);
  }
  return run(console, module_options(given, notes_name));
}

}  // namespace avmdoc::cli

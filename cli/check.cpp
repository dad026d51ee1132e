#include "avmdoc/check.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>

#include "avmdoc/file_system.hpp"
#include "avmdoc/readme.hpp"
#include "avmdoc/version.h"
#include "bicep_build.hpp"
#include "built_files.hpp"
#include "changed.hpp"
#include "command.hpp"
#include "git.hpp"
#include "in_order.hpp"
#include "layout.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "platform.hpp"
#include "report_outputs.hpp"
#include "selection.hpp"
#include "source_options.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* check_name = "check";

constexpr const char* check_examples = R"(
PATH is the folder of a module or its entry file, such as main.bicep; with --recurse also a folder
of many modules. Without a PATH it is the current folder. Nothing is written into the modules.

Formats: text, diff, patch (for git apply), json, sarif, github (annotations of a workflow),
markdown (a job's summary), junit.

Examples:
  avmdoc check avm/res/storage/storage-account
  avmdoc check --recurse --changed-since origin/main avm
  avmdoc check --recurse --format github --output markdown=summary.md avm
  avmdoc check --recurse --format patch avm | git apply

Exit status: 0 clean, 1 drift, 2 wrong usage or a module could not be checked.
)";

struct CheckCommand {
  ModuleOptions modules;
  CheckOptions check;
  std::vector<ReportOutput> outputs;
  SourceOptions source;
  Changes changes;
  std::string bicep;  ///< the compiler, or empty to take each `main.json` as it is
  std::shared_ptr<const Layout> layout;  ///< in place of our own, or null
  std::string layout_file;
};

CheckCommand command_of(const Arguments& arguments) {
  CheckCommand options;
  options.modules = module_options(arguments, check_name);
  options.check.strict_line_breaks = arguments.has("strict-eol");
  options.outputs = report_outputs(arguments, check_name);
  options.source = source_options_of(arguments, check_name);
  options.check.compare_sources = options.source.from != ReadFrom::source;
  options.changes = changes_of(arguments, options.modules, check_name);
  options.bicep = bicep_of(arguments, check_name);
  if (const std::string layout = arguments.text("layout"); !layout.empty()) {
    if (!options.bicep.empty())
      throw UsageError("--layout and --build exclude each other", check_name);
    options.layout = std::make_shared<Layout>(DiskFileSystem(), layout);
    options.layout_file = layout;
  }
  return options;
}

/// Both ways that a module is looked at, with and without the compiler.
class Checks {
 public:
  Checks(const FileSystem& files, const Loader& loader, const CheckCommand& options,
         const LoadSettings& settings)
      : options_(options),
        files_(files),
        loader_(loader),
        built_(files),
        built_loader_(built_, settings.options()) {}

  CheckResult run(const FoundModule& found) {
    CheckResult result;
    const std::string source = found.folder + "/" + found.source;
    result.path = source;  // until the README's is known
    try {
      const ModuleFolder folder = module_folder(found, options_.modules);
      result.path = readme_path(folder);
      if (options_.layout != nullptr) {
        check_layout(folder, result);
        return result;
      }
      if (options_.bicep.empty()) return avmdoc::check(loader_, folder, options_.check);
      built_.add(compiled_path(source), build_to_text(options_.bicep, source));
      return checked_as_built(folder);
    } catch (const Error& error) {
      result.diagnostics = error.diagnostics();
    }
    return result;
  }

 private:
  /// The README is compared with what the compiler makes; the `main.json` on disk may be old.
  CheckResult checked_as_built(const ModuleFolder& folder) {
    CheckOptions readme_alone = options_.check;
    readme_alone.compare_sources = false;
    CheckResult result = avmdoc::check(built_loader_, folder, readme_alone);
    CheckResult on_disk = avmdoc::check(loader_, folder, options_.check);
    if (result.state == CheckState::failed || on_disk.state != CheckState::stale) return result;
    std::erase_if(on_disk.drifts,
                  [](const Drift& drift) { return drift.kind != DriftKind::template_stale; });
    result.drifts.insert(result.drifts.begin(), on_disk.drifts.begin(), on_disk.drifts.end());
    result.state = CheckState::stale;
    return result;
  }

  /// Of a layout of others nothing is known but what it gives, so the first line that differs is
  /// reported.
  void check_layout(ModuleFolder folder, CheckResult& result) {
    Convention convention;
    keep_nothing(folder, convention);
    Module module = loader_.load(folder);
    const bool exists = files_.type(result.path) == FileType::file;
    result.actual = exists ? files_.read(result.path) : "";
    result.expected = whole_readme(module, result.actual, options_.layout->render(module, files_));
    result.diagnostics = std::move(module.diagnostics);
    result.state = CheckState::drift;
    Drift drift;
    drift.item = result.path.substr(result.path.rfind('/') + 1);
    drift.place = {result.path, {1, 1}, 0, ""};
    if (!exists) {
      result.readme = ReadmeState::missing;
      drift.kind = DriftKind::readme_missing;
      drift.sentence = drift.item + " is missing";
    } else if (same_readme(result.actual, result.expected)) {
      result.readme =
          result.actual == result.expected ? ReadmeState::current : ReadmeState::line_breaks;
      result.state = CheckState::clean;
      return;
    } else {
      result.readme = ReadmeState::differs;
      drift.kind = DriftKind::section_differs;
      const auto hunks =
          line_difference(result.actual, with_line_breaks_of(result.actual, result.expected));
      drift.place.position.line =
          hunks.empty() ? 1 : static_cast<std::uint32_t>(hunks.front().old_begin + 1);
      drift.sentence = drift.item + " is not what the layout gives";
    }
    result.drifts.push_back(std::move(drift));
  }

  const CheckCommand& options_;
  const FileSystem& files_;
  const Loader& loader_;
  BuiltFiles built_;
  Loader built_loader_;
};

void count(CheckState state, CheckCounts& counts) {
  ++counts.modules;
  switch (state) {
    case CheckState::clean:
      ++counts.clean;
      return;
    case CheckState::drift:
      ++counts.drift;
      return;
    case CheckState::stale:
      ++counts.stale;
      return;
    case CheckState::failed:
      ++counts.failed;
      return;
  }
}

/// Prints the warnings and notes of a module; errors are part of the report.
void print_notes(Console& console, const CheckedModule& module, const ModuleOptions& options) {
  for (const Diagnostic& diagnostic : module.result.diagnostics) {
    const bool wanted = diagnostic.severity == Severity::warning ? !options.quiet
                        : diagnostic.severity == Severity::note  ? options.verbose
                                                                 : false;
    if (wanted) console.print(diagnostic);
  }
}

void print_line_breaks(Console& console, std::size_t count) {
  if (count == 0) return;
  console.line("note: " + std::to_string(count) + (count == 1 ? " README has" : " READMEs have") +
               " CRLF line endings or a byte order mark; that is drift with --strict-eol only");
}

/// The modules to check, in order.
std::vector<FoundModule> modules_to_check(Console& console, const FileSystem& files,
                                          const Loader& loader, const CheckCommand& options,
                                          CheckReport& report) {
  Selection selection = select_modules(files, loader, options.modules, check_name);
  report.errors = std::move(selection.errors);
  if (options.changes.since.empty()) return std::move(selection.modules);
  return select_changed(console, options.modules, options.changes, std::move(selection.modules),
                        check_name);
}

int run(Console& console, const CheckCommand& options) {
  const LoadSettings settings(DiskFileSystem(), options.modules);
  const DiskFileSystem disk(source_roots(options.modules, options.source));
  const SourceFileSystem files(disk, options.source.from, options.source.module_cache);
  const Loader loader(files, settings.options());

  CheckReport report;
  report.version = AVMDOC_VERSION;
  report.layout = options.layout_file;
  report.current_folder = platform::current_folder();
  const std::vector<FoundModule> modules =
      modules_to_check(console, files, loader, options, report);
  const std::string root = modules.empty() ? "" : repository_root(modules.front().folder);
  report.repository = root.empty() ? report.current_folder : root;

  Reports reports(options.outputs, report, options.modules.quiet);
  Checks checks(files, loader, options, settings);
  std::size_t line_breaks = 0;
  in_order(
      options.modules.jobs, modules.size(),
      [&](std::size_t index) {
        const FoundModule& module = modules[index];
        return checked_module(name_of(module, options.modules), module, checks.run(module),
                              report.repository);
      },
      [&](std::size_t index, const CheckedModule& module) {
        const CheckResult& result = module.result;
        count(result.state, report.counts);
        const bool is_noted = std::ranges::none_of(result.drifts, [](const Drift& drift) {
          return drift.kind == DriftKind::line_endings;
        });
        if (result.readme == ReadmeState::line_breaks && is_noted) ++line_breaks;
        print_notes(console, module, options.modules);
        console.clear_progress();
        reports.add(module);
        if (index + 1 < modules.size() && !options.modules.quiet) {
          console.progress(std::to_string(index + 1) + " of " + std::to_string(modules.size()) +
                           " modules");
        }
      });
  if (!options.modules.quiet) print_line_breaks(console, line_breaks);
  console.clear_progress();
  reports.finish();
  if (report.counts.failed > 0 || !report.errors.empty()) return exit_failed;
  return report.counts.drift + report.counts.stale > 0 ? exit_found : exit_done;
}

}  // namespace

int check(Console& console, const std::vector<std::string>& arguments) {
  std::vector<Option> own = {
      {"format", "The format of the report", OptionValue::one, "FORMAT", "text"},
      {"output", "Also write the report to a file; may be given several times",
       OptionValue::several, "FORMAT=FILE"},
      {"layout",
       "Compare with what this Mustache template gives, as 'avmdoc generate --layout' does",
       OptionValue::one, "FILE"},
      {"strict-eol", "Line endings and byte order marks alone are drift"},
  };
  std::ranges::move(source_options(), std::back_inserter(own));
  std::ranges::move(change_options(), std::back_inserter(own));
  std::ranges::move(build_options("Compile main.bicep with the Bicep CLI and compare with that; no "
                                  "main.json is written"),
                    std::back_inserter(own));
  const Syntax syntax = {check_name,
                         "Compares the README.md of Azure Bicep modules with what it should be.",
                         "[PATH…]", with_module_options(std::move(own)), check_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  return run(console, command_of(given));
}

}  // namespace avmdoc::cli

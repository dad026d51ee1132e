#include "avmdoc/check.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

#include "avmdoc/file_system.hpp"
#include "avmdoc/version.h"
#include "bicep_build.hpp"
#include "command.hpp"
#include "format/report.hpp"
#include "git.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "platform.hpp"
#include "selection.hpp"
#include "usage.hpp"
#include "workers.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* command = "check";

constexpr const char* examples = R"(
PATH is the folder of a module, its main.bicep or its main.json; with --recurse also a folder of
many modules. Without a PATH it is the current folder. Nothing is written into the modules.

Formats: text, diff, patch (for git apply), json, sarif, github (annotations of a workflow),
markdown (a job's summary), junit.

Examples:
  avmdoc check avm/res/storage/storage-account
  avmdoc check --recurse --changed-since origin/main avm
  avmdoc check --recurse --format github --output markdown=summary.md avm
  avmdoc check --recurse --format patch avm | git apply

Exit status: 0 clean, 1 drift, 2 wrong usage or a module could not be checked.
)";

const std::array<std::string, 8>& formats() {
  static const std::array<std::string, 8> names = {"text",  "diff",   "patch",    "json",
                                                   "sarif", "github", "markdown", "junit"};
  return names;
}

struct Output {
  std::string format;
  std::string file;  ///< empty for standard output
};

struct CheckCommand {
  ModuleOptions modules;
  CheckOptions check;
  std::vector<Output> outputs;
  std::string changed_since;
  bool build = false;
};

std::string known_format(const std::string& name) {
  if (std::ranges::find(formats(), name) == formats().end()) {
    throw UsageError("unknown format '" + name + "'" + suggestion(name, formats()), command);
  }
  return name;
}

Output output_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals + 1 == text.size()) {
    throw UsageError("--output needs FORMAT=FILE, not '" + text + "'", command);
  }
  return {known_format(text.substr(0, equals)), text.substr(equals + 1)};
}

CheckCommand command_of(const cxxopts::ParseResult& result) {
  CheckCommand options;
  options.modules = module_options(result, command);
  options.check.strict_line_breaks = result["strict-eol"].as<bool>();
  options.build = result["build"].as<bool>();
  options.outputs.push_back({known_format(result["format"].as<std::string>()), ""});
  if (result.count("output") > 0) {
    for (const std::string& output : result["output"].as<std::vector<std::string>>()) {
      options.outputs.push_back(output_of(output));
    }
  }
  if (result.count("changed-since") > 0) {
    options.changed_since = result["changed-since"].as<std::string>();
    if (options.changed_since.empty()) {
      throw UsageError("--changed-since needs a branch, tag or commit", command);
    }
  }
  return options;
}

std::string rendered(const CheckReport& report, const std::string& format, bool colour) {
  if (format == "diff") return diff_report(report, colour);
  if (format == "patch") return patch_report(report);
  if (format == "json") return json_report(report);
  if (format == "sarif") return sarif_report(report);
  if (format == "github") return github_report(report);
  if (format == "markdown") return markdown_report(report);
  if (format == "junit") return junit_report(report);
  return text_report(report, colour);
}

/// The compiler's output in place of the files on disk.
class BuiltFiles final : public FileSystem {
 public:
  explicit BuiltFiles(const FileSystem& disk) : disk_(disk) {}

  void add(std::string path, std::string text) {
    const std::lock_guard lock(mutex_);
    built_.insert_or_assign(std::move(path), std::move(text));
  }
  [[nodiscard]] FileType type(std::string_view path) const override {
    return find(path) ? FileType::file : disk_.type(path);
  }
  [[nodiscard]] std::string read(std::string_view path) const override {
    const auto built = find(path);
    return built ? *built : disk_.read(path);
  }
  void read_into(std::string_view path, std::string& content) const override {
    const auto built = find(path);
    if (built) {
      content = *built;
    } else {
      disk_.read_into(path, content);
    }
  }
  [[nodiscard]] std::vector<DirectoryEntry> list(std::string_view folder) const override {
    return disk_.list(folder);
  }

 private:
  /// Other threads add while this one reads.
  [[nodiscard]] std::optional<std::string> find(std::string_view path) const {
    const std::lock_guard lock(mutex_);
    const auto built = built_.find(path);
    return built == built_.end() ? std::nullopt : std::optional(built->second);
  }

  const FileSystem& disk_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> built_;
};

/// What a module is called in reports.
std::string name_of(const std::string& folder, const ModuleOptions& options) {
  const std::optional<Identity> identity = identity_of(folder, options);
  return identity ? identity->full() : folder;
}

/// The modules that a change since the reference concerns.
std::vector<std::string> changed_of(Console& console, const FileSystem& files,
                                    const CheckCommand& options,
                                    std::vector<std::string> selected) {
  // Modules of several repositories are asked for in each.
  std::map<std::string, std::vector<std::size_t>> by_root;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    by_root[repository_root(selected[i])].push_back(i);
  }
  std::vector<bool> kept(selected.size(), false);
  for (const auto& [root, indices] : by_root) {
    if (root.empty()) {
      throw UsageError("--changed-since needs a git repository, and " +
                           path_from(selected[indices.front()], platform::current_folder()) +
                           " is in none",
                       command);
    }
    std::vector<ModuleFolder> modules;
    for (const std::size_t index : indices) {
      const std::string& folder = selected[index];
      modules.push_back({folder, identity_of(folder, options.modules).value_or(Identity())});
    }
    const std::vector<std::string> changed = changed_since(root, options.changed_since);
    // Another catalog or notice changes every README.
    std::vector<std::string> shared;
    for (const std::string& file : {options.modules.catalog, options.modules.notice}) {
      if (!file.empty()) shared.push_back(platform::absolute_path(file));
    }
    const auto concerned = std::ranges::find_if(changed, [&](const std::string& path) {
      return std::ranges::find(shared, path) != shared.end();
    });
    if (concerned != changed.end()) {
      for (const std::size_t index : indices) kept[index] = true;
      if (options.modules.verbose)
        console.line("all modules: " + printable(*concerned) + " changed");
      continue;
    }
    for (const ChangedModule& chosen : changed_modules(files, modules, changed)) {
      kept[indices[chosen.index]] = true;
      if (!options.modules.verbose) continue;
      std::string reason = chosen.reason;
      for (std::size_t at = reason.find(root + "/"); at != std::string::npos;
           at = reason.find(root + "/", at)) {
        reason.erase(at, root.size() + 1);
      }
      console.line(
          printable(name_of(selected[indices[chosen.index]], options.modules) + ": " + reason));
    }
  }
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept[i]) changed.push_back(std::move(selected[i]));
  }
  return changed;
}

/// Both ways that a module is looked at, with and without the compiler.
class Checks {
 public:
  Checks(const FileSystem& files, const Loader& loader, const CheckCommand& options,
         const LoadSettings& settings, bool build)
      : options_(options),
        build_(build),
        loader_(loader),
        built_(files),
        built_loader_(built_, settings.options()) {}

  CheckResult run(const std::string& path) {
    CheckResult result;
    result.path = path + "/README.md";
    try {
      const ModuleFolder folder = module_folder(path, options_.modules);
      if (!build_) return avmdoc::check(loader_, folder, options_.check);
      built_.add(path + "/main.json", build_to_text(path + "/main.bicep"));
      return checked_as_built(folder);
    } catch (const Error& error) {
      result.diagnostics = error.diagnostics();
    }
    return result;
  }

 private:
  /// The README is held against what the compiler makes; the `main.json` on disk may be old.
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

  const CheckCommand& options_;
  bool build_;
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

/// Puts what comes of the modules into a report, in their order, whichever is done first.
class Results {
 public:
  Results(Console& console, const CheckCommand& options, CheckReport& report)
      : console_(console),
        options_(options),
        report_(report),
        lists_clean_(std::ranges::any_of(options.outputs, &says_what_is_clean)) {}

  /// One more module is going to be checked. The report is about the repository of the first.
  void expect(const std::string& folder) {
    if (expected_++ > 0) return;
    const std::string root = repository_root(folder);
    if (!root.empty()) report_.repository = root;
  }

  /// For several threads at once.
  void add(std::size_t index, const std::string& folder, CheckResult result) {
    const CheckState state = result.state;
    std::optional<CheckedModule> listed;
    if (lists_clean_ || state != CheckState::clean || result.readme != ReadmeState::current ||
        !result.diagnostics.empty()) {
      listed = checked_module(name_of(folder, options_.modules), folder, std::move(result),
                              report_.repository);
    }
    const std::lock_guard lock(mutex_);
    count(state, report_.counts);
    if (listed) listed_.emplace(index, *std::move(listed));
    if (report_.counts.modules < expected_ && !options_.modules.quiet) {
      console_.progress(std::to_string(report_.counts.modules) + " of " +
                        std::to_string(expected_) + " modules");
    }
  }

  /// When all are done.
  void finish() {
    for (auto& [index, module] : listed_) report_.modules.push_back(std::move(module));
    listed_.clear();
  }

 private:
  /// Most formats do not, so that memory does not grow with the registry.
  static bool says_what_is_clean(const Output& output) {
    return output.format == "json" || output.format == "junit";
  }

  Console& console_;
  const CheckCommand& options_;
  CheckReport& report_;
  bool lists_clean_;
  std::atomic<std::size_t> expected_ = 0;
  std::mutex mutex_;
  std::map<std::size_t, CheckedModule> listed_;
};

/// Warnings and notes; errors are part of the report.
void print_notes(Console& console, const CheckReport& report, const ModuleOptions& options) {
  std::size_t line_breaks = 0;
  for (const CheckedModule& module : report.modules) {
    const CheckResult& result = module.result;
    const bool counts = std::ranges::none_of(
        result.drifts, [](const Drift& drift) { return drift.kind == DriftKind::line_endings; });
    if (result.readme == ReadmeState::line_breaks && counts) ++line_breaks;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      const bool wanted = diagnostic.severity == Severity::warning ? !options.quiet
                          : diagnostic.severity == Severity::note  ? options.verbose
                                                                   : false;
      if (wanted) console.print(diagnostic);
    }
  }
  if (line_breaks > 0 && !options.quiet) {
    console.line("note: " + std::to_string(line_breaks) +
                 (line_breaks == 1 ? " README has" : " READMEs have") +
                 " CRLF line endings or a byte order mark; that is drift with --strict-eol only");
  }
}

/// A file of the user's is replaced as a whole; a device or a pipe is written to.
void write_output(const std::string& path, const std::string& text) {
  if (DiskFileSystem().type(path) != FileType::other) {
    write_file(path, text);
    return;
  }
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  const bool written =
      file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file == nullptr || std::fclose(file) != 0 || !written) {
    Diagnostic diagnostic;
    diagnostic.code = "unwritable-file";
    diagnostic.location.file = path;
    diagnostic.message = "cannot write to it";
    throw Error(std::move(diagnostic));
  }
}

void write_outputs(const CheckCommand& options, const CheckReport& report) {
  for (const Output& output : options.outputs) {
    if (output.file.empty()) {
      const bool colour = shows_colour(stdout);
      // A terminal must not act on what a module holds, and nobody applies a patch from one.
      const bool shown = output.format == "patch" && platform::is_terminal(stdout);
      const bool silent = options.modules.quiet && output.format == "text" &&
                          report.counts.clean == report.counts.modules && report.errors.empty();
      if (!silent) print(rendered(report, shown ? "diff" : output.format, colour));
    } else {
      write_output(output.file, rendered(report, output.format, false));
    }
  }
}

int run(Console& console, const CheckCommand& options) {
  const LoadSettings settings(DiskFileSystem(), options.modules);
  const DiskFileSystem files(roots_of(options.modules));
  const Loader loader(files, settings.options());
  const bool build = options.build && bicep_is_available();
  if (options.build && !build) console.line(bicep_missing);

  CheckReport report;
  report.version = AVMDOC_VERSION;
  report.current_folder = platform::current_folder();
  report.repository = report.current_folder;
  Results results(console, options, report);
  Checks checks(files, loader, options, settings, build);
  Workers workers(options.modules.jobs, [&](std::size_t index, const std::string& folder) {
    results.add(index, folder, checks.run(folder));
  });
  const auto add = [&](std::string folder) {
    results.expect(folder);
    workers.add(std::move(folder));
  };
  if (options.changed_since.empty()) {
    report.errors = select_modules(files, loader, options.modules, command, add).errors;
  } else {
    Selection selection = select_modules(files, loader, options.modules, command);
    report.errors = std::move(selection.errors);
    for (std::string& folder : changed_of(console, files, options, std::move(selection.modules))) {
      add(std::move(folder));
    }
  }
  workers.finish();
  results.finish();
  print_notes(console, report, options.modules);
  write_outputs(options, report);
  if (report.counts.failed > 0 || !report.errors.empty()) return exit_failed;
  return report.counts.drift + report.counts.stale > 0 ? exit_found : exit_done;
}

}  // namespace

int check(Console& console, const std::vector<std::string>& arguments) {
  cxxopts::Options options("avmdoc check",
                           "Compares the README.md of Azure Bicep modules with what it should "
                           "be.\n");
  add_module_options(options);
  const auto text = [] { return cxxopts::value<std::string>(); };
  options.add_options(
      "", {
              {"format", "How to print what drifted", text()->default_value("text"), "FORMAT"},
              {"output", "Also write it to a file in some format; may be given several times",
               cxxopts::value<std::vector<std::string>>(), "FORMAT=FILE"},
              {"changed-since",
               "Check only modules whose README depends on a file changed since the merge base "
               "with this branch, tag or commit",
               text(), "REF"},
              {"strict-eol", "Line endings and byte order marks alone are drift"},
              {"build",
               "Compile main.bicep first, when the Bicep CLI is on the PATH, and compare with "
               "that; no main.json is written"},
          });
  const cxxopts::ParseResult result = parse_arguments(options, command, arguments);
  if (result["help"].as<bool>()) {
    print(options.help({""}) + examples);
    return exit_done;
  }
  if (result["version"].as<bool>()) {
    print_version();
    return exit_done;
  }
  return run(console, command_of(result));
}

}  // namespace avmdoc::cli

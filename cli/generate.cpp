#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
#include "avmdoc/source_file_system.hpp"
#include "avmdoc/unexpected_error.hpp"
#include "bicep_build.hpp"
#include "changed.hpp"
#include "command.hpp"
#include "format/report.hpp"
#include "in_order.hpp"
#include "layout.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "platform.hpp"
#include "references.hpp"
#include "report.hpp"
#include "selection.hpp"
#include "source_options.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* generate_name = "generate";

constexpr const char* generate_examples = R"(
PATH is the folder of a module or its entry file, such as main.bicep or storage.bicep; with
--recurse also a folder of many modules. Without a PATH it is the current folder.

The README is README.md for main.bicep, for a file that is named after its folder and for the only
.bicep file of a folder, and storage.md for another file storage.bicep. One that is already right is
not touched. A module without a main.json is read from its main.bicep and all that it refers to;
modules of registries come from the module cache that 'bicep restore' fills.

Examples:
  avmdoc generate avm/res/storage/storage-account
  avmdoc generate --recurse avm
  avmdoc generate --recurse --changed-since origin/main avm
  avmdoc generate --stdout --identity avm/res/my/module path/to/main.bicep
  bicep build --stdout main.bicep | avmdoc generate --template - --output docs/README.md

When main.json is out of date with main.bicep, the README is made from the source, with a warning;
--stale chooses what else to do. With --from template it is left as it is, since main.json would
undo what is right in it.

Exit status: 0 done, 1 a README was left because main.json is out of date (--stale refuse), 2 wrong
usage or a module failed.
)";

/// What becomes of a README whose main.json is out of date.
enum class StalePolicy : std::uint8_t {
  source,  ///< written from main.bicep, with a warning
  write,   ///< written, with a warning
  warn,    ///< left as it is, with a warning
  refuse,  ///< left as it is, with an error
};

StalePolicy stale_policy(const std::string& name) {
  if (name == "source") return StalePolicy::source;
  if (name == "write") return StalePolicy::write;
  if (name == "warn") return StalePolicy::warn;
  if (name == "refuse") return StalePolicy::refuse;
  throw UsageError("--stale needs source, write, warn or refuse, not '" + name + "'",
                   generate_name);
}

std::string name_in(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// Why a main.json is out of date, and what that means for the README.
void add_stale(const Module& module, const std::string& readme, StalePolicy policy,
               std::vector<Diagnostic>& diagnostics) {
  const Severity severity = policy == StalePolicy::refuse ? Severity::error : Severity::warning;
  const std::size_t count = module.staleness.size();
  for (std::size_t i = 0; i < count && i < max_reported_staleness; ++i) {
    const Staleness& found = module.staleness[i];
    diagnostics.push_back({severity, "template-stale", found.cause, message_of(module, found), {}});
  }
  const std::string compiled = name_in(module.compiled);
  std::string message =
      policy == StalePolicy::source
          ? "made from " + name_in(module.source) + ", because " + compiled + " is out of date"
      : policy == StalePolicy::write
          ? "written from a " + compiled + " that is out of date"
          : "left as it is, because " + compiled +
                " is out of date (--stale source makes it from the source)";
  if (count > max_reported_staleness) {
    message += " (" + std::to_string(count - max_reported_staleness) + " more differences)";
  }
  diagnostics.push_back({severity, "template-stale", {readme}, message, {}});
}

/// What is lost when a README is written: sections that no generator writes.
void add_lost_sections(const Module& module, const std::string& readme, std::string_view old,
                       std::vector<Diagnostic>& diagnostics) {
  for (const OwnSection& section : own_sections(module, old)) {
    Location place{readme, section.position, 0, ""};
    diagnostics.push_back(
        warning_at("own-section", place,
                   "section " + section.title +
                       " is not one that the generator writes and is deleted; only the "
                       "section Notes is kept"));
    for (std::size_t at = 0; at < section.text.size(); ++place.position.line) {
      const std::size_t end = std::min(section.text.find('\n', at), section.text.size());
      const std::string line = section.text.substr(at, end - at);
      if (!line.empty()) {
        diagnostics.push_back(note_at("own-section", place, "deleted: " + line));
      }
      at = end + 1;
    }
  }
}

std::optional<std::string> read_old(const FileSystem& files, const std::string& readme) {
  switch (files.type(readme)) {
    case FileType::none:
      return std::nullopt;
    case FileType::folder:
      throw Error(
          error_at("unwritable-file", {readme}, "it is a folder; expected a file or nothing"));
    case FileType::file:
    case FileType::other:
      break;
  }
  return files.read(readme);
}

/// Runs the work on one module; whatever stops it becomes part of the outcome.
template <typename Work>
Outcome outcome_of(const std::string& source, const Work& work) {
  Outcome outcome;
  outcome.readme = source;  // until it is known
  try {
    work(outcome);
  } catch (const Error& error) {
    outcome.diagnostics.insert(outcome.diagnostics.end(), error.diagnostics().begin(),
                               error.diagnostics().end());
    outcome.result = Result::failed;
  } catch (const std::exception& error) {
    outcome.diagnostics.push_back(unexpected_error(error, source));
    outcome.result = Result::failed;
  }
  return outcome;
}

/// How the README is made, beyond which modules it is made for.
struct GenerateOptions {
  bool to_stdout = false;
  std::string compiled;  ///< the file of the compiled template, `-` for standard input, or empty
  std::string output;    ///< the README to write instead of the module's own, or empty
  std::string bicep;     ///< the compiler to run `bicep build` with first, or empty
  std::optional<ReferenceList> references;  ///< instead of those of the sources
  Changes changes;
  StalePolicy stale = StalePolicy::refuse;
  SourceOptions source;
  std::shared_ptr<const Layout> layout;  ///< instead of our own, or null
};

/// The whole way of one module, from its files to its README.
/// `source_loader` reads modules from their sources alone.
Outcome generate_readme(const FileSystem& files, const Loader& loader, const Loader& source_loader,
                        const FoundModule& found, const ModuleOptions& options,
                        const GenerateOptions& how) {
  const std::string source = found.folder + "/" + found.source;
  return outcome_of(source, [&](Outcome& outcome) {
    ModuleFolder folder = module_folder(found, options);
    Convention convention;
    if (how.layout != nullptr) keep_nothing(folder, convention);
    outcome.readme = how.output.empty() ? readme_path(folder) : how.output;
    if (!how.bicep.empty()) build_in_place(how.bicep, source);
    const std::optional<std::string> old = how.output.empty()
                                               ? read_old(files, outcome.readme)
                                               : read_old(DiskFileSystem(), outcome.readme);
    Module module = loader.load(folder);
    if (how.references) use_references(*how.references, module);
    outcome.diagnostics = std::move(module.diagnostics);
    if (!module.staleness.empty()) {
      outcome.stale = true;
      add_stale(module, outcome.readme, how.stale, outcome.diagnostics);
      if (how.stale == StalePolicy::source) {
        module = source_loader.load(folder);
        if (how.references) use_references(*how.references, module);
        std::ranges::move(module.diagnostics, std::back_inserter(outcome.diagnostics));
      } else if (how.stale != StalePolicy::write) {
        outcome.result = Result::left;
        return;
      }
    }
    const std::string text = whole_readme(
        module, old.value_or(""),
        how.layout != nullptr ? how.layout->render(module, files) : render_readme(module));
    if (how.to_stdout) {
      // A terminal must not act on what a module holds; into a file it goes byte for byte.
      print(platform::is_terminal(stdout) ? readable_lines(text, false) : text);
      outcome.result = Result::unchanged;
    } else if (const auto misnamed = loader.misnamed_readme(folder)) {
      const std::size_t slash = outcome.readme.rfind('/');
      throw Error(error_at("readme-misnamed", {outcome.readme.substr(0, slash + 1) + *misnamed},
                           "it should be called " + outcome.readme.substr(slash + 1) +
                               "; rename it, then generate again"));
    } else if (old && (*old == text || same_readme(*old, text))) {
      outcome.result = Result::unchanged;
    } else {
      if (old && how.layout == nullptr)
        add_lost_sections(module, outcome.readme, *old, outcome.diagnostics);
      if (how.output.empty()) {
        platform::make_folders(outcome.readme.substr(0, outcome.readme.rfind('/')));
      }
      write_file(outcome.readme, text);
      outcome.result = Result::written;
    }
  });
}

std::string read_standard_input() {
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
    text.append(buffer.data(), size);
  }
  if (std::ferror(stdin) != 0) {
    throw Error(error_at("unreadable-file", {"<stdin>"}, "cannot read the template from it"));
  }
  return text;
}

using GivenFiles = std::map<std::string, std::string, std::less<>>;

/// What the options give in place of files of the one module that is worked on.
GivenFiles given_files(const GenerateOptions& how, const FoundModule& module,
                       const ModuleOptions& options) {
  GivenFiles files;
  ModuleFolder folder;
  try {
    folder = module_folder(module, options);
  } catch (const Error&) {
    return files;  // reported with the module
  }
  const DiskFileSystem disk;
  if (!how.compiled.empty()) {
    files[compiled_path(folder.path + "/" + folder.source)] =
        how.compiled == "-" ? read_standard_input() : disk.read(how.compiled);
  }
  // The Notes are those of the README that is written. An empty one has none.
  if (!how.output.empty()) {
    files[readme_path(folder)] = read_old(disk, how.output).value_or("");
  }
  return files;
}

/// The options that are about one module, in the words of the message for several.
void require_one(std::size_t count, const GenerateOptions& how) {
  const char* option = how.to_stdout           ? "--stdout prints"
                       : !how.output.empty()   ? "--output writes"
                       : !how.compiled.empty() ? "--template makes"
                                               : nullptr;
  if (option == nullptr || count <= 1) return;
  throw UsageError(
      std::string(option) + " one README, but the paths name " + std::to_string(count) + " modules",
      generate_name);
}

int run(Console& console, const ModuleOptions& options, const GenerateOptions& how) {
  const LoadSettings settings(DiskFileSystem(), options);
  const DiskFileSystem disk(source_roots(options, how.source));
  const SourceFileSystem files(disk, how.source.from, how.source.module_cache);
  LoadOptions load = settings.options();
  load.compare_sources = how.source.from != ReadFrom::source;
  const Loader loader(files, load);
  Selection selection = select_modules(files, loader, options, generate_name);
  if (!how.changes.since.empty()) {
    selection.modules =
        select_changed(console, options, how.changes, std::move(selection.modules), generate_name);
  }
  const std::size_t count = selection.modules.size();
  require_one(count, how);
  const bool as_given = !how.compiled.empty() || !how.output.empty();
  const GivenFiles given_contents =
      count == 1 && as_given ? given_files(how, selection.modules.front(), options) : GivenFiles();
  const OverlayFileSystem given(files, given_contents);
  const Loader given_loader(given, load);
  const SourceFileSystem source_files(disk, ReadFrom::source, how.source.module_cache);
  const OverlayFileSystem given_source(source_files, given_contents);
  load.compare_sources = false;
  const Loader source_loader(given_source, load);
  Report report(console, options, count);
  report.tell(selection.errors);
  if (!how.to_stdout) {
    for (const std::string& file : selection.leftovers) remove_leftover(file);
  }
  in_order(
      options.jobs, count,
      [&](std::size_t index) {
        return generate_readme(files, as_given ? given_loader : loader, source_loader,
                               selection.modules[index], options, how);
      },
      [&](std::size_t, const Outcome& outcome) { report.add(outcome); });
  if (!options.quiet) report_profile(console, selection.modules, options);
  if (count > 0 && !options.quiet && !how.to_stdout) {
    console.line(report.summary());
  }
  if (!selection.errors.empty() || report.has_failures()) return exit_failed;
  return how.stale == StalePolicy::refuse && report.has_stale() ? exit_found : exit_done;
}

}  // namespace

int generate(Console& console, const std::vector<std::string>& arguments) {
  std::vector<Option> own = {
      {"stdout", "Print the README of one module instead of writing it"},
      {"output",
       "The README to write for one module, and to keep the Notes of, instead of README.md in its "
       "folder",
       OptionValue::one, "FILE"},
      {"template",
       "The compiled template of one module instead of its main.json; '-' is standard input",
       OptionValue::one, "FILE"},
      {"references",
       "What modules reference, in the JSON form of Get-CrossReferencedModuleList, instead of what "
       "their sources say",
       OptionValue::one, "FILE"},
      {"layout",
       "Write READMEs with a Mustache template, from what 'avmdoc model' prints and the sections",
       OptionValue::one, "FILE"},
      {"stale",
       "What to do when main.json is out of date: make the README from the 'source', 'write' it "
       "from main.json, leave it and 'warn', or leave it and fail ('refuse'); the default is "
       "'source', "
       "or 'refuse' with --from template or --template",
       OptionValue::one, "source|write|warn|refuse"},
  };
  std::ranges::move(source_options(), std::back_inserter(own));
  std::ranges::move(change_options(), std::back_inserter(own));
  std::ranges::move(build_options("Run 'bicep build main.bicep' first"), std::back_inserter(own));
  const Syntax syntax = {generate_name, "Writes the README.md of Azure Bicep modules.", "[PATH…]",
                         with_module_options(std::move(own)), generate_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  ModuleOptions modules = module_options(given, generate_name);
  GenerateOptions how;
  how.to_stdout = given.has("stdout");
  how.source = source_options_of(given, generate_name);
  how.output = given.text("output");
  how.compiled = given.text("template");
  const bool is_template = how.source.from == ReadFrom::compiled_template || !how.compiled.empty();
  how.stale = stale_policy(given.value("stale").value_or(is_template ? "refuse" : "source"));
  if (const std::string layout = given.text("layout"); !layout.empty()) {
    how.layout = std::make_shared<Layout>(DiskFileSystem(), layout);
  }
  const std::string references = given.text("references");
  if (!references.empty()) how.references = read_references(DiskFileSystem(), references);
  how.changes = changes_of(given, modules, generate_name);
  how.bicep = bicep_of(given, generate_name);
  if (!how.compiled.empty() && !how.bicep.empty()) {
    throw UsageError("--template and --build exclude each other: each gives the template",
                     generate_name);
  }
  return run(console, modules, how);
}

}  // namespace avmdoc::cli

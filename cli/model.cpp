#include "avmdoc/model.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>
#include <vector>

#include "avmdoc/file_system.hpp"
#include "avmdoc/module.hpp"
#include "avmdoc/unexpected_error.hpp"
#include "command.hpp"
#include "console.hpp"
#include "in_order.hpp"
#include "load_settings.hpp"
#include "options.hpp"
#include "selection.hpp"
#include "source_options.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* model_name = "model";

constexpr const char* model_examples = R"(
PATH is the folder of a module or its entry file, such as main.bicep; with --recurse also a folder
of many modules. Without a PATH it is the current folder. One module is printed as an object; with
--recurse or several paths they make an array. The format is that of model.schema.json.

Examples:
  avmdoc model avm/res/storage/storage-account
  avmdoc model --recurse --compact avm | jq '.[].parameters[].name'

Exit status: 0 done, 2 wrong usage or a module failed; the others are still printed.
)";

struct PrintedModel {
  std::string json;  ///< empty when it failed
  std::vector<Diagnostic> diagnostics;
};

PrintedModel make_model(const FileSystem& files, const Loader& loader, const FoundModule& found,
                        const ModuleOptions& options, JsonLayout layout) {
  PrintedModel outcome;
  try {
    Module module = loader.load(module_folder(found, options));
    outcome.json = printable_json(model_json(module, files, layout));
    outcome.diagnostics = std::move(module.diagnostics);
  } catch (const Error& error) {
    outcome.diagnostics = error.diagnostics();
  } catch (const std::exception& error) {
    outcome.diagnostics = {unexpected_error(error, found.folder + "/" + found.source)};
  }
  return outcome;
}

void print_all(Console& console, const ModuleOptions& options,
               const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool wanted = diagnostic.severity == Severity::note ? options.verbose : !options.quiet;
    if (wanted || diagnostic.severity == Severity::error) {
      console.print(diagnostic);
    }
  }
}

int run(Console& console, const ModuleOptions& options, const SourceOptions& source,
        JsonLayout layout) {
  const LoadSettings settings(DiskFileSystem(), options);
  const DiskFileSystem disk(source_roots(options, source));
  const SourceFileSystem files(disk, source.from, source.module_cache);
  const Loader loader(files, settings.options());
  Selection selection = select_modules(files, loader, options, model_name);
  print_all(console, options, selection.errors);
  bool failed = !selection.errors.empty();

  const bool is_list = options.recurse || options.paths.size() > 1;
  std::size_t printed = 0;
  in_order(
      options.jobs, selection.modules.size(),
      [&](std::size_t index) {
        return make_model(files, loader, selection.modules[index], options, layout);
      },
      [&](std::size_t, const PrintedModel& outcome) {
        print_all(console, options, outcome.diagnostics);
        if (outcome.json.empty()) {
          failed = true;
        } else {
          print((is_list ? (printed++ == 0 ? "[\n" : ",\n") : "") + outcome.json);
        }
      });
  if (is_list) {
    print(printed == 0 ? "[]\n" : "\n]\n");
  } else if (!failed) {
    print("\n");
  }
  return failed ? exit_failed : exit_done;
}

}  // namespace

int model(Console& console, const std::vector<std::string>& arguments) {
  std::vector<Option> own = {{"compact", "Print each module on one line"}};
  std::ranges::move(source_options(), std::back_inserter(own));
  const Syntax syntax = {model_name, "Prints what is known about Azure Bicep modules as JSON.",
                         "[PATH…]", with_module_options(std::move(own)), model_examples};
  const Arguments given = parse_arguments(syntax, arguments);
  if (print_help_or_version(syntax, given)) return exit_done;
  return run(console, module_options(given, model_name), source_options_of(given, model_name),
             {given.has("compact") ? -1 : JsonLayout().indent});
}

}  // namespace avmdoc::cli

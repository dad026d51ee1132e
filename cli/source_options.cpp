#include "source_options.hpp"

#include <array>

#include "platform.hpp"
#include "selection.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

ReadFrom read_from(const std::string& text, const std::string& command) {
  if (text == "auto") return ReadFrom::automatic;
  if (text == "source") return ReadFrom::source;
  if (text == "template") return ReadFrom::compiled_template;
  const std::array<std::string, 3> known = {"auto", "source", "template"};
  throw UsageError(
      "--from needs 'auto', 'source' or 'template', not '" + text + "'" + suggestion(text, known),
      command);
}

/// Where the Bicep CLI keeps modules of registries; empty when the user's home is not known.
std::string default_module_cache() {
  const std::string home = platform::home_folder();
  return home.empty() ? home : home + "/.bicep";
}

}  // namespace

std::vector<Option> source_options() {
  return {
      {"from",
       "What a module is read from: its 'source' (main.bicep), its compiled 'template' "
       "(main.json), or 'auto': the template if there is one, else the source",
       OptionValue::one, "auto|source|template", "auto"},
      {"module-cache",
       "The folder where the Bicep CLI keeps modules of registries (default: ~/.bicep; the "
       "cacheRootDirectory of a bicepconfig.json takes precedence)",
       OptionValue::one, "FOLDER"},
  };
}

SourceOptions source_options_of(const Arguments& arguments, const std::string& command) {
  SourceOptions options;
  options.from = read_from(*arguments.value("from"), command);
  const std::string cache = arguments.text("module-cache");
  options.module_cache = cache.empty() ? default_module_cache() : platform::absolute_path(cache);
  return options;
}

std::vector<std::string> source_roots(const ModuleOptions& modules, const SourceOptions& source) {
  std::vector<std::string> roots = roots_of(modules);
  if (!source.module_cache.empty()) roots.push_back(source.module_cache);
  return roots;
}

}  // namespace avmdoc::cli

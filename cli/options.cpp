#include "options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "selection.hpp"
#include "usage.hpp"

namespace avmdoc::cli {

namespace {

unsigned number_of_jobs(const std::string& text, const std::string& command) {
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error != std::errc() || end != text.data() + text.size() || jobs == 0) {
    throw UsageError("--jobs needs a positive number, not '" + text + "'", command);
  }
  return jobs;
}

LinkPolicy link_policy(const std::string& text, const std::string& command) {
  if (text == "keep") {
    return LinkPolicy::keep;
  }
  if (text == "catalog") {
    return LinkPolicy::catalog;
  }
  const std::array<std::string, 2> policies = {"keep", "catalog"};
  throw UsageError(
      "--links needs 'keep' or 'catalog', not '" + text + "'" + suggestion(text, policies),
      command);
}

Identity identity_option(const std::string& text, const std::string& command) {
  std::optional<Identity> identity = avmdoc::identity_of(text);
  if (!identity || identity->full() != text) {
    throw UsageError("--identity needs avm/res/…, avm/ptn/… or avm/utl/…, not '" + text + "'",
                     command);
  }
  return *std::move(identity);
}

RuleSet rules_option(const std::string& name, const std::string& command) {
  if (const auto rules = rule_set_named(name)) return *rules;
  const std::vector<std::string> known(rule_set_names().begin(), rule_set_names().end());
  throw UsageError(
      "--rules needs 'auto', '2026-08' or 'current', not '" + name + "'" + suggestion(name, known),
      command);
}

/// Null for `auto`.
const Convention* profile_option(const std::string& name, const std::string& command) {
  if (name == "auto") return nullptr;
  if (const Convention* const convention = convention_named(name)) return convention;
  std::vector<std::string> known = {"auto"};
  for (const std::string_view one : convention_names()) known.emplace_back(one);
  throw UsageError(
      "--profile needs 'auto', 'avm' or 'bicep', not '" + name + "'" + suggestion(name, known),
      command);
}

std::vector<PathPattern> exclude_option(const Arguments& arguments, const std::string& command) {
  std::vector<PathPattern> patterns;
  for (const std::string& text : arguments.values("exclude")) {
    try {
      patterns.emplace_back(text);
    } catch (const std::invalid_argument& error) {
      throw UsageError(
          "'" + text + "' is not a valid regular expression for --exclude: " + error.what(),
          command);
    }
  }
  return patterns;
}

}  // namespace

std::vector<Option> with_module_options(std::vector<Option> own) {
  const std::vector<Option> shared = {
      {"r,recurse", "Work on all modules below each PATH"},
      {"exclude",
       "Leave out modules in whose path, such as avm/res/network/virtual-network, this regular "
       "expression is found; may be given several times",
       OptionValue::several, "REGEX"},
      {"j,jobs", "Number of threads (default: all cores)", OptionValue::one, "N"},
      {"links",
       "Where template reference links come from: 'keep' those of the old README that the "
       "reference could have written, or follow the 'catalog' alone",
       OptionValue::one, "POLICY", "keep"},
      {"rules",
       "The state of the reference to follow: '2026-08', 'current', or 'auto', which takes "
       "'current' for modules with a metadata.json",
       OptionValue::one, "RULES", "auto"},
      {"catalog", "An apiSpecsList.json to use instead of the built-in one", OptionValue::one,
       "FILE"},
      {"notice", "Text for the section Data Collection instead of the built-in one",
       OptionValue::one, "FILE"},
      {"profile",
       "The convention of the READMEs: 'avm', 'bicep' for any Bicep module, or 'auto', which is "
       "'avm' below avm/{res,ptn,utl}",
       OptionValue::one, "PROFILE", "auto"},
      {"identity", "The name of an AVM module outside of avm/{res,ptn,utl}", OptionValue::one,
       "NAME"},
      {"q,quiet", "Print errors only"},
      {"v,verbose", "Print the result for each module, and notes"},
  };
  std::ranges::copy(shared, std::back_inserter(own));
  return own;
}

void find_settings(ModuleOptions& options) {
  options.settings = std::make_shared<ModuleSettings>(roots_of(options), options.profile);
}

ModuleOptions module_options(const Arguments& arguments, const std::string& command) {
  ModuleOptions options;
  options.paths = arguments.operands();
  if (options.paths.empty()) options.paths = {"."};
  options.recurse = arguments.has("recurse");
  const std::optional<std::string> jobs = arguments.value("jobs");
  options.jobs =
      jobs ? number_of_jobs(*jobs, command) : std::max(std::thread::hardware_concurrency(), 1U);
  options.exclude = exclude_option(arguments, command);
  options.links = link_policy(*arguments.value("links"), command);
  options.rules = rules_option(*arguments.value("rules"), command);
  options.profile = profile_option(*arguments.value("profile"), command);
  options.catalog = arguments.text("catalog");
  options.notice = arguments.text("notice");
  if (const std::string identity = arguments.text("identity"); !identity.empty()) {
    options.identity = identity_option(identity, command);
  }
  options.quiet = arguments.has("quiet");
  options.verbose = arguments.has("verbose");
  if (options.quiet && options.verbose) {
    throw UsageError("--quiet and --verbose exclude each other", command);
  }
  find_settings(options);
  return options;
}

}  // namespace avmdoc::cli

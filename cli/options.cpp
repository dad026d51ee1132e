#include "options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "usage.hpp"

namespace avmdoc::cli {

namespace {

std::vector<std::string> long_names(const cxxopts::Options& options) {
  std::vector<std::string> names;
  for (const std::string& group : options.groups()) {
    for (const cxxopts::HelpOptionDetails& option : options.group_help(group).options) {
      for (const std::string& name : option.l) {
        names.push_back("--" + name);
      }
    }
  }
  return names;
}

unsigned number_of_jobs(const std::string& text, const std::string& command) {
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error != std::errc() || end != text.data() + text.size() || jobs == 0) {
    throw UsageError("--jobs needs a number from 1 on, not '" + text + "'", command);
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
  std::optional<Identity> identity = identity_of(text);
  if (!identity || identity->full() != text) {
    throw UsageError("--identity needs avm/res/…, avm/ptn/… or avm/utl/…, not '" + text + "'",
                     command);
  }
  return *std::move(identity);
}

std::string text_option(const cxxopts::ParseResult& result, const std::string& name,
                        const std::string& command) {
  if (result.count(name) == 0) {
    return {};
  }
  std::string text = result[name].as<std::string>();
  if (text.empty()) {
    throw UsageError("--" + name + " needs a value that is not empty", command);
  }
  return text;
}

std::vector<boost::regex> exclude_option(const cxxopts::ParseResult& result,
                                         const std::string& command) {
  std::vector<boost::regex> patterns;
  if (result.count("exclude") == 0) return patterns;
  for (const std::string& text : result["exclude"].as<std::vector<std::string>>()) {
    try {
      patterns.emplace_back(text);
    } catch (const boost::regex_error& error) {
      const std::string what = error.what();
      throw UsageError("--exclude needs a regular expression, and '" + text +
                           "' is none: " + what.substr(0, what.find("  ")),
                       command);
    }
  }
  return patterns;
}

/// The name in a message such as `Option ‘catalog’ is missing an argument`.
std::string quoted_name(const std::string& message) {
  const std::size_t begin = message.find(cxxopts::LQUOTE) + cxxopts::LQUOTE.size();
  return message.substr(begin, message.find(cxxopts::RQUOTE, begin) - begin);
}

}  // namespace

cxxopts::ParseResult parse_arguments(cxxopts::Options& options, const std::string& command,
                                     const std::vector<std::string>& arguments) {
  std::vector<const char*> values = {"avmdoc"};
  for (const std::string& argument : arguments) {
    values.push_back(argument.c_str());
  }
  // Left to cxxopts, an unknown option is an exception that does not say how it was spelled.
  options.allow_unrecognised_options();
  try {
    cxxopts::ParseResult result = options.parse(static_cast<int>(values.size()), values.data());
    if (!result.unmatched().empty()) {
      const std::string& unknown = result.unmatched().front();
      const std::string name = unknown.substr(0, unknown.find('='));
      throw UsageError("unknown option '" + name + "'" + suggestion(name, long_names(options)),
                       command);
    }
    return result;
  } catch (const cxxopts::exceptions::missing_argument& error) {
    throw UsageError("--" + quoted_name(error.what()) + " needs a value", command);
  } catch (const cxxopts::exceptions::exception& error) {
    throw UsageError(error.what(), command);
  }
}

void add_module_options(cxxopts::Options& options) {
  const auto text = [] { return cxxopts::value<std::string>(); };
  options.add_options(
      "",
      {
          {"r,recurse", "Work on all modules below each PATH"},
          {"exclude",
           "Leave out modules in whose path, such as avm/res/network/virtual-network, this regular "
           "expression is found; may be given several times",
           cxxopts::value<std::vector<std::string>>(), "REGEX"},
          {"j,jobs", "Threads to work with (default: all cores)", text(), "N"},
          {"links",
           "Where template reference links come from: 'keep' those of the old README that the "
           "reference could have written, or follow the 'catalog' alone",
           text()->default_value("keep"), "POLICY"},
          {"catalog", "An apiSpecsList.json to use in place of the built-in one", text(), "FILE"},
          {"notice", "Text for the section Data Collection in place of the built-in one", text(),
           "FILE"},
          {"identity", "What to call a module outside of avm/{res,ptn,utl}", text(), "NAME"},
          {"q,quiet", "Print errors only"},
          {"v,verbose", "Print what becomes of each module"},
          {"h,help", "Print this help"},
          {"version", "Print the version"},
          {"paths", "", cxxopts::value<std::vector<std::string>>()},
      });
  options.parse_positional({"paths"});
  options.positional_help("[PATH…]");
}

ModuleOptions module_options(const cxxopts::ParseResult& result, const std::string& command) {
  ModuleOptions options;
  options.paths = result.count("paths") == 0 ? std::vector<std::string>{"."}
                                             : result["paths"].as<std::vector<std::string>>();
  options.recurse = result["recurse"].as<bool>();
  options.jobs = result.count("jobs") == 0
                     ? std::max(std::thread::hardware_concurrency(), 1U)
                     : number_of_jobs(result["jobs"].as<std::string>(), command);
  options.exclude = exclude_option(result, command);
  options.links = link_policy(result["links"].as<std::string>(), command);
  options.catalog = text_option(result, "catalog", command);
  options.notice = text_option(result, "notice", command);
  if (const std::string identity = text_option(result, "identity", command); !identity.empty()) {
    options.identity = identity_option(identity, command);
  }
  options.quiet = result["quiet"].as<bool>();
  options.verbose = result["verbose"].as<bool>();
  if (options.quiet && options.verbose) {
    throw UsageError("--quiet and --verbose exclude each other", command);
  }
  return options;
}

}  // namespace avmdoc::cli

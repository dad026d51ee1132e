#include "arguments.hpp"

// A path may hold a comma: the list of paths must not be split at it. And compiling the regular
// expressions of cxxopts would take half of the time of a short run.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#define CXXOPTS_NO_REGEX true
#include <cxxopts.hpp>

#include "usage.hpp"

namespace avmdoc::cli {

namespace {

constexpr const char* operands_name = "operands";

cxxopts::Options options_of(const Syntax& syntax) {
  cxxopts::Options options("avmdoc " + syntax.command, syntax.description + "\n");
  auto add = options.add_options();
  const auto flag = [&](const std::string& names, const std::string& help) {
    add(names, help, cxxopts::value<bool>(), "");
  };
  for (const Option& option : syntax.options) {
    if (option.value == OptionValue::none) {
      flag(option.names, option.help);
    } else if (option.value == OptionValue::several) {
      add(option.names, option.help, cxxopts::value<std::vector<std::string>>(),
          option.placeholder);
    } else {
      const auto value = cxxopts::value<std::string>();
      if (option.default_value) value->default_value(*option.default_value);
      add(option.names, option.help, value, option.placeholder);
    }
  }
  flag("h,help", "Print this help");
  flag("version", "Print the version");
  add(operands_name, "", cxxopts::value<std::vector<std::string>>(), "");
  options.parse_positional({operands_name});
  options.positional_help(syntax.operands);
  return options;
}

std::vector<std::string> long_names(const cxxopts::Options& options) {
  std::vector<std::string> names;
  for (const cxxopts::HelpOptionDetails& option : options.group_help("").options) {
    for (const std::string& name : option.l) {
      if (name != operands_name) names.push_back("--" + name);
    }
  }
  return names;
}

/// The name in a message such as `Option ‘catalog’ is missing an argument`.
std::string quoted_name(const std::string& message) {
  const std::size_t begin = message.find(cxxopts::LQUOTE) + cxxopts::LQUOTE.size();
  return message.substr(begin, message.find(cxxopts::RQUOTE, begin) - begin);
}

cxxopts::ParseResult parse_options(cxxopts::Options& options, const std::string& command,
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

}  // namespace

std::string help_of(const Syntax& syntax) {
  std::string help = options_of(syntax).help({""});
  // cxxopts leaves a blank where it breaks a line.
  for (std::size_t at = help.find(" \n"); at != std::string::npos; at = help.find(" \n")) {
    help.erase(at, 1);
  }
  return help + syntax.notes;
}

std::optional<std::string> Arguments::value(const std::string& option) const {
  const auto found = values_.find(option);
  if (found == values_.end()) return std::nullopt;
  return found->second.back();
}

std::string Arguments::text(const std::string& option) const {
  const std::optional<std::string> text = value(option);
  if (text && text->empty()) {
    throw UsageError("--" + option + " needs a value that is not empty", command_);
  }
  return text.value_or("");
}

std::vector<std::string> Arguments::values(const std::string& option) const {
  const auto found = values_.find(option);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

Arguments parse_arguments(const Syntax& syntax, const std::vector<std::string>& arguments) {
  cxxopts::Options options = options_of(syntax);
  const cxxopts::ParseResult result = parse_options(options, syntax.command, arguments);
  Arguments parsed;
  parsed.command_ = syntax.command;
  for (const Option& option : syntax.options) {
    const std::string name = option.names.substr(option.names.find(',') + 1);
    if (option.value == OptionValue::one) {
      if (result.count(name) > 0 || option.default_value) {
        parsed.values_[name] = {result[name].as<std::string>()};
      }
    } else if (result.count(name) > 0) {
      parsed.values_[name] = option.value == OptionValue::several
                                 ? result[name].as<std::vector<std::string>>()
                                 : std::vector<std::string>();
    }
  }
  for (const char* name : {"help", "version"}) {
    if (result.count(name) > 0) parsed.values_[name] = {};
  }
  if (result.count(operands_name) > 0) {
    parsed.operands_ = result[operands_name].as<std::vector<std::string>>();
  }
  return parsed;
}

}  // namespace avmdoc::cli

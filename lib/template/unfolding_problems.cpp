#include <algorithm>

#include "template/markup.hpp"
#include "template/unfolding.hpp"

namespace avmdoc {
namespace {

/// More than this is no documentation but types that multiply. The largest module of the registry
/// has 1,126 properties and a README of 0.6 MB.
constexpr std::size_t max_parameters = 50'000;
constexpr std::size_t max_megabytes = 32;
constexpr std::size_t max_depth = 64;
constexpr std::size_t max_errors = 100;  ///< listed for one template

Location location_of(const Unfolding& unfolding, const JsonPath& path) {
  return {std::string(unfolding.file), {}, 0, pointer_of(path)};
}

[[noreturn]] void fail_as_too_large(Unfolding& unfolding, const std::string& what,
                                    const JsonPath& path) {
  constexpr std::size_t most_shown = 8;
  std::string types;
  for (std::size_t i = 0; i < unfolding.open.size(); ++i) {
    const bool cut = unfolding.open.size() > most_shown && i >= most_shown / 2;
    if (cut && i + most_shown / 2 < unfolding.open.size()) continue;
    const bool after_cut = cut && i + most_shown / 2 == unfolding.open.size();
    types.append(types.empty() ? ": " : after_cut ? " > … > " : " > ").append(unfolding.open[i]);
  }
  add_error(unfolding, "types-too-large", "types " + what + types, path);
  throw Error(unfolding.errors);
}

}  // namespace

void add_error(Unfolding& unfolding, std::string code, std::string message, const JsonPath& path,
               std::string specification) {
  if (++unfolding.error_count > max_errors) return;
  unfolding.errors.push_back(error_at(std::move(code), location_of(unfolding, path),
                                      std::move(message), std::move(specification)));
}

/// A type is unfolded wherever it is used, and one place is enough.
void warn_of_markup(Unfolding& unfolding, std::string_view description, const JsonPath& path) {
  std::string problem =
      markup_problem(description, unfolding.convention.escapes_bars ? TextPlace::paragraph
                                                                    : TextPlace::table_cell);
  if (problem.empty() || unfolding.warnings.size() >= max_errors) return;
  Diagnostic warning =
      warning_at("description-markup", location_of(unfolding, path), std::move(problem));
  const bool known = std::ranges::any_of(unfolding.warnings, [&](const Diagnostic& other) {
    return other.location.pointer == warning.location.pointer && other.code == warning.code;
  });
  if (!known) unfolding.warnings.push_back(std::move(warning));
}

void warn_of_recursion(Unfolding& unfolding, std::string_view definition, const JsonPath& path) {
  const std::string message = "type '" + std::string(definition) +
                              "' contains itself; its inner occurrence is not unfolded again";
  for (const Diagnostic& known : unfolding.warnings) {
    if (known.message == message) return;
  }
  unfolding.warnings.push_back(warning_at("type-recursive", location_of(unfolding, path), message));
}

void add_misshapen(Unfolding& unfolding, std::string_view expected, Json found,
                   const JsonPath& path) {
  add_error(unfolding, "template-misshapen", misshapen_message(expected, found), path);
}

void count_item(Unfolding& unfolding, const JsonPath& path, std::size_t depth) {
  if (depth > max_depth) {
    fail_as_too_large(unfolding, "nest deeper than " + std::to_string(max_depth) + " levels", path);
  }
  if (++unfolding.count > max_parameters) {
    fail_as_too_large(
        unfolding, "unfold into more than " + std::to_string(max_parameters) + " properties", path);
  }
}

void spend(Unfolding& unfolding, std::size_t bytes, const JsonPath& path) {
  unfolding.bytes += bytes;
  if (unfolding.bytes > max_megabytes * 1'000'000) {
    fail_as_too_large(unfolding, "unfold into more than " + std::to_string(max_megabytes) + " MB",
                      path);
  }
}

void throw_errors(Unfolding& unfolding) {
  if (unfolding.error_count > max_errors) {
    unfolding.errors.push_back(
        error_at("too-many-errors", {std::string(unfolding.file)},
                 "expected at most " + std::to_string(max_errors) + " errors, found " +
                     std::to_string(unfolding.error_count) + ": only the first are listed"));
  }
  if (!unfolding.errors.empty()) throw Error(unfolding.errors);
}

}  // namespace avmdoc

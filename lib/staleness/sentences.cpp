#include "staleness/sentences.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace avmdoc {
namespace {

constexpr auto words_for = std::to_array<std::pair<Declared, std::string_view>>({
    {Declared::metadata, "metadata"},
    {Declared::type, "type"},
    {Declared::parameter, "parameter"},
    {Declared::scope, "the target scope"},
    {Declared::variable, "variable"},
    {Declared::function, "function"},
    {Declared::resource, "resource"},
    {Declared::module, "module"},
    {Declared::output, "output"},
});

std::string word_for(Declared declared) {
  const auto* const found =
      std::ranges::find(words_for, declared, [](const auto& one) { return one.first; });
  return std::string(found->second);
}

/// How an aspect is said to differ.
enum class Phrase : std::uint8_t {
  always,  ///< these words, whatever differs
  has,     ///< `has no default`, `still has a default`, `has another default`
  is,      ///< `is not yet secure`, `is still secure`
};

struct AspectWords {
  Aspect aspect;
  Phrase phrase;
  std::string_view words;
};

/// Those of the other aspects need more than words.
constexpr auto aspects = std::to_array<AspectWords>({
    {Aspect::kind, Phrase::always, "has another type"},
    {Aspect::nullable, Phrase::is, "nullable"},
    {Aspect::secure, Phrase::is, "secure"},
    {Aspect::sealed, Phrase::is, "sealed"},
    {Aspect::exported, Phrase::is, "exported"},
    {Aspect::min_value, Phrase::has, "minValue"},
    {Aspect::max_value, Phrase::has, "maxValue"},
    {Aspect::min_length, Phrase::has, "minLength"},
    {Aspect::max_length, Phrase::has, "maxLength"},
    {Aspect::description, Phrase::has, "description"},
    {Aspect::example, Phrase::has, "example"},
    {Aspect::metadata, Phrase::always, "has other metadata"},
    {Aspect::discriminator, Phrase::always, "has another discriminator"},
    {Aspect::default_value, Phrase::has, "default"},
    {Aspect::value, Phrase::always, "has another value"},
    {Aspect::arguments, Phrase::always, "has other arguments"},
    {Aspect::result, Phrase::always, "gives another type"},
});

std::string has(const InterfaceDifference& difference, std::string_view what) {
  const bool vowel = std::string_view("aeiou").find(what.front()) != std::string_view::npos;
  const std::string words(what);
  if (!difference.was) return "has no " + words;
  if (!difference.is) return std::string("still has a") + (vowel ? "n " : " ") + words;
  return "has another " + words;
}

std::string is(const InterfaceDifference& difference, std::string_view what) {
  return (difference.is ? "is not yet " : "is still ") + std::string(what);
}

std::string words_of(const InterfaceDifference& difference) {
  const std::string& before = difference.before;
  const std::string& after = difference.after;
  switch (difference.aspect) {
    case Aspect::presence:
      return difference.is ? "is missing" : "is still there";
    case Aspect::allowed_values:
      return difference.is ? "has other allowed values" : "still has allowed values";
    case Aspect::imported:
      if (before.empty()) return "is not yet imported from " + after;
      if (after.empty()) return "is still imported from " + before;
      return "is imported from " + before + " and not yet from " + after;
    case Aspect::version:
      return "has the API version " + before + " and not yet " + after;
    default:
      break;
  }
  const auto* const known = std::ranges::find(aspects, difference.aspect, &AspectWords::aspect);
  switch (known->phrase) {
    case Phrase::has:
      return has(difference, known->words);
    case Phrase::is:
      return is(difference, known->words);
    case Phrase::always:
      break;
  }
  return std::string(known->words);
}

/// Of resources the type says more than the name, which not every template has.
std::string resource_sentence(const InterfaceDifference& difference) {
  const bool listed = difference.before.find('@') != std::string::npos ||
                      difference.after.find('@') != std::string::npos;
  if (difference.aspect == Aspect::version) return difference.name + " " + words_of(difference);
  if (difference.declared == Declared::module) {
    if (difference.aspect == Aspect::kind) {
      return "module " + difference.name + " is still a resource";
    }
    if (difference.name.empty()) return "a module is still there";
  } else if (difference.aspect == Aspect::kind) {
    return "resource " + difference.name + " is of the type " + difference.before +
           " and not yet " + difference.after;
  } else if (listed && difference.is) {
    return "resource " + difference.name + " (" + difference.after + ") is missing";
  } else if (listed) {
    return "a resource " + difference.before + " is still there";
  }
  return word_for(difference.declared) + " " + difference.name + " " + words_of(difference);
}

}  // namespace

std::string sentence_of(const InterfaceDifference& difference) {
  if (difference.declared == Declared::scope) {
    return "the target scope is still " + difference.before;
  }
  if (difference.declared == Declared::resource || difference.declared == Declared::module) {
    return resource_sentence(difference);
  }
  return word_for(difference.declared) + " " + difference.name + " " + words_of(difference);
}

}  // namespace avmdoc

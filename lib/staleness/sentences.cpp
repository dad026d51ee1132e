#include "staleness/sentences.hpp"

namespace avmdoc {
namespace {

std::string_view word_for(Declared declared) {
  switch (declared) {
    case Declared::metadata:
      return "metadata";
    case Declared::type:
      return "type";
    case Declared::parameter:
      return "parameter";
    case Declared::scope:
      return "the target scope";
    case Declared::variable:
      return "variable";
    case Declared::function:
      return "function";
    case Declared::resource:
      return "resource";
    case Declared::module:
      return "module";
    case Declared::output:
      return "output";
  }
  return "";
}

/// `has no default`, `still has a default`, `has another default`.
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
  switch (difference.aspect) {
    case Aspect::presence:
      return difference.is ? "is missing" : "is still there";
    case Aspect::kind:
      return "has another type";
    case Aspect::nullable:
      return is(difference, "nullable");
    case Aspect::secure:
      return is(difference, "secure");
    case Aspect::sealed:
      return is(difference, "sealed");
    case Aspect::exported:
      return is(difference, "exported");
    case Aspect::allowed_values:
      return difference.is ? "has other allowed values" : "still has allowed values";
    case Aspect::min_value:
      return has(difference, "minValue");
    case Aspect::max_value:
      return has(difference, "maxValue");
    case Aspect::min_length:
      return has(difference, "minLength");
    case Aspect::max_length:
      return has(difference, "maxLength");
    case Aspect::description:
      return has(difference, "description");
    case Aspect::example:
      return has(difference, "example");
    case Aspect::metadata:
      return "has other metadata";
    case Aspect::discriminator:
      return "has another discriminator";
    case Aspect::default_value:
      return has(difference, "default");
    case Aspect::value:
      return "has another value";
    case Aspect::imported:
      if (difference.before.empty()) return "is not yet imported from " + difference.after;
      if (difference.after.empty()) return "is still imported from " + difference.before;
      return "is imported from " + difference.before + " and not yet from " + difference.after;
    case Aspect::arguments:
      return "has other arguments";
    case Aspect::result:
      return "gives another type";
    case Aspect::version:
      return "has the API version " + difference.before + " and not yet " + difference.after;
  }
  return "";
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
  return std::string(word_for(difference.declared)) + " " + difference.name + " " +
         words_of(difference);
}

}  // namespace

std::string sentence_of(const InterfaceDifference& difference) {
  if (difference.declared == Declared::scope) {
    return "the target scope is still " + difference.before;
  }
  if (difference.declared == Declared::resource || difference.declared == Declared::module) {
    return resource_sentence(difference);
  }
  return std::string(word_for(difference.declared)) + " " + difference.name + " " +
         words_of(difference);
}

}  // namespace avmdoc

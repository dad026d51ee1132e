#include "template/syntax_error.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "template/json_place.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Finds where a text stops being JSON. Only used when simdjson, which does not report it, has
/// refused.
class ErrorPlace final : public nlohmann::json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    refused = true;
    offset = at == 0 ? 0 : at - 1;
    last_token = token;
    reason = error.what();
    return false;
  }
  bool refused = false;
  std::size_t offset = 0;
  std::string last_token;  ///< what was read last, with some of what is before it
  std::string reason;
};

constexpr std::size_t max_json_depth = simdjson::DEFAULT_MAX_DEPTH - 1;

bool is_in_word(char c) { return is_word(c) || c == '.' || c == '+' || c == '-' || c == '\\'; }

/// Where the string begins that was read last, or the word that an offset is in.
std::size_t begin_of_token(std::string_view text, const ErrorPlace& place) {
  const std::string_view token = place.last_token;
  const bool is_string = token.size() > 1 && token.starts_with('"') &&
                         token.find('"', 1) == token.size() - 1 &&
                         text.substr(0, place.offset + 1).ends_with(token);
  std::size_t begin = is_string ? place.offset + 1 - token.size() : place.offset;
  while (begin > 0 && is_in_word(text[begin]) && is_in_word(text[begin - 1])) --begin;
  return begin;
}

/// The string, the word or the character at an offset, cut where it is long.
std::string token_at(std::string_view text, std::size_t offset) {
  constexpr std::size_t longest = 40;
  text = text.substr(offset);
  if (text.starts_with('\n') || text.starts_with('\r')) return "the end of the line";
  std::size_t size = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
  if (size != std::string_view::npos) {
    ++size;
  } else {
    size = std::min(text.find_first_of(" \t\r\n,:[]{}\""), text.size());
  }
  return "'" + std::string(text.substr(0, std::clamp<std::size_t>(size, 1, longest))) + "'";
}

/// What the other parser expected, in our words: `; expected string literal`.
std::string expectation(const std::string& reason) {
  constexpr std::string_view mark = "; expected ";
  const std::size_t at = reason.rfind(mark);
  if (at == std::string::npos || reason.find("unexpected ") > at) return "";
  const std::string what = reason.substr(at + mark.size());
  if (what == "string literal") return "expected a string in double quotes, ";
  if (what == "end of input") return "expected the end of the file, ";
  if (what.starts_with("'['")) return "expected a value, ";
  return "expected " + what + ", ";
}

/// Calls `visit` with the offset of each character of JSON that is not part of a string, until it
/// gives true.
template <typename Visit>
void scan_outside_strings(std::string_view text, const Visit& visit) {
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      at += c == '\\' ? 1U : 0U;
    } else if (visit(at)) {
      return;
    }
  }
}

/// The first integer of valid JSON that has more than 64 bits; empty when there is none.
std::string_view large_integer(std::string_view text) {
  std::string_view found;
  std::size_t end = 0;  // of the number before
  scan_outside_strings(text, [&](std::size_t at) {
    if (at < end || (text[at] != '-' && !is_digit(text[at]))) return false;
    end = std::min(text.find_first_not_of("0123456789+-.eE", at), text.size());
    const std::string_view number = text.substr(at, end - at);
    if (number.find_first_of(".eE") != std::string_view::npos) return false;
    std::int64_t negative = 0;
    std::uint64_t positive = 0;
    const char* const last = number.data() + number.size();
    const auto error = number.starts_with('-') ? std::from_chars(number.data(), last, negative).ec
                                               : std::from_chars(number.data(), last, positive).ec;
    if (error == std::errc::result_out_of_range) found = number;
    return !found.empty();
  });
  return found;
}

/// Where JSON, valid or not, first nests deeper than it may.
Position place_of_depth(std::string_view text) {
  std::size_t depth = 0;
  Position place;
  scan_outside_strings(text, [&](std::size_t at) {
    if (text[at] == '[' || text[at] == '{') {
      ++depth;
    } else if (text[at] == ']' || text[at] == '}') {
      depth -= depth > 0 ? 1U : 0U;
    }
    if (depth > max_json_depth) place = position_at(text, at);
    return depth > max_json_depth;
  });
  return place;
}

/// What is wrong with a text of which neither the end nor a character is.
std::string problem_of_value(std::string_view number, simdjson::error_code error) {
  if (number.empty()) return std::string("not valid JSON: ") + simdjson::error_message(error);
  constexpr std::size_t most_shown = 40;
  return "expected an integer of at most 64 bits, found " +
         std::string(number.substr(0, most_shown)) + (number.size() > most_shown ? "…" : "");
}

}  // namespace

Diagnostic syntax_error(std::string_view text, std::string_view file, simdjson::error_code error) {
  const auto problem = [&](const std::string& reason, Position position) {
    return error_at("template-not-json", {std::string(file), position},
                    reason + "; run: bicep build main.bicep");
  };
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return problem("the file is empty, expected a compiled template", {1, 1});
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return problem("the file is UTF-16, expected UTF-8", {1, 1});
  }
  if (error == simdjson::DEPTH_ERROR) {
    return error_at(
        "template-too-deep", {std::string(file), place_of_depth(text)},
        "objects and arrays nest deeper than " + std::to_string(max_json_depth) + " levels");
  }
  ErrorPlace place;
  nlohmann::json::sax_parse(text, &place);
  if (!place.refused) {
    const std::string_view number = large_integer(text);
    const auto offset = static_cast<std::size_t>(number.data() - text.data());
    return problem(problem_of_value(number, error),
                   number.empty() ? Position() : position_at(text, offset));
  }
  if (place.offset >= text.size()) {
    return problem("not valid JSON: the file ends too early", position_at(text, text.size()));
  }
  const std::size_t begin = begin_of_token(text, place);
  // Where a word is not what it began as, the other parser expects something after its beginning.
  const bool inside = begin != place.offset && text[begin] != '"';
  return problem("not valid JSON: " + (inside ? "" : expectation(place.reason)) + "found " +
                     token_at(text, begin),
                 position_at(text, begin));
}

}  // namespace avmdoc

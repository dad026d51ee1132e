#include "interface/json_text.hpp"

#include <array>
#include <charconv>

namespace avmdoc {
namespace {

template <typename Number>
void append_number(Number number, std::string& text) {
  std::array<char, 32> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  text.append(digits.data(), result.ptr);
}

}  // namespace

void append_json_string(std::string_view string, std::string& text) {
  constexpr std::string_view hex = "0123456789abcdef";
  text += '"';
  for (const char c : string) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (byte < 0x20) {
      text += "\\u00";
      text += hex[byte >> 4U];
      text += hex[byte & 15U];
    } else {
      text += c;
    }
  }
  text += '"';
}

void append_json(const Value& value, std::string& text) {
  if (value.is_null()) {
    text += "null";
  } else if (const bool* boolean = value.boolean()) {
    text += *boolean ? "true" : "false";
  } else if (const auto* integer = value.integer()) {
    append_number(*integer, text);
  } else if (const double* number = value.number()) {
    append_number(*number, text);
  } else if (const std::string* string = value.string()) {
    append_json_string(*string, text);
  } else if (const Value::Array* array = value.array()) {
    text += '[';
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (i > 0) text += ',';
      append_json((*array)[i], text);
    }
    text += ']';
  } else if (const Value::Object* object = value.object()) {
    text += '{';
    for (std::size_t i = 0; i < object->size(); ++i) {
      if (i > 0) text += ',';
      append_json_string((*object)[i].first, text);
      text += ':';
      append_json((*object)[i].second, text);
    }
    text += '}';
  }
}

}  // namespace avmdoc

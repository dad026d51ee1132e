#include "readme/value_text.hpp"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

void write_number(double number, std::string& out) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  out += text;
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

/// Bytes that stand for themselves in any string.
constexpr auto plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < plain.size(); ++c) {
    plain[c] = c != '"' && c != '\'' && c != '\\' && c != 0xC2 && c != 0xE2;
  }
  return plain;
}();

/// The form that a text is written in.
enum class TextForm : std::uint8_t {
  json,
  bicep,           ///< as the reference makes it of the JSON form: double quotes become single ones
  verbatim_bicep,  ///< with the text's own quotes and `${`
};

/// The inside of a string. The reference makes Bicep text of JSON text, so the escapes of JSON
/// are in both; only the quotes differ.
void write_escaped(std::string_view text, TextForm form, std::string& out) {
  const bool bicep = form != TextForm::json;
  constexpr std::string_view hex = "0123456789abcdef";
  std::size_t plain = 0;
  const auto flush = [&](std::size_t end) { out.append(text, plain, end - plain); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (plain_bytes[c]) continue;
    std::string_view escape;
    std::string code;
    std::size_t size = 1;
    switch (c) {
      case '"':
        if (form == TextForm::verbatim_bicep) continue;
        escape = bicep ? "\\'" : "\\\"";
        break;
      case '\'':
        if (!bicep) continue;
        escape = "\\'";
        break;
      case '\\':
        escape = form == TextForm::bicep && text.substr(i + 1).starts_with('$') ? "\\" : "\\\\";
        break;
      case '\b':
        escape = "\\b";
        break;
      case '\f':
        escape = "\\f";
        break;
      case '\n':
        escape = "\\n";
        break;
      case '\r':
        escape = "\\r";
        break;
      case '\t':
        escape = "\\t";
        break;
      case 0xC2:
        if (text.substr(i, 2) != "\xC2\x85") continue;
        escape = "\\u0085";
        size = 2;
        break;
      case 0xE2:
        if (text.substr(i, 3) == "\xE2\x80\xA8") {
          escape = "\\u2028";
        } else if (text.substr(i, 3) == "\xE2\x80\xA9") {
          escape = "\\u2029";
        } else {
          continue;
        }
        size = 3;
        break;
      default:
        if (c >= 0x20) continue;
        code = {'\\', 'u', '0', '0', hex[c >> 4U], hex[c & 15U]};
        escape = code;
    }
    flush(i);
    out += escape;
    i += size - 1;
    plain = i + 1;
  }
  flush(text.size());
}

/// The reference's JSON reader takes a text such as `2028-12-30T13:00:00.000Z` for a date, and its
/// writer leaves out what the fraction of a second does not need.
std::string_view fraction_of_date(std::string_view text) {
  constexpr std::string_view pattern = "0000-00-00T00:00:00.";
  if (text.size() <= pattern.size()) return "";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '0' ? !is_digit(text[i]) : text[i] != pattern[i]) return "";
  }
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  if (number(5) < 1 || number(5) > 12 || number(8) < 1 || number(8) > 31 || number(11) > 23 ||
      number(14) > 59 || number(17) > 59) {
    return "";
  }
  std::string_view fraction = text.substr(pattern.size() - 1);
  if (fraction.ends_with('Z')) fraction.remove_suffix(1);
  const bool digits = fraction.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return digits && fraction.size() > 1 && fraction.size() <= 8 ? fraction : "";
}

/// The text without zeros at the end of its fraction, and without a fraction of zeros alone.
std::string without_needless_zeros(std::string_view text, std::string_view fraction) {
  const std::size_t end = static_cast<std::size_t>(fraction.data() - text.data()) + fraction.size();
  std::size_t needed = end;
  while (text[needed - 1] == '0') --needed;
  if (text[needed - 1] == '.') --needed;
  return std::string(text.substr(0, needed)).append(text.substr(end));
}

void write_verbatim(std::string_view text, bool bicep, std::string& out) {
  const char quote = bicep ? '\'' : '"';
  out += quote;
  std::string escaped;
  write_escaped(text, bicep ? TextForm::verbatim_bicep : TextForm::json, escaped);
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    // An interpolation must not arise from text.
    if (bicep && escaped.compare(i, 2, "${") == 0) out += '\\';
    out += escaped[i];
  }
  out += quote;
}

void write_string(std::string_view text, bool bicep, std::string& out) {
  const char quote = bicep ? '\'' : '"';
  const TextForm form = bicep ? TextForm::bicep : TextForm::json;
  out += quote;
  const std::string_view fraction = fraction_of_date(text);
  if (fraction.empty()) {
    write_escaped(text, form, out);
  } else {
    write_escaped(without_needless_zeros(text, fraction), form, out);
  }
  out += quote;
}

void write_primitive(const Value& value, bool bicep, std::string& out) {
  if (value.is_verbatim()) {
    write_verbatim(*value.string(), bicep, out);
  } else if (const auto* text = value.string()) {
    write_string(*text, bicep, out);
  } else if (const auto* integer = value.integer()) {
    out += std::to_string(*integer);
  } else if (const auto* number = value.number()) {
    write_number(*number, out);
  } else if (const auto* boolean = value.boolean()) {
    out += *boolean ? "true" : "false";
  } else {
    out += "null";
  }
}

/// A key that the reference writes without quotes: letters of any script, digits and underscores.
bool is_plain_key(std::string_view key) {
  if (key.empty() || is_digit(key[0])) return false;
  if (std::ranges::all_of(key, is_ascii)) return std::ranges::all_of(key, is_word);
  const auto size = static_cast<std::int32_t>(key.size());
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(key.data(), size));
  constexpr std::uint32_t word = U_GC_L_MASK | U_GC_MN_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    if ((U_MASK(u_charType(text.char32At(at))) & word) == 0) return false;
  }
  return true;
}

}  // namespace

void write_bicep(const Value& value, std::size_t indent, std::string& out) {
  if (const auto* object = value.object()) {
    if (object->empty()) {
      out += "{}";
      return;
    }
    out += "{\n";
    for (const auto& member : *object) write_bicep_member(member, indent + 2, out);
    out.append(indent, ' ') += '}';
  } else if (const auto* array = value.array()) {
    if (array->empty()) {
      out += "[]";
      return;
    }
    out += "[\n";
    for (const Value& element : *array) {
      out.append(indent + 2, ' ');
      write_bicep(element, indent + 2, out);
      out += '\n';
    }
    out.append(indent, ' ') += ']';
  } else {
    write_primitive(value, true, out);
  }
}

void write_bicep_member(const Value::Member& member, std::size_t indent, std::string& out) {
  const auto& [key, value] = member;
  out.append(indent, ' ');
  if (is_plain_key(key)) {
    out += key;
  } else {
    write_string(key, true, out);
  }
  out += ": ";
  write_bicep(value, indent, out);
  out += '\n';
}

void write_json(const Value& value, std::size_t indent, std::string& out) {
  const auto write_elements = [&](const auto& elements, char open, char close, auto write) {
    out += open;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      out += i == 0 ? "\n" : ",\n";
      out.append(indent + 2, ' ');
      write(elements[i]);
    }
    if (!elements.empty()) (out += '\n').append(indent, ' ');
    out += close;
  };
  if (const auto* object = value.object()) {
    write_elements(*object, '{', '}', [&](const Value::Member& member) {
      write_string(member.first, false, out);
      out += ": ";
      write_json(member.second, indent + 2, out);
    });
  } else if (const auto* array = value.array()) {
    write_elements(*array, '[', ']',
                   [&](const Value& element) { write_json(element, indent + 2, out); });
  } else {
    write_primitive(value, false, out);
  }
}

}  // namespace avmdoc

#include "bicep/string_literal.hpp"

#include <algorithm>

#include "bicep/characters.hpp"

namespace avmdoc::bicep {
namespace {

constexpr std::string_view triple_quote = "'''";

void append_utf8(std::uint32_t code_point, std::string& out) {
  const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | (code_point >> 6));
    byte(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    byte(0xE0 | (code_point >> 12));
    byte(0x80 | ((code_point >> 6) & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xF0 | (code_point >> 18));
    byte(0x80 | ((code_point >> 12) & 0x3F));
    byte(0x80 | ((code_point >> 6) & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

std::uint32_t hex_value(char digit_character) {
  if (is(digit_character, digit)) return static_cast<std::uint32_t>(digit_character - '0');
  return static_cast<std::uint32_t>((digit_character | 0x20) - 'a') + 10;
}

Escape unicode_escape_at(const char* at, const char* end) {
  const char* next = at + 2;
  const auto length = [&] { return static_cast<std::uint32_t>(next - at); };
  if (next >= end || *next != '{') return {false, length(), 0};
  const char* const first = ++next;
  std::uint32_t code_point = 0;
  for (; next < end && is_hex_digit(*next); ++next) {
    if (code_point <= 0x10FFFF) code_point = code_point * 16 + hex_value(*next);
  }
  const bool has_digits = next > first;
  if (next >= end || *next != '}') return {false, length(), 0};
  ++next;
  return {has_digits && code_point <= 0x10FFFF, length(), code_point};
}

/// Bicep's strings are UTF-16: two escapes may make one character, and half of a pair is invalid.
void join_surrogates(const char* at, const char* end, Escape& escape) {
  if (escape.code_point < 0xD800 || escape.code_point > 0xDFFF) return;
  const char* const next = at + escape.length;
  if (escape.code_point < 0xDC00 && next < end && *next == '\\') {
    const Escape low = escape_at(next, end);
    if (low.valid && low.code_point >= 0xDC00 && low.code_point <= 0xDFFF) {
      escape.code_point =
          0x10000 + ((escape.code_point - 0xD800) << 10) + (low.code_point - 0xDC00);
      escape.length += low.length;
      return;
    }
  }
  escape.code_point = 0xFFFD;
}

bool decode_one_line(std::string_view content, std::string& out) {
  bool valid = true;
  const char* at = content.data();
  const char* const end = at + content.size();
  while (at < end) {
    const char* const backslash = std::find(at, end, '\\');
    out.append(at, backslash);
    at = backslash;
    if (at == end) break;
    Escape escape = escape_at(at, end);
    if (!escape.valid) {
      out.append(at, escape.length);
      valid = false;
    } else {
      join_surrogates(at, end, escape);
      append_utf8(escape.code_point, out);
    }
    at += escape.length;
  }
  return valid;
}

/// Removes `delimiter` from the end of `text`; false when it is not there.
bool take_end(std::string_view& text, std::string_view delimiter) {
  if (text.size() < delimiter.size() || text.substr(text.size() - delimiter.size()) != delimiter) {
    return false;
  }
  text.remove_suffix(delimiter.size());
  return true;
}

}  // namespace

Escape escape_at(const char* at, const char* end) {
  if (at + 1 >= end || is(at[1], line_break)) return {false, 1, 0};
  switch (at[1]) {
    case 'n':
      return {true, 2, '\n'};
    case 'r':
      return {true, 2, '\r'};
    case 't':
      return {true, 2, '\t'};
    case '\\':
    case '\'':
    case '$':
      return {true, 2, static_cast<std::uint32_t>(at[1])};
    case 'u':
      return unicode_escape_at(at, end);
    default:
      break;
  }
  const char* next = at + 2;
  while (next < end && (static_cast<unsigned char>(*next) & 0xC0U) == 0x80U) ++next;
  return {false, static_cast<std::uint32_t>(next - at), 0};
}

StringForm form_of(std::string_view first_piece) {
  const std::size_t dollars = std::min(first_piece.find_first_not_of('$'), first_piece.size());
  const bool multiline = first_piece.substr(dollars, 3) == triple_quote;
  return {multiline, multiline ? static_cast<std::uint32_t>(dollars) : 0};
}

bool decode(std::string_view piece, Piece which, StringForm form, std::string& out) {
  const bool first = which == Piece::whole || which == Piece::left;
  const bool last = which == Piece::whole || which == Piece::right;
  const std::size_t start = !first ? 1 : form.multiline ? form.dollars + triple_quote.size() : 1;
  std::string_view content = piece.substr(std::min(start, piece.size()));
  bool finished = piece.size() >= start;
  if (!last) {
    // `$$$${` in a string with three dollars holds one dollar, and then opens the interpolation.
    finished = take_end(content, "{") && finished;
    for (std::uint32_t i = 0; i < std::max(form.dollars, 1U); ++i) take_end(content, "$");
  } else {
    finished = take_end(content, form.multiline ? triple_quote : "'") && finished;
  }
  if (!form.multiline) return decode_one_line(content, out) && finished;
  if (first) {
    if (!content.empty() && content.front() == '\r') content.remove_prefix(1);
    if (!content.empty() && content.front() == '\n') content.remove_prefix(1);
  }
  out.append(content);
  return finished;
}

}  // namespace avmdoc::bicep

#include "text/decoding.hpp"

#include <simdjson.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdio>

#include "bicep/utf8.hpp"

namespace avmdoc {
namespace {

struct Encoding {
  std::string_view mark;
  const char* name;
};
// The mark of UTF-32 begins with that of UTF-16.
constexpr std::array<Encoding, 4> wide_encodings = {{{{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                                                     {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                                                     {"\xFF\xFE", "UTF-16LE"},
                                                     {"\xFE\xFF", "UTF-16BE"}}};

const Encoding* wide_encoding_of(std::string_view bytes) {
  for (const Encoding& encoding : wide_encodings) {
    if (bytes.starts_with(encoding.mark)) return &encoding;
  }
  return nullptr;
}

std::size_t first_invalid_byte(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const bicep::CodePoint point = bicep::first_code_point(rest);
    if (!point.valid) break;
    rest.remove_prefix(point.size);
  }
  return text.size() - rest.size();
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

}  // namespace

bool has_wide_mark(std::string_view bytes) { return wide_encoding_of(bytes) != nullptr; }

DecodedText decode_text(std::string bytes) {
  const auto piece = [](std::string_view part) {
    return icu::StringPiece(part.data(), static_cast<std::int32_t>(part.size()));
  };
  if (const Encoding* const encoding = wide_encoding_of(bytes)) {
    const icu::StringPiece content = piece(std::string_view(bytes).substr(encoding->mark.size()));
    return {to_utf8(icu::UnicodeString(content.data(), content.size(), encoding->name)),
            std::string("the file is ") + encoding->name + ", expected UTF-8",
            {1, 1}};
  }
  if (simdjson::validate_utf8(bytes)) return {std::move(bytes), "", {}};
  const std::size_t at = first_invalid_byte(bytes);
  std::array<char, 3> byte{};
  static_cast<void>(
      std::snprintf(byte.data(), byte.size(), "%02X", static_cast<unsigned char>(bytes[at])));
  return {to_utf8(icu::UnicodeString::fromUTF8(piece(bytes))),
          "not valid UTF-8: found the byte 0x" + std::string(byte.data()) +
              ", which the README shows as U+FFFD",
          position_at(bytes, at)};
}

}  // namespace avmdoc

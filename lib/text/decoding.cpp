#include "text/decoding.hpp"

#include <simdjson.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "bicep/utf8.hpp"

namespace avmdoc {
namespace {

struct Encoding {
  std::string_view mark;
  const char* name;
  bool big_endian;
};
// The mark of UTF-32 begins with that of UTF-16. Each is as long as a unit of its encoding.
constexpr std::array<Encoding, 4> wide_encodings = {{{{"\xFF\xFE\0\0", 4}, "UTF-32LE", false},
                                                     {{"\0\0\xFE\xFF", 4}, "UTF-32BE", true},
                                                     {"\xFF\xFE", "UTF-16LE", false},
                                                     {"\xFE\xFF", "UTF-16BE", true}}};

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

/// Units of UTF-16 or UTF-32; one that is cut off at the end becomes U+FFFD. ICU's converters are
/// not used: they need tables of data that nothing else does.
template <typename Unit>
std::vector<Unit> units_of(std::string_view bytes, bool big_endian) {
  std::vector<Unit> units;
  units.reserve(bytes.size() / sizeof(Unit) + 1);
  for (; bytes.size() >= sizeof(Unit); bytes.remove_prefix(sizeof(Unit))) {
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < sizeof(Unit); ++i) {
      const std::size_t at = big_endian ? i : sizeof(Unit) - 1 - i;
      unit = unit << 8U | static_cast<unsigned char>(bytes[at]);
    }
    units.push_back(static_cast<Unit>(unit));
  }
  if (!bytes.empty()) units.push_back(0xFFFD);
  return units;
}

/// What is not a character becomes U+FFFD.
icu::UnicodeString decode(std::string_view bytes, const Encoding& encoding) {
  if (encoding.mark.size() == sizeof(char16_t)) {
    const std::vector<char16_t> units = units_of<char16_t>(bytes, encoding.big_endian);
    return {units.data(), static_cast<std::int32_t>(units.size())};
  }
  const std::vector<UChar32> units = units_of<UChar32>(bytes, encoding.big_endian);
  return icu::UnicodeString::fromUTF32(units.data(), static_cast<std::int32_t>(units.size()));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

}  // namespace

bool has_wide_mark(std::string_view bytes) { return wide_encoding_of(bytes) != nullptr; }

DecodedText decode_text(std::string bytes) {
  if (const Encoding* const encoding = wide_encoding_of(bytes)) {
    const std::string_view content = std::string_view(bytes).substr(encoding->mark.size());
    return {to_utf8(decode(content, *encoding)),
            std::string("the file is ") + encoding->name + ", expected UTF-8",
            {1, 1}};
  }
  return decode_utf8(std::move(bytes));
}

DecodedText decode_utf8(std::string bytes) {
  if (simdjson::validate_utf8(bytes)) return {std::move(bytes), "", {}};
  const std::size_t at = first_invalid_byte(bytes);
  std::array<char, 3> byte{};
  static_cast<void>(
      std::snprintf(byte.data(), byte.size(), "%02X", static_cast<unsigned char>(bytes[at])));
  const icu::StringPiece text(bytes.data(), static_cast<std::int32_t>(bytes.size()));
  return {to_utf8(icu::UnicodeString::fromUTF8(text)),
          "not valid UTF-8: found the byte 0x" + std::string(byte.data()) +
              ", which the README shows as U+FFFD",
          position_at(bytes, at)};
}

}  // namespace avmdoc

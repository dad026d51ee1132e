#include <catch2/catch.hpp>

#include "text/decoding.hpp"

using avmdoc::decode_text;
using avmdoc::decode_utf8;
using namespace std::string_literals;

TEST_CASE("UTF-8 is left as it is", "[text]") {
  for (const std::string& text : {""s, "abc"s, "\xEF\xBB\xBFx"s, "caf\xC3\xA9 \xF0\x9F\xA6\x84"s}) {
    CHECK(decode_text(text).text == text);
    CHECK(decode_text(text).problem.empty());
  }
}

TEST_CASE("UTF-16 and UTF-32 with a byte order mark are converted", "[text]") {
  CHECK(decode_text("\xFF\xFE"
                    "a\0\xE9\0"s)
            .text == "a\xC3\xA9");
  CHECK(decode_text("\xFE\xFF"
                    "\0a\0\xE9"s)
            .text == "a\xC3\xA9");
  CHECK(decode_text("\xFF\xFE\0\0"
                    "a\0\0\0"s)
            .text == "a");
  CHECK(decode_text("\0\0\xFE\xFF"
                    "\0\0\0a"s)
            .text == "a");
  CHECK(decode_text("\xFF\xFE"
                    "a\0"s)
            .problem == "the file is UTF-16LE, expected UTF-8");
}

TEST_CASE("what is no character of UTF-16 or UTF-32 becomes U+FFFD", "[text]") {
  const std::string replaced = "\xEF\xBF\xBD";
  // A pair of surrogates, half of one, and half a unit.
  CHECK(decode_text("\xFE\xFF\xD8\x3E\xDD\x84"s).text == "\xF0\x9F\xA6\x84");
  CHECK(decode_text("\xFE\xFF\xD8\x3E\0a"s).text == replaced + "a");
  CHECK(decode_text("\xFF\xFE"
                    "a\0b"s)
            .text == "a" + replaced);
  CHECK(decode_text("\0\0\xFE\xFF\0\x01\xF9\x84\0\x11\0\0\0\0\xD8\0"s).text ==
        "\xF0\x9F\xA6\x84" + replaced + replaced);
}

TEST_CASE("a part of a file begins with no mark", "[text]") {
  CHECK(decode_utf8("\xFE\xFF## Notes").text == "\xEF\xBF\xBD\xEF\xBF\xBD## Notes");
}

TEST_CASE("each part that is not UTF-8 becomes U+FFFD, as .NET does it", "[text]") {
  const std::string replaced = "\xEF\xBF\xBD";
  CHECK(decode_text("a\xFF\xFE"
                    "b"s)
            .text == "a" + replaced + replaced + "b");
  CHECK(decode_text("\xC3(").text == replaced + "(");
  CHECK(decode_text("\xF0\x9F\xA6 ").text == replaced + " ");
  CHECK(decode_text("\xED\xA0\x80").text == replaced + replaced + replaced);
  CHECK(decode_text("\xE2\x82\n").text == replaced + "\n");
  CHECK_FALSE(decode_text("\xC3(").problem.empty());
}

#include <catch2/catch.hpp>

#include "text/ascii.hpp"
#include "text/lines.hpp"
#include "text/title_case.hpp"

using avmdoc::camel_case;
using avmdoc::lines_of_file;
using avmdoc::split_lines;
using avmdoc::title_case;
using avmdoc::trim;
using avmdoc::trim_end;

using Lines = std::vector<std::string_view>;

TEST_CASE("lines end in LF, CRLF or CR", "[text]") {
  CHECK(split_lines("a\nb\r\nc\rd") == Lines{"a", "b", "c", "d"});
  CHECK(split_lines("a\n\nb") == Lines{"a", "", "b"});
  CHECK(split_lines("a\r\n\r\nb\r\r\n") == Lines{"a", "", "b", ""});
  CHECK(split_lines("a\n") == Lines{"a"});
  CHECK(split_lines("\n") == Lines{""});
  CHECK(split_lines("").empty());
}

TEST_CASE("a byte order mark belongs to no line", "[text]") {
  CHECK(lines_of_file("\xEF\xBB\xBF"
                      "a\nb") == Lines{"a", "b"});
  CHECK(lines_of_file("\xEF\xBB\xBF").empty());
  // A second one is a character like any other.
  CHECK(lines_of_file("\xEF\xBB\xBF\xEF\xBB\xBF") == Lines{"\xEF\xBB\xBF"});
}

TEST_CASE("white space is what .NET takes for it", "[text]") {
  CHECK(trim(" \t\r\n a b \v\f") == "a b");
  CHECK(trim("\xC2\xA0\xE2\x80\xAFx\xE3\x80\x80\xC2\x85") == "x");
  CHECK(trim_end(" x ") == " x");
  CHECK(trim("\xE2\x80\x8B"
             "x") ==
        "\xE2\x80\x8B"
        "x");  // a zero width space is none
  CHECK(trim(" \n ").empty());
  CHECK(trim("").empty());
}

TEST_CASE("each occurrence is replaced, and its replacement is not searched again", "[text]") {
  CHECK(avmdoc::replace_all("aXbXX", "X", "XX") == "aXXbXXXX");
  CHECK(avmdoc::replace_all("aaa", "aa", "b") == "ba");
  CHECK(avmdoc::replace_all("", "a", "b").empty());
}

TEST_CASE("title case gives each word a capital", "[text]") {
  CHECK(title_case("waf-aligned") == "Waf-Aligned");
  CHECK(title_case("hello world") == "Hello World");
  CHECK(title_case("WAF aligned") == "WAF Aligned");
  CHECK(title_case("wAF") == "Waf");
  CHECK(title_case("max2max") == "Max2max");
  CHECK(title_case("2max") == "2Max");
  CHECK(title_case("don't") == "Don't");
  CHECK(title_case("a_b.c") == "A_B.C");
  CHECK(title_case("").empty());
}

TEST_CASE("camel case takes the hyphens out", "[text]") {
  CHECK(camel_case("virtual-network") == "virtualNetwork");
  CHECK(camel_case("virtual-network-2") == "virtualNetwork2");
  CHECK(camel_case("Vault") == "vault");
  CHECK(camel_case("a--b") == "aB");
  CHECK(camel_case("sql-SERVER") == "sqlSERVER");
  CHECK(camel_case("").empty());
}

TEST_CASE("the case of ASCII letters alone is ignored", "[text]") {
  CHECK(avmdoc::equal_ignoring_case("aBc1", "AbC1"));
  CHECK_FALSE(avmdoc::equal_ignoring_case("a", "ab"));
  CHECK_FALSE(avmdoc::equal_ignoring_case("\xC3\xA9", "\xC3\x89"));
  CHECK(avmdoc::compare_ignoring_case("a", "B") < 0);
  CHECK(avmdoc::compare_ignoring_case("a", "_") > 0);
  CHECK(avmdoc::compare_ignoring_case("ab", "A") > 0);
  CHECK(avmdoc::compare_ignoring_case("z", "\xC3\xA9") < 0);
}

TEST_CASE("a heading is found behind any number of signs", "[text]") {
  const auto all = [](std::string_view text) {
    std::vector<std::size_t> places;
    for (std::size_t at = avmdoc::find_heading(text); at != std::string_view::npos;
         at = avmdoc::find_heading(text, at + 2)) {
      places.push_back(at);
    }
    return places;
  };
  CHECK(all("## a\n### b\n# c ##\n## ## d") == std::vector<std::size_t>{0, 6, 18, 21});
  CHECK(all("").empty());
  CHECK(all("##").empty());
  CHECK(all("# a #").empty());
}

TEST_CASE("words of any script are put in title case", "[text]") {
  CHECK(title_case("\xC3\xBC-x") == "\xC3\x9C-X");
  CHECK(title_case("\xC3\xA9t\xC3\xA9 \xC3\x89T\xC3\x89") == "\xC3\x89t\xC3\xA9 \xC3\x89T\xC3\x89");
  CHECK(title_case("o'neil waf.max 2nd") == "O'neil Waf.Max 2Nd");
  CHECK(title_case("\xFF"
                   "ab") ==
        "\xFF"
        "Ab");
}

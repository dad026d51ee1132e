#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"
#include "avmdoc/diagnostic.hpp"

using namespace avmdoc;

TEST_CASE("a position counts lines that end with LF, CRLF or CR") {
  const std::string text = "a\nb\r\nc\rd\r\r\n\ne";
  const std::pair<std::size_t, Position> places[] = {
      {0, {1, 1}},  {1, {1, 2}},  {2, {2, 1}},  {3, {2, 2}}, {4, {2, 3}},
      {5, {3, 1}},  {6, {3, 2}},  {7, {4, 1}},  {8, {4, 2}}, {9, {5, 1}},
      {11, {6, 1}}, {12, {7, 1}}, {13, {7, 2}}, {99, {7, 2}}};
  for (const auto& [offset, position] : places) {
    INFO(offset);
    CHECK(position_at(text, offset) == position);
  }
}

TEST_CASE("a position does not depend on the bytes behind the text") {
  CHECK(position_at(std::string_view("a\r\n").substr(0, 2), 2) == Position{2, 1});
}

TEST_CASE("a column counts code points") {
  CHECK(position_at("aé€😀b", 10) == Position{1, 5});
  CHECK(position_at("é\né", 5) == Position{2, 2});
}

TEST_CASE("a byte order mark takes no column") {
  CHECK(position_at("\xEF\xBB\xBF"
                    "ab",
                    3) == Position{1, 1});
  CHECK(position_at("\xEF\xBB\xBF"
                    "ab",
                    4) == Position{1, 2});
  CHECK(position_at("\xEF\xBB\xBF\nab", 5) == Position{2, 2});
  CHECK(position_at("\n\xEF\xBB\xBF"
                    "a",
                    4) == Position{2, 2});
}

TEST_CASE("a tree gives the same positions") {
  const std::string text = "\xEF\xBB\xBFvar é = 1\r\nvar b = '€'\rvar c = 3\n\n// end 😀\n";
  const bicep::Tree tree = bicep::parse(text);
  for (std::uint32_t offset = 3; offset <= text.size(); ++offset) {
    INFO(offset);
    CHECK(tree.position(offset) == position_at(text, offset));
  }
}

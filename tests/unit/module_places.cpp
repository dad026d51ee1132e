#include <catch2/catch.hpp>

#include "model/json.hpp"
#include "module/source_places.hpp"

using namespace avmdoc;

TEST_CASE("a JSON pointer of a template leads to a place of its source", "[module]") {
  const bicep::Tree tree = bicep::parse(
      "param x t\n"
      "param y string\n"
      "type t = {\n"
      "  a: string\n"
      "  b: {\n"
      "    c: int\n"
      "    d: int[]\n"
      "  }[]\n"
      "  'e/f': bool?\n"
      "}\n");
  const SourcePlaces places(tree);
  CHECK(places.place("/parameters/x") == Position{1, 7});
  CHECK(places.place("/parameters/y") == Position{2, 7});
  CHECK(places.place("/definitions/t") == Position{3, 6});
  CHECK(places.place("/definitions/t/properties/a") == Position{4, 3});
  CHECK(places.place("/definitions/t/properties/b") == Position{5, 3});
  CHECK(places.place("/definitions/t/properties/b/items/properties/d") == Position{7, 5});
  CHECK(places.place("/definitions/t/properties/e~1f") == Position{9, 3});
  CHECK(places.place("/definitions/t/properties/none") == Position{3, 6});
  CHECK(places.place("/parameters/t") == Position{0, 0});
  CHECK(places.place("/definitions/x") == Position{0, 0});
}

TEST_CASE("a file below a folder is named from there", "[model]") {
  CHECK(file_below("a/b/c", "a/b") == "c");
  CHECK(file_below("a/b", "a/b") == "a/b");
  CHECK(file_below("a/bc", "a/b") == "a/bc");
  CHECK(file_below("a/b", "") == "a/b");
  CHECK(file_below(std::string_view("a/b/c").substr(0, 3), "a/b") == "a/b");
}

#include <catch2/catch.hpp>

#include "template/json_place.hpp"

using avmdoc::json_place;
using avmdoc::Position;

TEST_CASE("a pointer leads to the place of its value", "[template]") {
  const char* json =
      "{\n"
      "  \"a\": {\"b\": [1, \"]}\", {\"c\": null}]},\n"
      "  \"x/y~z\": -1.5,\n"
      "  \"q\\\"\\u0041\": true\n"
      "}";
  CHECK(json_place(json, "") == Position{1, 1});
  CHECK(json_place(json, "/a") == Position{2, 8});
  CHECK(json_place(json, "/a/b") == Position{2, 14});
  CHECK(json_place(json, "/a/b/0") == Position{2, 15});
  CHECK(json_place(json, "/a/b/1") == Position{2, 18});
  CHECK(json_place(json, "/a/b/2/c") == Position{2, 30});
  CHECK(json_place(json, "/x~1y~0z") == Position{3, 12});
  CHECK(json_place(json, "/q\"A") == Position{4, 16});
}

TEST_CASE("blanks may surround every sign", "[template]") {
  const char* json = "{ \"a\" : 1 , \"b\" : [ { } , 2\n , 3 ] , \"c\" : { \"d\" : true } }";
  CHECK(json_place(json, "/a") == Position{1, 9});
  CHECK(json_place(json, "/b") == Position{1, 19});
  CHECK(json_place(json, "/b/0") == Position{1, 21});
  CHECK(json_place(json, "/b/1") == Position{1, 27});
  CHECK(json_place(json, "/b/2") == Position{2, 4});
  CHECK(json_place(json, "/c/d") == Position{2, 24});
}

TEST_CASE("a pointer to nowhere leads to the deepest value on its way", "[template]") {
  const char* json = R"({"a": {"b": 1}, "c": [2]})";
  CHECK(json_place(json, "/none") == Position{1, 1});
  CHECK(json_place(json, "/a/none/deep") == Position{1, 7});
  CHECK(json_place(json, "/a/b/deep") == Position{1, 13});
  CHECK(json_place(json, "/c/1") == Position{1, 22});
  CHECK(json_place("{}", "/a") == Position{1, 1});
  CHECK(json_place("[]", "/0") == Position{1, 1});
  CHECK(json_place(" 1 ", "/a") == Position{1, 2});
}

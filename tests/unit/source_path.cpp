#include <catch2/catch.hpp>

#include "source/path.hpp"

using avmdoc::join_path;
using avmdoc::normal_path;

TEST_CASE("a normal path has no empty, . and .. parts where it can do without", "[source]") {
  CHECK(normal_path("a/b") == "a/b");
  CHECK(normal_path("./a//b/./c/") == "a/b/c");
  CHECK(normal_path("a/b/../c") == "a/c");
  CHECK(normal_path("a/../../b") == "../b");
  CHECK(normal_path("../../a") == "../../a");
  CHECK(normal_path("/a/../../b") == "/b");
  CHECK(normal_path("/..") == "/");
  CHECK(normal_path("//") == "/");
  CHECK(normal_path("a/..").empty());
  CHECK(normal_path(".").empty());
  CHECK(normal_path("").empty());
  CHECK(normal_path("..a/b..") == "..a/b..");
}

TEST_CASE("joining puts one slash between folder and name", "[source]") {
  CHECK(join_path("a", "b") == "a/b");
  CHECK(join_path("a/", "b") == "a/b");
  CHECK(join_path("/", "b") == "/b");
  CHECK(join_path("", "b") == "b");
}

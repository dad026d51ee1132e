#include <catch2/catch.hpp>
#include <string>

#include "convention/glob.hpp"

using avmdoc::glob_matches;
using avmdoc::glob_problem;

TEST_CASE("globs match parts and characters", "[convention]") {
  CHECK(glob_matches("main.bicep", "main.bicep"));
  CHECK_FALSE(glob_matches("main.bicep", "a/main.bicep"));
  CHECK(glob_matches("*.bicep", "main.bicep"));
  CHECK_FALSE(glob_matches("*.bicep", "a/main.bicep"));
  CHECK(glob_matches("a?c/[x-z].bicep", "abc/y.bicep"));
  CHECK_FALSE(glob_matches("a?c/[!x-z].bicep", "abc/y.bicep"));
  CHECK_FALSE(glob_matches("a?c/[x-z].bicep", "abc/w.bicep"));
  CHECK(glob_matches("a?c/[!x-z].bicep", "abc/w.bicep"));
  CHECK_FALSE(glob_matches("[xz]", "y"));
  CHECK_FALSE(glob_matches("[xz]", "yxz]"));
  CHECK(glob_matches("*a*b", "xaxbab"));
}

TEST_CASE("two stars span any number of parts", "[convention]") {
  for (const char* path : {"examples/a.bicep", "examples/x/a.bicep", "examples/x/y/a.bicep"}) {
    CHECK(glob_matches("examples/**/*.bicep", path));
  }
  CHECK_FALSE(glob_matches("examples/**/*.bicep", "tests/a.bicep"));
  CHECK(glob_matches("**/a", "a"));
  CHECK(glob_matches("a/**", "a/b/c"));
}

TEST_CASE("braces are either of their parts", "[convention]") {
  CHECK(glob_matches("{examples,tests}/{a,b}.bicep", "tests/a.bicep"));
  CHECK_FALSE(glob_matches("{examples,tests}/{a,b}.bicep", "tests/c.bicep"));
}

TEST_CASE("a glob takes no more time than its length times that of the path", "[convention]") {
  std::string glob;
  for (int i = 0; i < 200; ++i) glob += "*a";
  CHECK_FALSE(glob_matches(glob + "b", std::string(5000, 'a')));
}

TEST_CASE("what is wrong with a glob is said", "[convention]") {
  CHECK(glob_problem("a/{b,c}/**").empty());
  for (const char* wrong : {"", "/a", "{a", "a}", "{a{b}}", "a\\b"}) {
    CHECK_FALSE(glob_problem(wrong).empty());
  }
  std::string many;
  for (int i = 0; i < 10; ++i) many += "{a,b}";
  CHECK_FALSE(glob_problem(many).empty());
}

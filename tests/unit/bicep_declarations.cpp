#include <catch2/catch.hpp>

#include "bicep/declarations.hpp"

namespace bicep = avmdoc::bicep;
using bicep::Field;
using bicep::Node;

namespace {

Node first(const bicep::Tree& tree) { return *tree.root().children().begin(); }

}  // namespace

TEST_CASE("a decorator is found by its name, also behind sys") {
  const bicep::Tree tree = bicep::parse("@sys.description('A')\n@secure()\nparam a string\n");
  const Node parameter = first(tree);
  REQUIRE(bicep::decorator_argument(parameter, "description"));
  CHECK(bicep::decorator_argument(parameter, "description")->text() == "'A'");
  CHECK(bicep::decorator(parameter, "secure"));
  CHECK_FALSE(bicep::decorator_argument(parameter, "secure"));
  CHECK_FALSE(bicep::decorator(parameter, "export"));
}

TEST_CASE("the object of a resource is behind its loop and condition") {
  const bicep::Tree tree =
      bicep::parse("module a 'b.bicep' = [for x in y: if (x) {\n  name: 'n'\n}]\n");
  const auto body = bicep::body_object(first(tree));
  REQUIRE(body);
  REQUIRE(bicep::find_value(*body, "name"));
  CHECK(bicep::find_value(*body, "name")->text() == "'n'");
  CHECK_FALSE(bicep::find_property(*body, "params"));
  CHECK(bicep::path_text(first(tree)) == "b.bicep");
}

TEST_CASE("a path with an interpolation is no plain text") {
  const bicep::Tree tree = bicep::parse("module a 'b${c}.bicep' = {}\n");
  CHECK_FALSE(bicep::path_text(first(tree)));
}

TEST_CASE("a type and its version") {
  CHECK(bicep::versioned_type("Microsoft.A/as@2024-01-01").type == "Microsoft.A/as");
  CHECK(bicep::versioned_type("Microsoft.A/as@2024-01-01").version == "2024-01-01");
  CHECK(bicep::versioned_type("as").type == "as");
  CHECK(bicep::versioned_type("as").version.empty());
}

TEST_CASE("the names that an import lists") {
  const bicep::Tree tree = bicep::parse("import { a, b as c, 'd e' as f } from 'g.bicep'\n");
  const auto names = bicep::imported_names(first(tree));
  REQUIRE(names.size() == 3);
  CHECK(names[0].original == "a");
  CHECK(names[0].known == "a");
  CHECK(names[1].original == "b");
  CHECK(names[1].known == "c");
  CHECK(names[2].original == "d e");
  const bicep::Tree all = bicep::parse("import * as a from 'g.bicep'\n");
  CHECK(bicep::imported_names(first(all)).empty());
}

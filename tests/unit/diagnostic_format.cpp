#include <catch2/catch.hpp>
#include <new>
#include <stdexcept>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/unexpected_error.hpp"

using namespace avmdoc;

TEST_CASE("a diagnostic is formatted with the parts of its place that are known") {
  Diagnostic diagnostic;
  diagnostic.message = "expected a, found b";
  CHECK(format(diagnostic) == "expected a, found b");
  diagnostic.location.file = "a/main.bicep";
  CHECK(format(diagnostic) == "a/main.bicep: expected a, found b");
  diagnostic.location.position = {3, 0};
  CHECK(format(diagnostic) == "a/main.bicep:3: expected a, found b");
  diagnostic.location.position = {3, 14};
  CHECK(format(diagnostic) == "a/main.bicep:3:14: expected a, found b");
  diagnostic.location.file.clear();
  CHECK(format(diagnostic) == "3:14: expected a, found b");
  diagnostic.location = {"main.json", {}, 0, "/parameters/a~1b"};
  CHECK(format(diagnostic) == "main.json: expected a, found b [/parameters/a~1b]");
}

TEST_CASE("an error carries its diagnostics and says them all") {
  const Diagnostic first{Severity::error, "a", {}, "one", {}};
  const Diagnostic second{Severity::error, "a", {"f", {}, 0, {}}, "two", {}};
  const Error one(first);
  CHECK(one.what() == std::string("one"));
  CHECK(one.diagnostics().size() == 1);
  const Error both({first, second});
  CHECK(both.what() == std::string("one\nf: two"));
  REQUIRE(both.diagnostics().size() == 2);
  CHECK(both.diagnostics()[1].message == "two");
}

TEST_CASE("what went wrong unexpectedly is told apart from a lack of memory") {
  CHECK(avmdoc::unexpected_error(std::bad_alloc(), "a").code == "out-of-memory");
  const avmdoc::Diagnostic other = avmdoc::unexpected_error(std::runtime_error("Odd."), "a");
  CHECK(other.code == "internal-error");
  CHECK(other.message == "internal error: Odd.");
}

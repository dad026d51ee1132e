#include <unicode/coll.h>
#include <unicode/locid.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "ordering/collation.hpp"

using avmdoc::compare_culture;

namespace {

int sign(int order) { return (order > 0) - (order < 0); }

int compare_icu(const std::string& a, const std::string& b) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Collator> collator(
      icu::Collator::createInstance(icu::Locale("en", "US"), status));
  REQUIRE(U_SUCCESS(status));
  collator->setStrength(icu::Collator::SECONDARY);
  return collator->compareUTF8(a, b, status);
}

}  // namespace

TEST_CASE("the order of ASCII characters is ICU's") {
  for (char a = ' '; a <= '~'; ++a) {
    for (char b = ' '; b <= '~'; ++b) {
      INFO("'" << a << "' and '" << b << "'");
      REQUIRE(sign(compare_culture(std::string(1, a), std::string(1, b))) ==
              sign(compare_icu(std::string(1, a), std::string(1, b))));
    }
  }
}

TEST_CASE("names are ordered by culture, not by bytes") {
  CHECK(compare_culture("a_b", "a-b") < 0);
  CHECK(compare_culture("a-b", "ab") < 0);
  CHECK(compare_culture("aB", "Ab") == 0);
  CHECK(compare_culture("a10", "a2") < 0);
  CHECK(compare_culture("B", "a") > 0);
  CHECK(compare_culture("ab", "abc") < 0);
  CHECK(compare_culture("", "a") < 0);
  CHECK(compare_culture("z", "é") > 0);
  CHECK(compare_culture("ea", "éb") < 0);
  CHECK(compare_culture("a\x01"
                        "b",
                        "ab") == 0);
  CHECK(compare_culture("a\tb", "a b") < 0);
}

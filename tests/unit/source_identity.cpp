#include <catch2/catch.hpp>

#include "avmdoc/module.hpp"

using avmdoc::identity_of;
using avmdoc::ModuleKind;

TEST_CASE("the identity follows the kind of module", "[source]") {
  const auto resource = identity_of("/home/me/registry/avm/res/network/virtual-network/subnet");
  REQUIRE(resource);
  CHECK(resource->kind == ModuleKind::resource);
  CHECK(resource->path == "network/virtual-network/subnet");
  CHECK(resource->full() == "avm/res/network/virtual-network/subnet");

  const auto pattern = identity_of("avm/ptn/lz/sub-vending");
  REQUIRE(pattern);
  CHECK(pattern->kind == ModuleKind::pattern);
  CHECK(pattern->full() == "avm/ptn/lz/sub-vending");

  const auto utility = identity_of("avm/utl/types/avm-common-types");
  REQUIRE(utility);
  CHECK(utility->kind == ModuleKind::utility);
  CHECK(utility->full() == "avm/utl/types/avm-common-types");
}

TEST_CASE("the innermost kind counts", "[source]") {
  CHECK(identity_of("/avm/res/mirror/avm/ptn/a/b")->full() == "avm/ptn/a/b");
  CHECK(identity_of("avm/avm/res/a")->full() == "avm/res/a");
  // Nothing follows the inner one, so that it names no module.
  CHECK(identity_of("avm/res/a/avm/ptn")->full() == "avm/res/a/avm/ptn");
}

TEST_CASE("an identity is read from the path's meaning", "[source]") {
  CHECK(identity_of("./avm//res/a/./b/")->path == "a/b");
  CHECK(identity_of("avm/res/a/../b")->path == "b");
  CHECK(identity_of("tools/../avm/res/b")->path == "b");
}

TEST_CASE("other paths have no identity", "[source]") {
  for (const char* path :
       {"", "/", "avm", "avm/res", "avm/res/", "/x/avm/res", "res/a/b", "avm/a/b", "avm/resource/a",
        "myavm/res/a", "avm/x/res/a", "avm/RES/a"}) {
    CAPTURE(path);
    CHECK_FALSE(identity_of(path));
  }
}

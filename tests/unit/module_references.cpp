#include <catch2/catch.hpp>

#include "registry.hpp"

using avmdoc::Module;

using Names = std::vector<std::string>;

namespace {

std::string local(const std::string& name, const std::string& path) {
  return "module " + name + " '" + path + "' = {\n  name: 'x'\n}\n";
}

}  // namespace

TEST_CASE("remote modules and imports are references as they are written", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep",
               "import { a, b } from 'br/public:avm/utl/types/avm-common-types:0.6.0'\n"
               "import * as t from 'br/public:avm/utl/types/other:1.0.0'\n"
               "import { c } from 'local.bicep'\n" +
                   local("x", "br/public:avm/res/key-vault/vault:0.11.0") +
                   local("y", "br:mcr.microsoft.com/bicep/avm/res/a/b:1.0.0") +
                   local("z", "ts/spec:x:1") +
                   "@batchSize(1)\nmodule w 'br/public:avm/res/key-vault/vault:0.11.0' = [\n"
                   "  for i in range(0, 2): {\n    name: 'x'\n  }\n]\n"
                   "// module no 'br/public:avm/res/in/comment:1.0.0' = {\n"
                   "var no = 'br/public:avm/res/in/text:1.0.0'\n")
          .load();
  CHECK(module.remote_references == Names{"br:mcr.microsoft.com/bicep/avm/res/a/b:1.0.0",
                                          "br/public:avm/res/key-vault/vault:0.11.0",
                                          "br/public:avm/utl/types/avm-common-types:0.6.0",
                                          "br/public:avm/utl/types/other:1.0.0", "ts/spec:x:1"});
  CHECK(module.local_references.empty());
}

TEST_CASE("decorators before an import do not matter", "[module]") {
  const Module module = Registry()
                            .put("main.bicep",
                                 "@description('A lock.')\n"
                                 "import { a } from 'br/public:avm/utl/a/b:1.0.0'\n"
                                 "@description('''\nOver\nlines.\n''')\n// a comment\n\n"
                                 "@sys.metadata({\n  a: 1\n})\r\n"
                                 "import * as t from 'br/public:avm/utl/c/d:1.0.0'\r\n"
                                 "@export()\nimport {\n  c\n} from 'br/public:avm/utl/e/f:1.0.0'\n"
                                 // On one line with its decorator it is a syntax error.
                                 "@export() import { d } from 'br/public:avm/utl/g/h:1.0.0'\n")
                            .load();
  CHECK(module.remote_references ==
        Names{"br/public:avm/utl/a/b:1.0.0", "br/public:avm/utl/c/d:1.0.0"});
}

TEST_CASE("an import over several lines does not count, a module over several does", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep", "import {\n  a\n  b\n} from 'br/public:avm/utl/a/b:1.0.0'\n" +
                                 local("x", "br/public:avm/res/c/d:1.0.0"))
          .load();
  CHECK(module.remote_references == Names{"br/public:avm/res/c/d:1.0.0"});
}

TEST_CASE("local references are the folders of modules, found through all files", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep", local("a", "modules/part.bicep") + local("b", "child/main.bicep"))
          .put("modules/part.bicep", local("c", "../../other/main.bicep"))
          .put("child/main.bicep", local("e", "br/public:avm/res/from/child:1.0.0"))
          .put_at("avm/ptn/some/other/main.bicep", local("d", "../../../res/x/y/main.bicep"))
          .put_at("avm/res/x/y/main.bicep", "import * as t from 'br/public:avm/utl/a/b:1.0.0'\n")
          .load();
  // Not the child, whose parent is the module itself.
  CHECK(module.local_references == Names{"avm/ptn/some/other", "avm/res/x/y"});
  CHECK(module.remote_references ==
        Names{"br/public:avm/res/from/child:1.0.0", "br/public:avm/utl/a/b:1.0.0"});
}

TEST_CASE("a reference whose ancestor is listed does not count", "[module]") {
  const Module module = Registry()
                            .put("main.bicep", local("a", "../../../res/x/y/main.bicep") +
                                                   local("b", "../../../res/x/y/child/main.bicep") +
                                                   local("c", "../../../res/x/y-z/main.bicep") +
                                                   local("d", "../../../res/q/r/child/main.bicep"))
                            .load();
  CHECK(module.local_references == Names{"avm/res/q/r/child", "avm/res/x/y", "avm/res/x/y-z"});
}

TEST_CASE("references in a circle end", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep", local("a", "../other/main.bicep") + local("self", "main.bicep"))
          .put_at("avm/ptn/some/other/main.bicep", local("b", "../thing/main.bicep"))
          .load();
  CHECK(module.local_references == Names{"avm/ptn/some/other"});
}

TEST_CASE("files outside the registry are not read", "[module]") {
  Registry registry("root/avm/ptn/some/thing");
  registry.put("main.bicep", local("a", "../../../../../outside/main.bicep"));
  registry.put_at("outside/main.bicep", local("b", "br/public:avm/res/outside/read:1.0.0"));
  const Module module = registry.load();
  CHECK(module.local_references.empty());
  CHECK(module.remote_references.empty());

  Registry relative;
  relative.put("main.bicep", local("a", "../../../../../outside/main.bicep"));
  relative.put_at("../outside/main.bicep", local("b", "br/public:avm/res/outside/read:1.0.0"));
  CHECK(relative.load().remote_references.empty());
}

TEST_CASE("the registry may lie anywhere", "[module]") {
  for (const std::string root : {"", "some/where/", "/abs/", "/"}) {
    CAPTURE(root);
    Registry registry(root + "avm/ptn/some/thing");
    registry.put("main.bicep", local("a", "../other/main.bicep"));
    registry.put_at(root + "avm/ptn/some/other/main.bicep", "");
    CHECK(registry.load().local_references == Names{"avm/ptn/some/other"});
  }
}

TEST_CASE("the references of the last bicep file of the folder are those of the module",
          "[module]") {
  const Module module = Registry()
                            .put("main.bicep", local("a", "br/public:avm/res/main/file:1.0.0"))
                            .put("types.bicep", local("b", "br/public:avm/res/types/file:1.0.0"))
                            .put("zzz.json", "{}")
                            .put("Alpha.bicep", local("c", "br/public:avm/res/alpha/file:1.0.0"))
                            .load();
  CHECK(module.remote_references == Names{"br/public:avm/res/types/file:1.0.0"});
}

TEST_CASE("sources with CRLF are read", "[module]") {
  const Module module = Registry()
                            .put("main.bicep",
                                 "\xEF\xBB\xBFimport { a } from 'br/public:avm/utl/a/b:1.0.0'\r\n"
                                 "module x '../other/main.bicep' = {\r\n  name: 'x'\r\n}\r\n")
                            .load();
  CHECK(module.remote_references == Names{"br/public:avm/utl/a/b:1.0.0"});
  CHECK(module.local_references == Names{"avm/ptn/some/other"});
}

TEST_CASE("references that have a value only later do not count", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep", local("a", "${x}/main.bicep") + local("b", "deploy.json"))
          .load();
  CHECK(module.local_references.empty());
  CHECK(module.remote_references.empty());
}

TEST_CASE("a source that is not Bicep is a warning", "[module]") {
  const Module module =
      Registry()
          .put("main.bicep", "module = {\n" + local("b", "br/public:avm/res/x/y:1.0.0"))
          .load();
  REQUIRE_FALSE(module.diagnostics.empty());
  CHECK(module.diagnostics[0].severity == avmdoc::Severity::warning);
  CHECK(module.diagnostics[0].location.file == "avm/ptn/some/thing/main.bicep");
}

TEST_CASE("a variant's references are those of the module that it belongs to", "[module]") {
  Registry registry("avm/ptn/some/thing--variant");
  registry.put("main.bicep", local("a", "br/public:avm/res/of/variant:1.0.0"));
  registry.put_at("avm/ptn/some/thing/main.bicep", local("a", "br/public:avm/res/of/module:1.0.0"));
  CHECK(registry.load().remote_references == Names{"br/public:avm/res/of/module:1.0.0"});
}

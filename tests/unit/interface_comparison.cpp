#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>

#include "interface/agreement.hpp"
#include "interface/comparison.hpp"
#include "interface/source_reader.hpp"
#include "staleness/staleness.hpp"

using namespace avmdoc;

namespace {

using Contents = std::map<std::string, std::string, std::less<>>;

/// Sources in memory, and what is made of them.
struct Registry {
  explicit Registry(const Contents& contents)
      : files(contents), sources(files), library(files, sources, "cache") {}

  MemoryFileSystem files;
  Sources sources;
  Library library;
};

struct Compiled {
  explicit Compiled(std::string json) : compiled(Template::parse(std::move(json), "main.json")) {}

  Template compiled;
};

/// A source beside files that it may import from.
Contents with_shared_files(const std::string& source) {
  return {{"a/main.bicep", source},
          {"a/shared.bicep",
           "@export()\ntype t = { k: 'a' }\n@export()\ntype u = { k: 'b' }\n"
           "@export()\n@discriminator('k')\ntype either = t | u\n"
           "@export()\n@description('A.')\nfunc f() string => 'a'\n@export()\nvar v = 'a'\n"},
          {"a/other.bicep",
           "@export()\ntype t = { k: 'a' }\n"
           "@export()\n@description('A.')\nfunc f() string => 'a'\n"}};
}

std::string made_of(const std::string& source) {
  const Registry registry(with_shared_files(source));
  return read_own_source(registry.library, registry.library.source("a/main.bicep")).json;
}

/// How a source differs from a template, one sentence a line with its place.
std::string differences(const Contents& contents, const std::string& json) {
  const Registry registry(contents);
  const Compiled compiled(json);
  std::string all;
  for (const Staleness& one : staleness(registry.library, compiled.compiled, "a/main.bicep")) {
    all.append(all.empty() ? "" : "\n").append(one.words);
    if (one.cause.position.line == 0) continue;
    all += " (" + (one.cause.file == "a/main.bicep" ? "" : one.cause.file + ":") +
           std::to_string(one.cause.position.line) + ":" +
           std::to_string(one.cause.position.column) + ")";
  }
  return all;
}

std::string differences(const std::string& source, const std::string& before) {
  return differences({{"a/main.bicep", source}}, made_of(before));
}

std::string with_schema(const std::string& members) {
  return R"({"$schema":"https://schema.management.azure.com/schemas/2019-04-01/)"
         R"(deploymentTemplate.json#",)" +
         members + "}";
}

/// Sources no two of which have one interface.
const std::vector<std::string>& variants() {
  static const std::vector<std::string> all = {
      "",
      "targetScope = 'subscription'\n",
      "metadata name = 'A'\n",
      "metadata name = 'B'\n",
      "param p string\n",
      "param q string\n",
      "param p int\n",
      "param p string?\n",
      "@secure()\nparam p string\n",
      "param p string = 'a'\n",
      "param p string = 'b'\n",
      "param q string = 'a'\nparam p string = q\n",
      "param p object = {\n  '[x': 1\n}\n",
      "param q string = 'a'\nparam p string = '${q}-x'\n",
      "param p string = resourceGroup().location\n",
      "@description('A.')\nparam p string\n",
      "@description('B.')\nparam p string\n",
      "@metadata({ example: 'a' })\nparam p string\n",
      "@metadata({ example: 'b' })\nparam p string\n",
      "@metadata({ other: 'a' })\nparam p string\n",
      "@allowed(['a', 'd'])\nparam p string\n",
      "@allowed(['a', 'e'])\nparam p string\n",
      "@minLength(1)\nparam p string\n",
      "@minLength(2)\nparam p string\n",
      "@maxLength(2)\nparam p string\n",
      "@minLength(1)\n@maxLength(2)\nparam p string\n",
      "@minValue(1)\nparam p int\n",
      "@minValue(-1)\nparam p int\n",
      "@maxValue(1)\nparam p int\n",
      "param p 'a' | 'b'\n",
      "param p 'a' | 'c'\n",
      "param p ('a' | 'b')?\n",
      "param p 'a'\n",
      "param p array\n",
      "param p string[]\n",
      "param p int[]\n",
      "param p ('a' | 'b')[]\n",
      "param p string[][]\n",
      "param p object\n",
      "@secure()\nparam p object\n",
      "param p { a: string }\n",
      "param p { a: int }\n",
      "param p { a: string? }\n",
      "param p { a: string, b: string }\n",
      "param p { a: string, *: int }\n",
      "param p { a: string, *: string }\n",
      "@sealed()\nparam p { a: string }\n",
      "param p { a: { b: string } }\n",
      "param p [string, int]\n",
      "param p [string, string]\n",
      "param p [string]\n",
      "param p [string?]\n",
      "param p [ @minLength(1)\nstring]\n",
      "param p ['a' | 'b']\n",
      "param p 1\n",
      "param p -1\n",
      "param p -1 | 1\n",
      "param p (-1 | 1)[]\n",
      "param p true\n",
      "param p true?\n",
      "param p true[]\n",
      "type t = string\n",
      "type t = string\nparam p t\n",
      "type t = int\nparam p t\n",
      "type u = string\nparam p u\n",
      "type t = string\nparam p t?\n",
      "type t = string\nparam p t[]\n",
      "@export()\ntype t = string\n",
      "type a = { k: 'a' }\ntype b = { k: 'b' }\n@discriminator('k')\nparam p a | b\n",
      "type a = { k: 'a' }\ntype b = { k: 'c' }\n@discriminator('k')\nparam p a | b\n",
      "type a = { k: 'a' }\ntype b = { k: 'b' }\ntype c = { k: 'c' }\n"
      "@discriminator('k')\nparam p a | c\n",
      "type a = { k: 'a', l: 'a' }\ntype b = { k: 'b', l: 'b' }\n@discriminator('k')\nparam p a | "
      "b\n",
      "type a = { k: 'a', l: 'a' }\ntype b = { k: 'b', l: 'b' }\n@discriminator('l')\nparam p a | "
      "b\n",
      "@export()\nvar v = 1\n",
      "@export()\nvar v = 2\n",
      "@export()\n@description('A.')\nvar v = 1\n",
      "func f() string => 'a'\n",
      "func f() int => 1\n",
      "func f(a string) string => a\n",
      "func f(b string) string => b\n",
      "func f(a int) string => '${a}'\n",
      "@export()\nfunc f() string => 'a'\n",
      "@description('A.')\nfunc f() string => 'a'\n",
      "output o string = 'a'\n",
      "output o int = 1\n",
      "output q string = 'a'\n",
      "@description('A.')\noutput o string = 'a'\n",
      "@secure()\noutput o string = 'a'\n",
      "resource r 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n}\n",
      "resource r 'Microsoft.A/as@2025-01-01' = {\n  name: 'n'\n}\n",
      "resource r 'Microsoft.A/bs@2024-01-01' = {\n  name: 'n'\n}\n",
      "resource s 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n}\n",
      "resource r 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n  resource c 'cs' = {\n"
      "    name: 'n'\n  }\n}\n",
      "module m 'm.bicep' = {\n  name: 'n'\n}\n",
  };
  return all;
}

}  // namespace

TEST_CASE("a source differs from all templates but its own") {
  const std::vector<std::string>& all = variants();
  const std::size_t index = GENERATE(range(std::size_t{0}, variants().size()));
  const Registry registry(with_shared_files(all[index]));
  const UnitPointer unit = registry.library.source("a/main.bicep");
  // Of these the values are compared, which takes the whole comparison.
  const bool exports_variable = all[index].find("\nvar v") != std::string::npos;
  CAPTURE(all[index]);
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i]);
    const Compiled compiled(made_of(all[i]));
    CHECK(certainly_agrees(registry.library, unit, compiled.compiled.root()) ==
          (i == index && !exports_variable));
    const Compiled own(read_own_source(registry.library, unit).json);
    CHECK(compare(read_interface(compiled.compiled.root(), "main.json"),
                  read_interface(own.compiled.root(), "a/main.bicep"))
              .empty() == (i == index));
  }
}

TEST_CASE("a source that imports certainly agrees with its own template and no other") {
  const std::vector<std::string> all = {
      "import { t } from 'shared.bicep'\nparam p t\n",
      "import { t } from 'other.bicep'\nparam p t\n",
      "import { u } from 'shared.bicep'\nparam p u\n",
      "import { t as u } from 'shared.bicep'\nparam p u\n",
      "import { either } from 'shared.bicep'\nparam p either\n",
      "import { t, u } from 'shared.bicep'\n@discriminator('k')\nparam p t | u\n",
      "import * as shared from 'shared.bicep'\nparam p shared.t\n",
      "import * as shared from 'other.bicep'\nparam p shared.t\n",
      "import * as shared from 'shared.bicep'\nparam p shared.u\n",
      "import * as shared from 'shared.bicep'\nparam p shared.either\n",
      "import * as shared from 'shared.bicep'\n@discriminator('k')\nparam p shared.t | shared.u\n",
  };
  for (const std::string& source : all) {
    CAPTURE(source);
    const Registry registry(with_shared_files(source));
    const UnitPointer unit = registry.library.source("a/main.bicep");
    for (const std::string& other : all) {
      CAPTURE(other);
      const Compiled compiled(made_of(other));
      CHECK(certainly_agrees(registry.library, unit, compiled.compiled.root()) ==
            (&other == &source));
    }
  }
}

TEST_CASE("an imported function certainly agrees with its own entry alone") {
  const auto json = [](const std::string& name, const std::string& from,
                       const std::string& description) {
    return with_schema(R"("functions":[{"namespace":"__bicep","members":{")" + name +
                       R"(":{"parameters":[],"output":{"type":"string","value":"a"},)"
                       R"("metadata":{"description":")" +
                       description + R"(","__bicep_imported_from!":{"sourceTemplate":")" + from +
                       R"("}}}}}],"resources":{})");
  };
  const Registry registry(with_shared_files("import { f } from 'shared.bicep'\n"));
  const UnitPointer unit = registry.library.source("a/main.bicep");
  const auto agrees = [&](const std::string& text) {
    const Compiled compiled(text);
    return certainly_agrees(registry.library, unit, compiled.compiled.root());
  };
  CHECK(agrees(json("f", "shared.bicep", "A.")));
  CHECK_FALSE(agrees(json("f", "shared.bicep", "B.")));
  CHECK_FALSE(agrees(json("f", "other.bicep", "A.")));
  CHECK_FALSE(agrees(json("g", "shared.bicep", "A.")));
  CHECK_FALSE(agrees(with_schema(R"("resources":{})")));
  CHECK(differences(with_shared_files("import { f } from 'shared.bicep'\n"),
                    with_schema(R"("resources":{})")) == "function f is missing (1:10)");
}

TEST_CASE("a type that is a resource's property certainly agrees with its own path alone") {
  const std::pair<std::string, std::string> all[] = {
      {".tags", "properties/tags"},
      {".properties.rules", "properties/properties/properties/rules"},
      {".properties.rules[*]", "properties/properties/properties/rules/items"},
      {".properties.rules[*].name", "properties/properties/properties/rules/items/properties/name"},
      {".properties.rules.*", "properties/properties/properties/rules/additionalProperties"},
  };
  for (const auto& [steps, own] : all) {
    CAPTURE(steps);
    const Registry registry(
        {{"a/main.bicep", "param p resourceInput<'Some.Thing/as@2020-01-01'>" + steps + "\n"}});
    const UnitPointer unit = registry.library.source("a/main.bicep");
    for (const auto& [other, path] : all) {
      CAPTURE(path);
      const Compiled compiled(with_schema(R"("parameters":{"p":{"type":"string","metadata":{)"
                                          R"("__bicep_resource_derived_type!":{"source":)"
                                          R"("Some.Thing/as@2020-01-01#)" +
                                          path + R"("}}}},"resources":{})"));
      CHECK(certainly_agrees(registry.library, unit, compiled.compiled.root()) == (path == own));
    }
  }
}

TEST_CASE("a call of a function of another file has the prefix of the file") {
  CHECK(made_of("import * as shared from 'shared.bicep'\nparam p string = shared.f()\n")
            .find(R"("[_1.f()]")") != std::string::npos);
  CHECK(made_of("import { f } from 'shared.bicep'\nparam p string = f()\n")
            .find(R"("[__bicep.f()]")") != std::string::npos);
}

TEST_CASE("a union with a type of a registry allows the literals of both") {
  const Registry registry(
      {{"a/main.bicep", "import { t } from 'br/public:avm/x:1.0.0'\nparam p t | 'c'\n"},
       {"cache/br/mcr.microsoft.com/bicep$avm$x/1.0.0$/main.json",
        with_schema(R"("definitions":{"t":{"type":"string","allowedValues":["a","b"],)"
                    R"("metadata":{"__bicep_export!":true}}},"resources":{})")}});
  CHECK(read_own_source(registry.library, registry.library.source("a/main.bicep"))
            .json.find(R"("allowedValues":["a","b","c"])") != std::string::npos);
}

TEST_CASE("an array of literals allows their values") {
  const std::pair<std::string, std::string> all[] = {{"('a' | 'b')[]", R"("a","b")"},
                                                     {"'a'[]", R"("a")"},
                                                     {"1[]", "1"},
                                                     {"(-1)[]", "-1"},
                                                     {"true[]", "true"},
                                                     {"['a', 'b'][]", R"(["a","b"])"},
                                                     {"{ a: 'b' }[]", R"({"a":"b"})"}};
  for (const auto& [type, values] : all) {
    CAPTURE(type);
    CHECK(made_of("param p " + type + "\n")
              .find(R"({"p":{"type":"array","allowedValues":[)" + values + "]}}") !=
          std::string::npos);
  }
}

TEST_CASE("parentheses around a type change nothing") {
  for (const char* type : {"t.a", "t.a[]", "t?"}) {
    CAPTURE(type);
    const std::string use = std::string("\nparam p ") + type + "\n";
    CHECK(made_of("type t = ({ a: int[] })" + use) == made_of("type t = { a: int[] }" + use));
    CHECK(made_of("type t = { a: (int[]) }" + use) == made_of("type t = { a: int[] }" + use));
  }
  CHECK(made_of("type t = ({ a: int[] })\nparam p t.a[*]\n") ==
        made_of("type t = { a: int[] }\nparam p t.a[*]\n"));
}

TEST_CASE("control characters are written as JSON writes them") {
  CHECK(made_of("@description('a\\u{1f}b')\nparam p string\n").find(R"("a\u001fb")") !=
        std::string::npos);
}

TEST_CASE("resources of extensions are not compared") {
  CHECK(differences({{"a/main.bicep",
                      "extension kubernetes as k\n"
                      "resource r 'core/Service@v1' = {\n  metadata: { name: 'n' }\n}\n"}},
                    with_schema(R"("languageVersion":"2.0","resources":{"r":{"import":"k",)"
                                R"("type":"core/Service@v1","properties":{}}})")) == "");
}

TEST_CASE("what a module of a registry exports comes with its metadata and without its marks") {
  const Registry registry(
      {{"a/main.bicep", "import { t, f } from 'br/public:avm/x:1.0.0'\nparam p t\n"},
       {"cache/br/mcr.microsoft.com/bicep$avm$x/1.0.0$/main.json",
        with_schema(
            R"("definitions":{"t":{"type":"int","metadata":{"__bicep_export!":true,)"
            R"("__bicep_imported_from!":{"sourceTemplate":"types.bicep"}}}},)"
            R"("functions":[{"namespace":"__bicep","members":{"f":{"parameters":[],)"
            R"("output":{"type":"string","value":"a"},)"
            R"("metadata":{"description":"Gives.","__bicep_export!":true}}}}],"resources":{})")}});
  const std::string json =
      read_own_source(registry.library, registry.library.source("a/main.bicep")).json;
  CHECK(json.find("Gives.") != std::string::npos);
  CHECK(json.find("types.bicep") == std::string::npos);
  CHECK(json.find("__bicep_export!") == std::string::npos);
}

TEST_CASE("what differs is said, with its place in the source") {
  CHECK(differences("@secure()\nparam p string\n", "param p string\n") ==
        "parameter p is not yet secure (1:1)");
  CHECK(differences("param p string\n", "@secure()\nparam p string\n") ==
        "parameter p is still secure (1:7)");
  CHECK(differences("@sealed()\nparam p { a: string }\n", "param p { a: string }\n") ==
        "parameter p is not yet sealed (1:1)");
  CHECK(differences("@export()\ntype t = string\n", "type t = string\n") ==
        "type t is not yet exported (1:1)");
  CHECK(differences("param p int\n", "param p string\n") == "parameter p has another type (1:9)");
  CHECK(differences("param p {\n  a: string\n}\n", "param p {\n  a: string\n  b: string\n}\n") ==
        "parameter p.b is still there (1:7)");
  CHECK(differences("param p {\n  a: string\n  b: string\n}\n", "param p {\n  a: string\n}\n") ==
        "parameter p.b is missing (3:3)");
  CHECK(differences("@minLength(2)\nparam p string\n", "@minLength(1)\nparam p string\n") ==
        "parameter p has another minLength (1:1)");
  CHECK(differences("param p string\n", "@minLength(1)\nparam p string\n") ==
        "parameter p still has a minLength (1:7)");
  CHECK(differences("param p string = toLower('a')\n", "param p string = toUpper('a')\n") ==
        "parameter p has another default (1:18)");
  CHECK(differences("func f(a int) string => '${a}'\n", "func f(a string) string => a\n") ==
        "function f.a has another type (1:6)");
  CHECK(differences("func f(a string) string => a\n", "func f(b string) string => b\n") ==
        "function f has other arguments (1:6)");
  CHECK(differences("func f() string => 'a'\n", "func f() int => 1\n") ==
        "function f gives another type (1:6)");
  CHECK(differences("@export()\nvar v = 2\n", "@export()\nvar v = 1\n") ==
        "variable v has another value (2:9)");
  CHECK(differences("resource r 'Microsoft.A/as@2025-01-01' = {\n  name: 'n'\n}\n",
                    "resource r 'Microsoft.A/as@2024-01-01' = {\n  name: 'n'\n}\n") ==
        "Microsoft.A/as has the API version 2024-01-01 and not yet 2025-01-01 (1:10)");
}

TEST_CASE(
    "imported types are compared by where they come from, and those of files by what they say") {
  const std::string imports = "import { t } from 'types.bicep'\nparam p t\n";
  const auto json = [](const std::string& type, const std::string& from) {
    return with_schema(R"("definitions":{"t":{"type":")" + type +
                       R"(","metadata":{"__bicep_imported_from!":{"sourceTemplate":")" + from +
                       R"("}}}},"parameters":{"p":{"$ref":"#/definitions/t"}},"resources":{})");
  };
  const Contents local = {{"a/main.bicep", imports},
                          {"a/types.bicep", "@export()\ntype t = string\n"}};
  CHECK(differences(local, json("string", "types.bicep")).empty());
  CHECK(differences(local, json("int", "types.bicep")) ==
        "type t has another type (a/types.bicep:2:10)");
  CHECK(differences({{"a/main.bicep", imports}}, json("int", "types.bicep")).empty());

  const std::string remote = "import { t } from 'br/public:avm/utl/types/x:2.0.0'\nparam p t\n";
  const std::string reference = "br:mcr.microsoft.com/bicep/avm/utl/types/x:";
  const std::string cached = "cache/br/mcr.microsoft.com/bicep$avm$utl$types$x/2.0.0$/main.json";
  const std::string types = with_schema(R"("definitions":{"t":{"type":"int"}},"resources":{})");
  CHECK(differences({{"a/main.bicep", remote}, {cached, types}}, json("int", reference + "2.0.0"))
            .empty());
  CHECK(differences({{"a/main.bicep", remote}, {cached, types}},
                    json("int", reference + "1.0.0")) == "type t is imported from " + reference +
                                                             "1.0.0 and not yet from " + reference +
                                                             "2.0.0 (1:10)");
  const Registry registry({{"a/main.bicep", remote}, {cached, types}});
  const UnitPointer unit = registry.library.source("a/main.bicep");
  for (const std::string version : {"1.0.0", "2.0.0"}) {
    const Compiled compiled(json("int", reference + version));
    CHECK(certainly_agrees(registry.library, unit, compiled.compiled.root()) ==
          (version == "2.0.0"));
  }
}

TEST_CASE("what modules of registries deploy is compared where the cache has them") {
  const std::string source = "module m 'br/public:avm/res/x:1.0.0' = {\n  name: 'n'\n}\n";
  const std::string cached = "cache/br/mcr.microsoft.com/bicep$avm$res$x/1.0.0$/main.json";
  const auto deployed = [](const std::string& hash, const std::string& version) {
    return with_schema(R"("metadata": {"_generator": {"name": "bicep", "templateHash": ")" + hash +
                       R"("}}, "resources": {"r": {"type": "Microsoft.A/as", "apiVersion": ")" +
                       version + R"("}})");
  };
  const auto json = [&](const std::string& nested) {
    return with_schema(R"("resources":{"m":{"type":"Microsoft.Resources/deployments",)"
                       R"("apiVersion":"2025-04-01","properties":{"template":)" +
                       nested + "}}}");
  };
  const Contents contents = {{"a/main.bicep", source}, {cached, deployed("1", "2025-01-01")}};
  CHECK(differences(contents, json(deployed("1", "2025-01-01"))).empty());
  CHECK(differences(contents, json(deployed("2", "2025-01-01"))).empty());
  CHECK(differences(contents, json(deployed("2", "2024-01-01"))) ==
        "module m does not yet deploy microsoft.a/as@2025-01-01 (1:10)\n"
        "module m still deploys microsoft.a/as@2024-01-01 (1:10)");
  CHECK(differences({{"a/main.bicep", source}}, json(deployed("2", "2024-01-01"))).empty());
}

TEST_CASE("nothing is said of what the source alone does not determine") {
  const std::string compiled = with_schema(
      R"("parameters":{"p":{"type":"string","defaultValue":"text"},"q":{"type":"string"}},)"
      R"("variables":{"v":"text"},"resources":{})");
  CHECK(differences({{"a/main.bicep",
                      "param p string = loadTextContent('x.txt')\nparam q string\n"
                      "var v = loadTextContent('x.txt')\n"}},
                    compiled)
            .empty());
  CHECK(differences({{"a/main.bicep", "param p string = loadTextContent('x.txt')\nparam q int\n"}},
                    compiled) == "parameter q has another type (2:9)");
  CHECK(differences({{"a/main.bicep", "param p resourceInput<'Some.Thing/as@2020-01-01'>.x\n"}},
                    with_schema(R"("parameters":{"p":{"type":"int"}},"resources":{})")) ==
        "parameter p has another type (1:9)");
  CHECK(differences({{"a/main.bicep",
                      "@description('A.')\nparam p resourceInput<'Some.Thing/as@2020-01-01'>.x\n"}},
                    with_schema(R"("parameters":{"p":{"type":"int","metadata":{)"
                                R"("__bicep_resource_derived_type!":{"source":)"
                                R"("Some.Thing/as@2020-01-01#properties/x"},)"
                                R"("description":"B."}}},"resources":{})")) ==
        "parameter p has another description (1:1)");
  CHECK(differences({{"a/main.bicep",
                      "import { t } from 'br/public:avm/x:1.0.0'\n"
                      "@description('A.')\nparam p t?\n"}},
                    with_schema(R"("definitions":{"t":{"type":"string","metadata":{)"
                                R"("__bicep_imported_from!":{"sourceTemplate":)"
                                R"("br:mcr.microsoft.com/bicep/avm/x:1.0.0"}}}},)"
                                R"("parameters":{"p":{"$ref":"#/definitions/t","nullable":true,)"
                                R"("metadata":{"description":"B."}}},"resources":{})")) ==
        "parameter p has another description (2:1)");
  // The compiler puts variables that depend on resources where they are used.
  CHECK(differences({{"a/main.bicep",
                      "param p string = loadTextContent('x.txt')\nparam q string\nvar w = 1\n"}},
                    compiled)
            .empty());
}

TEST_CASE("a template made from a source has the source's scope, variables and functions") {
  const Compiled compiled(made_of(
      "targetScope = 'managementGroup'\n@export()\n@description('V.')\nvar v = 'a'\n"
      "@export()\nfunc f(a string) int => 1\nmodule m 'm.bicep' = if (true) {\n  name: 'n'\n}\n"));
  const Interface read = read_interface(compiled.compiled.root(), "main.json");
  CHECK(read.scope == "managementGroup");
  REQUIRE(read.variables.size() == 1);
  CHECK(read.variables[0].exported);
  CHECK(read.variables[0].description == "V.");
  CHECK(read.variables[0].value == Value("a"));
  REQUIRE(read.functions.size() == 1);
  CHECK(read.functions[0].exported);
  CHECK(read.functions[0].arguments.at(0).name == "a");
  CHECK(read.functions[0].arguments.at(0).type.kind == "string");
  CHECK(read.functions[0].result.value().kind == "int");
  REQUIRE(read.resources.size() == 1);
  CHECK(read.resources[0].is_module());
}

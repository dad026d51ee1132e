#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "avmdoc/source_file_system.hpp"
#include "registry.hpp"

using namespace avmdoc;

namespace {

constexpr const char* head =
    "metadata name = 'Some Things'\nmetadata description = 'This module deploys some things.'\n";

constexpr const char* folder = "avm/ptn/some/thing";

/// A module in memory, by the paths of its files.
struct Files {
  std::map<std::string, std::string, std::less<>> contents;

  void put(const std::string& file, std::string content) {
    put_at(std::string(folder) + "/" + file, std::move(content));
  }
  void put_at(const std::string& path, std::string content) {
    contents.insert_or_assign(path, std::move(content));
  }
};

Module load(const Files& module, ReadFrom from = ReadFrom::source) {
  const MemoryFileSystem memory(module.contents);
  const SourceFileSystem files(memory, from, "cache");
  return Loader(files).load({folder, identity_of(folder).value()});
}

/// A module that has nothing but this source.
Files source(const std::string& text) {
  Files files;
  files.put("main.bicep", head + text);
  return files;
}

Module load(const std::string& text) { return load(source(text)); }

Parameter parameter(const std::string& text) {
  return load("@description('Optional. One.')\n" + text).parameters.at(0);
}

/// What a default value is in a template, among parameters to refer to.
std::string default_of(const std::string& expression) {
  const Module module = load(
      "@description('Optional. A.')\nparam a string = ''\n"
      "@description('Optional. B.')\nparam b object = {}\n"
      "@description('Optional. Z.')\nparam z string = " +
      expression + "\n");
  const Value& value = module.parameters.back().default_value.value();
  return value.string() == nullptr ? "not a string" : *value.string();
}

std::vector<std::string> errors_of(const Files& registry) {
  std::vector<std::string> messages;
  try {
    static_cast<void>(load(registry));
  } catch (const Error& error) {
    for (const Diagnostic& one : error.diagnostics()) messages.push_back(format(one));
  }
  return messages;
}

}  // namespace

TEST_CASE("default values are written as the compiler writes them") {
  const auto [expression, expected] = GENERATE(table<std::string, std::string>({
      {"'plain'", "plain"},
      {"'[a]'", "[[a]"},
      {"'[a] b'", "[a] b"},
      {"'it\\'s'", "it's"},
      {"resourceGroup().location", "[resourceGroup().location]"},
      {"az.resourceGroup().location", "[resourceGroup().location]"},
      {"a", "[parameters('a')]"},
      {"(a)", "[parameters('a')]"},
      {"'x${a}c{x}'", "[format('x{0}c{{x}}', parameters('a'))]"},
      {"'${a}-${'${a}'}'", "[format('{0}-{1}', parameters('a'), format('{0}', parameters('a')))]"},
      {"toLower('it\\'s')", "[toLower('it''s')]"},
      {"a == 'x' ? '[y]' : 'n'", "[if(equals(parameters('a'), 'x'), '[y]', 'n')]"},
      {"a ?? a ?? 'c'", "[coalesce(coalesce(parameters('a'), parameters('a')), 'c')]"},
      {"a == 'a' && a != 'b' || !true",
       "[or(and(equals(parameters('a'), 'a'), not(equals(parameters('a'), 'b'))), not(true()))]"},
      {"a =~ 'a'", "[equals(toLower(parameters('a')), toLower('a'))]"},
      {"a !~ 'a'", "[not(equals(toLower(parameters('a')), toLower('a')))]"},
      {"1 + 2 * 3 - -1", "[sub(add(1, mul(2, 3)), -1)]"},
      {"-(5)", "[sub(0, 5)]"},
      {"1 + 2147483648", "[add(1, json('2147483648'))]"},
      {"b.c.d", "[parameters('b').c.d]"},
      {"b.c!.d", "[parameters('b').c.d]"},
      {"b['c']", "[parameters('b').c]"},
      {"b['c-d']", "[parameters('b')['c-d']]"},
      {"b[a]", "[parameters('b')[parameters('a')]]"},
      {"b.?c.d", "[tryGet(parameters('b'), 'c', 'd')]"},
      {"b[?'c']", "[tryGet(parameters('b'), 'c')]"},
      {"b[^1]", "[indexFromEnd(parameters('b'), 1)]"},
      {"items(b)[0].key", "[items(parameters('b'))[0].key]"},
      {"f({ c: a, 'd-e': [1, true, null] })",
       "[f(createObject('c', parameters('a'), 'd-e', createArray(1, true(), null())))]"},
      {"{ ...b, c: 1 }", "[shallowMerge(createArray(parameters('b'), createObject('c', 1)))]"},
      {"[...b, 2]", "[flatten(createArray(parameters('b'), createArray(2)))]"},
  }));
  CHECK(default_of(expression) == expected);
}

TEST_CASE("what is literal in a default value stays a value") {
  CHECK(parameter("param x int = -5\n").default_value == Value(std::int64_t{-5}));
  CHECK(parameter("param x bool = true\n").default_value == Value(true));
  CHECK(parameter("param x object = any({ a: [1, 'b', null] })\n").default_value ==
        Value(Value::Object{{"a", Value::Array{std::int64_t{1}, "b", nullptr}}}));
}

TEST_CASE("allowed values of a type come in the order of their spelling") {
  CHECK(parameter("param x 'b' | 'a a' | 'a' | 'A'\n").allowed_values ==
        Value(Value::Array{"A", "a a", "a", "b"}));
  CHECK(parameter("param x (10 | 9 | 100)[]\n").allowed_values ==
        Value(Value::Array{std::int64_t{10}, std::int64_t{100}, std::int64_t{9}}));
  CHECK(parameter("param x t | 'c'\n\ntype t = 'z' | 'b'\n").allowed_values ==
        Value(Value::Array{"b", "c", "z"}));
  CHECK(parameter("param x ('\\${b}' | '-' | '[c]' | null)[]\n").allowed_values ==
        Value(Value::Array{"-", "[[c]", "${b}", nullptr}));
  CHECK(parameter("param x ({ a: 1 } | ['b'])[]\n").allowed_values ==
        Value(Value::Array{Value::Array{"b"}, Value::Object{{"a", std::int64_t{1}}}}));
  CHECK(parameter("@allowed(['b', 'a'])\nparam x string\n").allowed_values ==
        Value(Value::Array{"b", "a"}));
}

TEST_CASE("types of parameters are those of the template") {
  const auto [type, expected] = GENERATE(table<std::string, std::string>({
      {"string", "string"},
      {"sys.int", "int"},
      {"'a'?", "string"},
      {"string[]", "array"},
      {"[string, int]", "array"},
      {"true", "bool"},
      {"any", ""},
      {"resourceInput<'Microsoft.Storage/storageAccounts@2024-01-01'>.tags", "object"},
      {"resourceInput<'microsoft.network/privateendpoints@2024-07-01'>.location", "string"},
      {"resourceInput<'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01'>"
       ".properties.policy.rules",
       "array"},
      {"resourceOutput<'Microsoft.Storage/storageAccounts@2024-01-01'>.name[]", "array"},
      {"resourceInput<'Microsoft.None/nothing@2024-01-01'>.zones", "array"},
  }));
  CHECK(parameter("param x " + type + "\n").type == expected);
  CHECK(parameter("@secure()\nparam x object = {}\n").type == "secureObject");
}

TEST_CASE("a description loses the indentation that its lines share") {
  CHECK(
      parameter("@description('''Optional. a\n  b\n    c\n  d''')\nparam x string\n").description ==
      "a\nb\n  c\nd");
  CHECK(parameter("@description('Optional. a\\n\\n    c\\n   d\\n  ')\nparam x string\n")
            .description == "a\n\n  c\n d\n");
}

TEST_CASE("types are found through imports, aliases and wildcards") {
  Files registry = source(
      "import { one as first } from 'types.bicep'\nimport * as all from 'types.bicep'\n"
      "import { lockType } from 'br/public:avm/utl/types:1.0.0'\n"
      "@description('Required. A.')\nparam a first\n@description('Required. B.')\nparam b "
      "all.two?\n"
      "@description('Optional. L.')\nparam lock lockType?\n");
  registry.put("types.bicep",
               "@export()\ntype one = {\n  @description('Required. In.')\n  inside: hidden\n}\n"
               "type hidden = 'x' | 'w'\n@export()\ntype two = int\n");
  registry.put_at("cache/br/mcr.microsoft.com/bicep$avm$utl$types/1.0.0$/main.json",
                  compiled(R"("definitions": {
    "lockType": {"type": "object", "properties": {"kind": {"$ref": "#/definitions/_1.kind",
      "metadata": {"description": "Optional. The kind."}}},
      "metadata": {"__bicep_export!": true}},
    "_1.kind": {"type": "string", "allowedValues": ["a"]}})"));
  const Module module = load(registry);
  REQUIRE(module.parameters.size() == 3);
  CHECK(module.parameters[0].properties.at(0).at(0).allowed_values ==
        Value(Value::Array{"w", "x"}));
  CHECK(module.parameters[1].type == "int");
  CHECK(module.parameters[2].properties.at(0).at(0).allowed_values == Value(Value::Array{"a"}));
}

TEST_CASE("resources come from the source, what is nested in it, and modules") {
  Files registry = source(
      "resource a 'microsoft.storage/storageaccounts@2024-01-01' = {\n  resource b 'blobServices' "
      "= {}\n}\n"
      "resource c 'Microsoft.Network/virtualNetworks@2024-01-01' existing = {}\n"
      "module d 'child/main.bicep' = {}\nmodule e 'br:example.azurecr.io/a/b:v1' = [for x in []: "
      "{}]\n");
  registry.put("child/main.bicep", "resource f 'Microsoft.Web/sites@2024-04-01' = if (true) {}\n");
  registry.put_at(
      "cache/br/example.azurecr.io/a$b/v1$/main.json",
      compiled(R"("resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "1"}])"));
  std::vector<std::string> types;
  for (const ResourceType& one : load(registry).resource_types) {
    types.push_back(one.type + "@" + one.api_version);
  }
  CHECK(types == std::vector<std::string>{
                     "Microsoft.Cache/redis@1", "Microsoft.Storage/storageAccounts@2024-01-01",
                     "Microsoft.Storage/storageAccounts/blobServices@2024-01-01",
                     "Microsoft.Web/sites@2024-04-01"});
}

TEST_CASE("variants of a union are found by their discriminator") {
  const Parameter one = parameter(R"(param x unionType

@discriminator('kind')
type unionType =
  | aType
  | {
      @description('Required. The kind.')
      kind: 'b'
    }
  | moreType

@description('The first.')
type aType = {
  @description('Required. The kind.')
  kind: nameOfA
}

type nameOfA = 'a'

@discriminator('kind')
type moreType = cType | aType

type cType = {
  @description('Required. The kind.')
  kind: 'c'
}
)");
  CHECK(one.discriminator == "kind");
  REQUIRE(one.variants.size() == 3);
  CHECK(one.variants[0].name == "a");
  CHECK(one.variants[0].description == "The first.");
  CHECK(one.variants[1].name == "b");
  CHECK(one.variants[2].name == "c");
}

TEST_CASE("what is wrong in a source is reported with its place") {
  CHECK(errors_of(source("param a strin\n")) ==
        std::vector<std::string>{
            "avm/ptn/some/thing/main.bicep:3:9: there is no type called 'strin'"});
  CHECK(errors_of(source("import { a } from 'gone.bicep'\n")) ==
        std::vector<std::string>{
            "avm/ptn/some/thing/main.bicep:3:19: there is no file 'gone.bicep'"});
  CHECK(errors_of(source("param a string =\n")).size() == 1);
  Files hidden =
      source("import { t } from 'types.bicep'\n@description('Required. A.')\nparam a t\n");
  hidden.put("types.bicep", "type t = string\n");
  CHECK(errors_of(hidden) ==
        std::vector<std::string>{"avm/ptn/some/thing/main.bicep:3:10: 't' is not exported by "
                                 "types.bicep; add @export() to it"});
  CHECK(errors_of(source("type a = b\ntype b = a\nparam c a.d\n")).size() == 1);
}

TEST_CASE("a type that has no value without itself is an error") {
  const auto [types, place] = GENERATE(table<std::string, std::string>({
      {"type a = a", "3:6"},
      {"type a = a?", "3:6"},
      {"type a = (a)", "3:6"},
      {"type a = a[]", "3:6"},
      {"type a = [string, a]", "3:6"},
      {"type a = { b: { c: a } }", "3:6"},
      {"type a = { b: a[] }", "3:6"},
      {"type a = b\ntype b = a", "3:6"},
      {"type a = { x: b }\ntype b = [c]\ntype c = b", "4:6"},
      {"type a = string\ntype b = { c: b, d: a }", "4:6"},
      {"type a = b!\ntype b = a?", "3:6"},
      {"@discriminator('k')\ntype a = { k: 'x', b: a } | { k: 'y' }", "4:6"},
      {"@discriminator('k')\ntype a = b | c\ntype b = { k: 'x', b: a }\ntype c = { k: 'y' }",
       "4:6"},
  }));
  CAPTURE(types);
  const std::vector<std::string> errors =
      errors_of(source(types + "\n@description('Required. P.')\nparam p a\n"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("avm/ptn/some/thing/main.bicep:" + place + ": the type '"));
  CHECK(errors[0].ends_with("' refers to itself"));
}

TEST_CASE("a type may refer to itself where that may be left out") {
  for (const std::string type : {"{\n  @description('Optional. B.')\n  b: a?\n}", "[a?]",
                                 "{\n  @description('Required. B.')\n  *: a\n}", "{}?"}) {
    CAPTURE(type);
    CHECK(errors_of(source("type a = " + type + "\n@description('Required. P.')\nparam p a\n"))
              .empty());
  }
}

TEST_CASE("types that unfold without end are errors") {
  const std::string head_of_union = "@discriminator('kind')\ntype a = ";
  const auto itself = errors_of(source(head_of_union + "a | { kind: 'x' }\nparam p a\n"));
  REQUIRE(itself.size() == 1);
  CHECK(itself[0].ends_with("the type 'a' refers to itself"));
  std::string doubled = "type t0 = 'x' | null\n";
  for (int i = 1; i < 60; ++i) {
    const std::string inner = "t" + std::to_string(i - 1);
    doubled += "type t" + std::to_string(i) + " = " + inner + " | " + inner + "\n";
  }
  const auto errors = errors_of(source(doubled + "param p t59\n"));
  CHECK(std::ranges::any_of(errors, [](const std::string& error) {
    return error.ends_with("expected types that refer to at most 100000 others, found more");
  }));
}

TEST_CASE("modules that deploy each other many times over are errors") {
  Files registry = source("module a 'm0.bicep' = {}\n");
  for (int i = 0; i < 24; ++i) {
    const std::string next = "'m" + std::to_string(i + 1) + ".bicep' = {}\n";
    registry.put("m" + std::to_string(i) + ".bicep", "module a " + next + "module b " + next);
  }
  registry.put("m24.bicep", "resource f 'Microsoft.Web/sites@2024-04-01' = {}\n");
  const auto errors = errors_of(registry);
  REQUIRE(!errors.empty());
  CHECK(errors[0].ends_with("expected modules that deploy at most 16777216 bytes, found more"));
}

TEST_CASE("a module that is not in the cache is reported with what to run") {
  const auto errors = errors_of(source("module a 'br/public:avm/res/none:1.0.0' = {}\n"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] ==
        "avm/ptn/some/thing/main.bicep:3:10: 'br/public:avm/res/none:1.0.0' is not in the module "
        "cache; run: bicep restore main.bicep");
}

TEST_CASE("modules that deploy each other are reported") {
  Files registry = source("module a 'other.bicep' = {}\n");
  registry.put("other.bicep", "module b 'main.bicep' = {}\n");
  const auto errors = errors_of(registry);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("avm/ptn/some/thing/other.bicep:1:10: the module refers to itself"));
}

TEST_CASE("what the source alone does not determine is an error where a README shows it") {
  const std::string unknown = "resourceInput<'Microsoft.None/nothing@2024-01-01'>.properties.a";
  CHECK(errors_of(source("@description('Required. A.')\nparam a " + unknown + "\n")).size() == 1);
  CHECK(errors_of(source("type a = " + unknown + "\n")).empty());
}

TEST_CASE("the aliases and the cache folder of bicepconfig.json are used") {
  Files registry = source("module a 'br/mine:thing:1.0.0' = {}\n");
  registry.put_at("bicepconfig.json", R"({
    // comments are welcome
    "cacheRootDirectory": "my-cache",
    "moduleAliases": {"br": {"mine": {"registry": "example.azurecr.io", "modulePath": "some/path"}}}
  })");
  registry.put_at(
      "my-cache/br/example.azurecr.io/some$path$thing/1.0.0$/main.json",
      compiled(R"("resources": [{"type": "Microsoft.Cache/redis", "apiVersion": "1"}])"));
  CHECK(load(registry).resource_types.size() == 1);
}

TEST_CASE("a compiled template is read in place of the source unless that is asked for") {
  Files registry = source("@description('Required. A.')\nparam a string\n");
  CHECK(load(registry, ReadFrom::automatic).parameters.size() == 1);
  registry.put("main.json", compiled());
  CHECK(load(registry, ReadFrom::automatic).parameters.empty());
  CHECK(load(registry, ReadFrom::compiled_template).parameters.empty());
  CHECK(load(registry).parameters.size() == 1);
}

#include <catch2/catch.hpp>

#include "bicep_outline.hpp"

using namespace avmdoc::bicep;

TEST_CASE("targetScope and metadata") {
  CHECK(statement_of("targetScope = 'subscription'") ==
        "target_scope(value:string‹'subscription'›)");
  CHECK(statement_of("metadata name = 'a'\n") ==
        "metadata(name:identifier‹name› value:string‹'a'›)");
}

TEST_CASE("parameters") {
  CHECK(statement_of("param a string") ==
        "parameter(name:identifier‹a› type:type_name(name:identifier‹string›))");
  CHECK(statement_of("param a string? = null") ==
        "parameter(name:identifier‹a› type:type_nullable(base:type_name(name:identifier‹string›)) "
        "value:null‹null›)");
  CHECK(statement_of("param param resource 'a@b' = c") ==
        "parameter(name:identifier‹param› type:type_resource(path:string‹'a@b'›) "
        "value:identifier‹c›)");
  CHECK(statement_of("@allowed(['a'])\n@sys.secure()\n\n// note\nparam a object") ==
        "parameter(decorator:decorator(value:call(name:identifier‹allowed› "
        "argument:array(item:string‹'a'›))) decorator:decorator(value:member_call("
        "base:identifier‹sys› name:identifier‹secure›)) name:identifier‹a› "
        "type:type_name(name:identifier‹object›))");
}

TEST_CASE("variables, outputs, types, functions and assertions") {
  CHECK(statement_of("var a = 1") == "variable(name:identifier‹a› value:number‹1›)");
  CHECK(statement_of("var a int[] = [1]") ==
        "variable(name:identifier‹a› type:type_array(base:type_name(name:identifier‹int›)) "
        "value:array(item:number‹1›))");
  CHECK(statement_of("output a string = b") ==
        "output(name:identifier‹a› type:type_name(name:identifier‹string›) value:identifier‹b›)");
  CHECK(statement_of("output a resource = b") ==
        "output(name:identifier‹a› type:type_resource‹resource› value:identifier‹b›)");
  CHECK(statement_of("@export()\ntype a = string") ==
        "type_declaration(decorator:decorator(value:call(name:identifier‹export›)) "
        "name:identifier‹a› value:type_name(name:identifier‹string›))");
  CHECK(statement_of("func f(a string, b int?) string => '${a}'") ==
        "function(name:identifier‹f› body:typed_lambda(variable:lambda_variable(name:identifier‹a› "
        "type:type_name(name:identifier‹string›)) variable:lambda_variable(name:identifier‹b› "
        "type:type_nullable(base:type_name(name:identifier‹int›))) "
        "type:type_name(name:identifier‹string›) body:string(interpolation:identifier‹a›)))");
  CHECK(statement_of("func f() bool =>\n  true") ==
        "function(name:identifier‹f› body:typed_lambda(type:type_name(name:identifier‹bool›) "
        "body:boolean‹true›))");
  CHECK(statement_of("assert a = b == 1") ==
        "assertion(name:identifier‹a› value:binary<equal_equal>(left:identifier‹b› "
        "right:number‹1›))");
}

TEST_CASE("resources") {
  CHECK(statement_of("resource a 'b@c' = {}") ==
        "resource(name:identifier‹a› path:string‹'b@c'› body:object‹{}›)");
  CHECK(statement_of("resource a 'b@c' = if (d) {}") ==
        "resource(name:identifier‹a› path:string‹'b@c'› "
        "body:if_condition(condition:parenthesized(value:identifier‹d›) body:object‹{}›))");
  CHECK(statement_of("resource a 'b@c' =\n  if (d) {}") ==
        "resource(name:identifier‹a› path:string‹'b@c'› "
        "body:if_condition(condition:parenthesized(value:identifier‹d›) body:object‹{}›))");
  CHECK(statement_of("resource a 'b@c' = [for d in e: {}]") ==
        "resource(name:identifier‹a› path:string‹'b@c'› body:for_loop(name:identifier‹d› "
        "collection:identifier‹e› body:object‹{}›))");
  CHECK(statement_of("resource a 'b@c' = [for (d, i) in e: if (i > 0) {}]") ==
        "resource(name:identifier‹a› path:string‹'b@c'› body:for_loop(name:identifier‹d› "
        "index:identifier‹i› collection:identifier‹e› "
        "body:if_condition(condition:parenthesized(value:binary<greater>(left:identifier‹i› "
        "right:number‹0›)) body:object‹{}›)))");
}

TEST_CASE("an existing resource has the word among its own tokens") {
  const Tree tree =
      parse("resource a 'b@c' existing = { name: 'existing' }\nresource existing 'b' = {}");
  auto statement = tree.root().children().begin();
  CHECK((*statement).has_keyword("existing"));
  ++statement;
  CHECK_FALSE((*statement).has_keyword("existing"));
  CHECK((*statement).has_keyword("resource"));
  CHECK(tree.diagnostics().empty());
}

TEST_CASE("resources within resources") {
  CHECK(
      statement_of(
          "resource a 'b' = {\n  name: 'n'\n  @batchSize(1)\n  resource c 'd' = [for e in f: "
          "{\n    resource g 'h' existing = {}\n  }]\n  resource: 1\n}") ==
      "resource(name:identifier‹a› path:string‹'b'› body:object(item:property(key:identifier‹name› "
      "value:string‹'n'›) item:resource(decorator:decorator(value:call(name:identifier‹batchSize› "
      "argument:number‹1›)) name:identifier‹c› path:string‹'d'› body:for_loop(name:identifier‹e› "
      "collection:identifier‹f› body:object(item:resource(name:identifier‹g› path:string‹'h'› "
      "body:object‹{}›)))) item:property(key:identifier‹resource› value:number‹1›)))");
}

TEST_CASE("modules and tests") {
  CHECK(statement_of("module a 'br/public:avm/res/b:0.1.0' = { name: 'n' }") ==
        "module(name:identifier‹a› path:string‹'br/public:avm/res/b:0.1.0'› "
        "body:object(item:property(key:identifier‹name› value:string‹'n'›)))");
  CHECK(statement_of(
            "@batchSize(1)\nmodule testDeployment '../../../main.bicep' = [\n  for iteration in "
            "['init', 'idem']: {\n    params: {}\n  }\n]") ==
        "module(decorator:decorator(value:call(name:identifier‹batchSize› argument:number‹1›)) "
        "name:identifier‹testDeployment› path:string‹'../../../main.bicep'› "
        "body:for_loop(name:identifier‹iteration› collection:array(item:string‹'init'› "
        "item:string‹'idem'›) body:object(item:property(key:identifier‹params› "
        "value:object‹{}›))))");
  CHECK(statement_of("test a 'b.bicep' = {}") ==
        "test(name:identifier‹a› path:string‹'b.bicep'› body:object‹{}›)");
}

TEST_CASE("imports and extensions") {
  CHECK(statement_of("import { a, b as c, 'd e' as f } from 'g'") ==
        "import(target:import_list(item:import_item(name:identifier‹a›) "
        "item:import_item(name:identifier‹b› alias:identifier‹c›) "
        "item:import_item(name:string‹'d e'› alias:identifier‹f›)) path:string‹'g'›)");
  CHECK(statement_of("import {\n  a\n  b\n} from 'g'") ==
        "import(target:import_list(item:import_item(name:identifier‹a›) "
        "item:import_item(name:identifier‹b›)) path:string‹'g'›)");
  CHECK(statement_of("import * as a from 'g'") ==
        "import(target:import_wildcard(alias:identifier‹a›) path:string‹'g'›)");
  CHECK(statement_of("extension 'br:a@1' with { b: 1 } as c") ==
        "extension(path:string‹'br:a@1'› config:object(item:property(key:identifier‹b› "
        "value:number‹1›)) alias:identifier‹c›)");
  CHECK(statement_of("extension microsoftGraph") == "extension(path:identifier‹microsoftGraph›)");
  CHECK(statement_of("extension as as as") ==
        "extension(path:identifier‹as› alias:identifier‹as›)");
  CHECK(statement_of("import 'a@1' as b") == "extension(path:string‹'a@1'› alias:identifier‹b›)");
}

TEST_CASE("parameter files") {
  const auto kind = FileKind::bicepparam;
  CHECK(statement_of("using 'main.bicep'", kind) == "using_declaration(path:string‹'main.bicep'›)");
  CHECK(statement_of("using none", kind) == "using_declaration(path:identifier‹none›)");
  CHECK(statement_of("using 'a' with {\n  mode: 'stack'\n}", kind) ==
        "using_declaration(path:string‹'a'› config:object(item:property(key:identifier‹mode› "
        "value:string‹'stack'›)))");
  CHECK(statement_of("extends 'base.bicepparam'", kind) ==
        "extends_declaration(path:string‹'base.bicepparam'›)");
  CHECK(statement_of("param a = { b: 1 }", kind) ==
        "parameter(name:identifier‹a› value:object(item:property(key:identifier‹b› "
        "value:number‹1›)))");
  CHECK(statement_of("extensionConfig a with { b: 1 }", kind) ==
        "extension_config(name:identifier‹a› config:object(item:property(key:identifier‹b› "
        "value:number‹1›)))");
  CHECK(statement_of("var a = 1", kind) == "variable(name:identifier‹a› value:number‹1›)");
}

TEST_CASE("a file may be empty, or hold nothing but trivia") {
  for (const std::string text : {"", "\n", "  ", "// a", "\r\n /* b */ \r\n", "\xEF\xBB\xBF"}) {
    const Tree tree = parse(text);
    CHECK(tree.root().children().empty());
    CHECK(tree.diagnostics().empty());
    CHECK(print(tree) == text);
  }
}

TEST_CASE("keywords are names in the place of a name") {
  CHECK(statement_of("var var = param") ==
        "variable(name:identifier‹var› value:identifier‹param›)");
  CHECK(statement_of("type type = type.resource") ==
        "type_declaration(name:identifier‹type› value:type_member("
        "base:type_name(name:identifier‹type›) name:identifier‹resource›))");
}

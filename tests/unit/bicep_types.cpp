#include <catch2/catch.hpp>

#include "bicep_outline.hpp"

TEST_CASE("type names, members and elements") {
  CHECK(type_of("string") == "type_name(name:identifier‹string›)");
  CHECK(type_of("sys.string") ==
        "type_member(base:type_name(name:identifier‹sys›) name:identifier‹string›)");
  CHECK(type_of("a.b.c") ==
        "type_member(base:type_member(base:type_name(name:identifier‹a›) name:identifier‹b›) "
        "name:identifier‹c›)");
  CHECK(type_of("a.*") == "type_member(base:type_name(name:identifier‹a›))");
  CHECK(type_of("a[0]") == "type_index(base:type_name(name:identifier‹a›) index:number‹0›)");
  CHECK(type_of("a[*]") == "type_index(base:type_name(name:identifier‹a›))");
  CHECK(type_of("a[]") == "type_array(base:type_name(name:identifier‹a›))");
  CHECK(type_of("a[][]") == "type_array(base:type_array(base:type_name(name:identifier‹a›)))");
  CHECK(type_of("a?") == "type_nullable(base:type_name(name:identifier‹a›))");
  CHECK(type_of("a[]?") == "type_nullable(base:type_array(base:type_name(name:identifier‹a›)))");
  CHECK(type_of("a.b!") ==
        "type_non_null(base:type_member(base:type_name(name:identifier‹a›) name:identifier‹b›))");
}

TEST_CASE("literal types") {
  CHECK(type_of("'a'") == "string‹'a'›");
  CHECK(type_of("'''a'''") == "string‹'''a'''›");
  CHECK(type_of("1") == "number‹1›");
  CHECK(type_of("-1") == "unary<minus>(operand:number‹1›)");
  CHECK(type_of("!true") == "unary<exclamation>(operand:boolean‹true›)");
  CHECK(type_of("false") == "boolean‹false›");
  CHECK(type_of("null") == "null‹null›");
}

TEST_CASE("unions, on one line and on several") {
  const std::string two = "type_union(item:string‹'a'› item:string‹'b'›)";
  CHECK(type_of("'a' | 'b'") == two);
  CHECK(type_of("| 'a' | 'b'") == two);
  CHECK(type_of("\n  | 'a'\n  | 'b'\n") == two);
  CHECK(type_of("'a'\n\n  // or\n  | 'b'") == two);
  CHECK(type_of("| 'a'") == "type_union(item:string‹'a'›)");
  CHECK(type_of("('a' | 'b')[]") == "type_array(base:type_parenthesized(value:" + two + "))");
  CHECK(type_of("(\n  | 'a'\n  | 'b'\n)?") ==
        "type_nullable(base:type_parenthesized(value:" + two + "))");
  CHECK(type_of("a[] | null") ==
        "type_union(item:type_array(base:type_name(name:identifier‹a›)) item:null‹null›)");
}

TEST_CASE("object types") {
  CHECK(type_of("{}") == "type_object‹{}›");
  CHECK(
      type_of("{\n  a: string\n  'b c': int?\n  *: bool\n}") ==
      "type_object(item:type_property(key:identifier‹a› value:type_name(name:identifier‹string›)) "
      "item:type_property(key:string‹'b c'› "
      "value:type_nullable(base:type_name(name:identifier‹int›))) "
      "item:type_any_property(value:type_name(name:identifier‹bool›)))");
  CHECK(type_of("{ a: 'b', c: {} }") ==
        "type_object(item:type_property(key:identifier‹a› value:string‹'b'›) "
        "item:type_property(key:identifier‹c› value:type_object‹{}›))");
  CHECK(type_of("{\n  @secure()\n  @sys.maxLength(1)\n\n  a: string\n\n  @b()\n  *: int\n}") ==
        "type_object(item:type_property(decorator:decorator(value:call(name:identifier‹secure›)) "
        "decorator:decorator(value:member_call(base:identifier‹sys› name:identifier‹maxLength› "
        "argument:number‹1›)) key:identifier‹a› value:type_name(name:identifier‹string›)) "
        "item:type_any_property(decorator:decorator(value:call(name:identifier‹b›)) "
        "value:type_name(name:identifier‹int›)))");
}

TEST_CASE("tuple types") {
  CHECK(type_of("[string, int]") ==
        "type_tuple(item:type_tuple_item(value:type_name(name:identifier‹string›)) "
        "item:type_tuple_item(value:type_name(name:identifier‹int›)))");
  CHECK(type_of("[\n  @a()\n  string\n  'b'\n]") ==
        "type_tuple(item:type_tuple_item(decorator:decorator(value:call(name:identifier‹a›)) "
        "value:type_name(name:identifier‹string›)) item:type_tuple_item(value:string‹'b'›))");
}

TEST_CASE("types of resources") {
  CHECK(type_of("resourceInput<'a@b'>") ==
        "type_generic(name:identifier‹resourceInput› argument:string‹'a@b'›)");
  CHECK(type_of("resourceOutput<'a@b'>.properties.c[*]?") ==
        "type_nullable(base:type_index(base:type_member(base:type_member("
        "base:type_generic(name:identifier‹resourceOutput› argument:string‹'a@b'›) "
        "name:identifier‹properties›) name:identifier‹c›)))");
  CHECK(type_of("sys.resourceInput<\n'a@b'\n>") ==
        "type_generic(base:type_name(name:identifier‹sys›) name:identifier‹resourceInput› "
        "argument:string‹'a@b'›)");
  CHECK(type_of("resource<'a@b'>") ==
        "type_generic(name:identifier‹resource› argument:string‹'a@b'›)");
  CHECK(type_of("resource 'a@b'") == "type_resource(path:string‹'a@b'›)");
}

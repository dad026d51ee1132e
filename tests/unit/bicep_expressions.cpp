#include <catch2/catch.hpp>

#include "bicep_outline.hpp"

using namespace avmdoc::bicep;

TEST_CASE("literals are values") {
  CHECK(value_of("1") == "number‹1›");
  CHECK(value_of("18446744073709551615") == "number‹18446744073709551615›");
  CHECK(value_of("000000000000000000000018446744073709551615") ==
        "number‹000000000000000000000018446744073709551615›");
  CHECK(value_of("true") == "boolean‹true›");
  CHECK(value_of("false") == "boolean‹false›");
  CHECK(value_of("null") == "null‹null›");
  CHECK(value_of("'a'") == "string‹'a'›");
  CHECK(value_of("truely") == "identifier‹truely›");
  CHECK(value_of("_a1") == "identifier‹_a1›");
}

TEST_CASE("operators bind as Bicep says") {
  CHECK(value_of("a + b * c") ==
        "binary<plus>(left:identifier‹a› right:binary<star>(left:identifier‹b› "
        "right:identifier‹c›))");
  CHECK(value_of("a * b + c") ==
        "binary<plus>(left:binary<star>(left:identifier‹a› right:identifier‹b›) "
        "right:identifier‹c›)");
  CHECK(value_of("a - b - c") ==
        "binary<minus>(left:binary<minus>(left:identifier‹a› right:identifier‹b›) "
        "right:identifier‹c›)");
  // From the loosest to the tightest, each on the right of the one before.
  CHECK(value_of("a ?? b || c && d == e < f + g % h") ==
        "binary<double_question>(left:identifier‹a› right:binary<or_or>(left:identifier‹b› "
        "right:binary<and_and>(left:identifier‹c› right:binary<equal_equal>(left:identifier‹d› "
        "right:binary<less>(left:identifier‹e› right:binary<plus>(left:identifier‹f› "
        "right:binary<percent>(left:identifier‹g› right:identifier‹h›)))))))");
  // And the other way round.
  CHECK(value_of("a / b - c >= d != e && f || g ?? h") ==
        "binary<double_question>(left:binary<or_or>(left:binary<and_and>(left:binary<not_equal>("
        "left:binary<greater_equal>(left:binary<minus>(left:binary<slash>(left:identifier‹a› "
        "right:identifier‹b›) right:identifier‹c›) right:identifier‹d›) right:identifier‹e›) "
        "right:identifier‹f›) right:identifier‹g›) right:identifier‹h›)");
}

TEST_CASE("every operator is known") {
  const std::pair<const char*, const char*> operators[] = {
      {"+", "plus"},           {"-", "minus"},
      {"*", "star"},           {"/", "slash"},
      {"%", "percent"},        {"<", "less"},
      {">", "greater"},        {"<=", "less_equal"},
      {">=", "greater_equal"}, {"==", "equal_equal"},
      {"!=", "not_equal"},     {"=~", "equal_tilde"},
      {"!~", "not_tilde"},     {"&&", "and_and"},
      {"||", "or_or"},         {"??", "double_question"}};
  for (const auto& [sign, name] : operators) {
    CHECK(value_of(std::string("a ") + sign + " b") ==
          std::string("binary<") + name + ">(left:identifier‹a› right:identifier‹b›)");
  }
}

TEST_CASE("a sign belongs to the value with its accesses") {
  CHECK(value_of("-a.b") ==
        "unary<minus>(operand:member_access(base:identifier‹a› name:identifier‹b›))");
  CHECK(value_of("!a && b") ==
        "binary<and_and>(left:unary<exclamation>(operand:identifier‹a›) right:identifier‹b›)");
  CHECK(value_of("+1") == "unary<plus>(operand:number‹1›)");
  CHECK(value_of("-(-1)") ==
        "unary<minus>(operand:parenthesized(value:unary<minus>(operand:number‹1›)))");
}

TEST_CASE("conditions chain to the right") {
  CHECK(value_of("a ? b : c") ==
        "ternary(condition:identifier‹a› left:identifier‹b› right:identifier‹c›)");
  CHECK(value_of("a ? b : c ? d : e") ==
        "ternary(condition:identifier‹a› left:identifier‹b› right:ternary(condition:identifier‹c› "
        "left:identifier‹d› right:identifier‹e›))");
  CHECK(value_of("a ? b ? c : d : e") ==
        "ternary(condition:identifier‹a› left:ternary(condition:identifier‹b› left:identifier‹c› "
        "right:identifier‹d›) right:identifier‹e›)");
  CHECK(value_of("a == b ? 1 : 2") ==
        "ternary(condition:binary<equal_equal>(left:identifier‹a› right:identifier‹b›) "
        "left:number‹1› right:number‹2›)");
}

TEST_CASE("a condition may go on on the next lines") {
  const std::string one_line = value_of("a ? b : c");
  CHECK(value_of("a\n  ? b\n  : c") == one_line);
  CHECK(value_of("a\r\n\r\n  // why\r\n  ? b // because\r\n  : c") == one_line);
  CHECK(value_of("[\n  a\n  ? b\n  : c\n]") == "array(item:" + one_line + ")");
}

TEST_CASE("members, calls, indexes and nested resources are accesses in a row") {
  CHECK(value_of("a.b") == "member_access(base:identifier‹a› name:identifier‹b›)");
  CHECK(value_of("a.?b") == "member_access(base:identifier‹a› name:identifier‹b›)");
  CHECK(value_of("a[0]") == "index_access(base:identifier‹a› index:number‹0›)");
  CHECK(value_of("a[?^1]") == "index_access(base:identifier‹a› index:number‹1›)");
  CHECK(value_of("a::b") == "resource_access(base:identifier‹a› name:identifier‹b›)");
  CHECK(value_of("a!") == "non_null(base:identifier‹a›)");
  CHECK(value_of("a()") == "call(name:identifier‹a›)");
  CHECK(value_of("a(1, 'b')") ==
        "call(name:identifier‹a› argument:number‹1› argument:string‹'b'›)");
  CHECK(value_of("sys.a(1)") ==
        "member_call(base:identifier‹sys› name:identifier‹a› argument:number‹1›)");
  CHECK(value_of("a::b.c!['d'].e(f)") ==
        "member_call(base:index_access(base:non_null(base:member_access(base:resource_access("
        "base:identifier‹a› name:identifier‹b›) name:identifier‹c›)) index:string‹'d'›) "
        "name:identifier‹e› argument:identifier‹f›)");
  CHECK(value_of("{ a: 1 }.a") ==
        "member_access(base:object(item:property(key:identifier‹a› value:number‹1›)) "
        "name:identifier‹a›)");
  CHECK(value_of("[1][0]") == "index_access(base:array(item:number‹1›) index:number‹0›)");
}

TEST_CASE("the tokens of an access distinguish its forms") {
  const Tree tree = parse("var x = a.?b\nvar y = a[?^0]");
  auto statement = tree.root().children().begin();
  const Node member = (*statement).child(Field::value).value();
  CHECK(member.has_token(TokenKind::question));
  const Node index = (*++statement).child(Field::value).value();
  CHECK(index.has_token(TokenKind::question));
  CHECK(index.has_token(TokenKind::caret));
  CHECK_FALSE(member.has_token(TokenKind::caret));
}

TEST_CASE("arguments may be on lines of their own") {
  const std::string one_line = value_of("a(b, c)");
  CHECK(value_of("a(\n  b,\n  c\n)") == one_line);
  CHECK(value_of("a(b,\n\nc)") == one_line);
  CHECK(value_of("a(b, c\n // end\n)") == one_line);
}

TEST_CASE("objects") {
  CHECK(value_of("{}") == "object‹{}›");
  CHECK(value_of("{\n}") == "object‹{\n}›");
  const std::string two =
      "object(item:property(key:identifier‹a› value:number‹1›) item:property(key:string‹'b c'› "
      "value:number‹2›))";
  CHECK(value_of("{ a: 1, 'b c': 2 }") == two);
  CHECK(value_of("{ a: 1, 'b c': 2, }") == two);
  CHECK(value_of("{\n  a: 1\n  'b c': 2\n}") == two);
  CHECK(value_of("{\n\n  a: 1\n\n\n  'b c': 2 }") == two);
  CHECK(value_of("{ a: 1\n 'b c': 2,}") == two);
  CHECK(value_of("{ ...a, b: { ...c } }") ==
        "object(item:spread(value:identifier‹a›) item:property(key:identifier‹b› "
        "value:object(item:spread(value:identifier‹c›))))");
  CHECK(value_of("{ '${a}': 1 }") ==
        "object(item:property(key:string(interpolation:identifier‹a›) value:number‹1›))");
  CHECK(value_of("{ '''a''': 1 }") == "object(item:property(key:string‹'''a'''› value:number‹1›))");
  CHECK(value_of("{ resource: 1, if: 2, for: 3, param: 4 }") ==
        "object(item:property(key:identifier‹resource› value:number‹1›) "
        "item:property(key:identifier‹if› value:number‹2›) item:property(key:identifier‹for› "
        "value:number‹3›) item:property(key:identifier‹param› value:number‹4›))");
}

TEST_CASE("arrays") {
  CHECK(value_of("[]") == "array‹[]›");
  const std::string two = "array(item:number‹1› item:identifier‹a›)";
  CHECK(value_of("[1, a]") == two);
  CHECK(value_of("[1, a,]") == two);
  CHECK(value_of("[\n  1\n  a\n]") == two);
  CHECK(value_of("[ 1\n\n a ]") == two);
  CHECK(value_of("[1 /* one\n*/, a]") == two);
  CHECK(value_of("[\n  ...a\n  [1]\n]") ==
        "array(item:spread(value:identifier‹a›) item:array(item:number‹1›))");
}

TEST_CASE("loops") {
  CHECK(value_of("[for a in b: c]") ==
        "for_loop(name:identifier‹a› collection:identifier‹b› body:identifier‹c›)");
  CHECK(value_of("[for (a, i) in b: { c: i }]") ==
        "for_loop(name:identifier‹a› index:identifier‹i› collection:identifier‹b› "
        "body:object(item:property(key:identifier‹c› value:identifier‹i›)))");
  CHECK(value_of("[\n  for a in [1]: a\n]") ==
        "for_loop(name:identifier‹a› collection:array(item:number‹1›) body:identifier‹a›)");
  CHECK(value_of("[for for in in: for]") ==
        "for_loop(name:identifier‹for› collection:identifier‹in› body:identifier‹for›)");
}

TEST_CASE("parentheses and lambdas") {
  CHECK(value_of("(a)") == "parenthesized(value:identifier‹a›)");
  CHECK(value_of("(\n  a ||\tb\n)") ==
        "parenthesized(value:binary<or_or>(left:identifier‹a› right:identifier‹b›))");
  CHECK(value_of("map(a, x => x)") ==
        "call(name:identifier‹map› argument:identifier‹a› "
        "argument:lambda(variable:lambda_variable(name:identifier‹x›) body:identifier‹x›))");
  CHECK(value_of("() => 1") == "lambda(body:number‹1›)");
  CHECK(value_of("(x) => 1") ==
        "lambda(variable:lambda_variable(name:identifier‹x›) body:number‹1›)");
  CHECK(value_of("(x, i) =>\n  {}") ==
        "lambda(variable:lambda_variable(name:identifier‹x›) "
        "variable:lambda_variable(name:identifier‹i›) body:object‹{}›)");
  CHECK(value_of("(\n  x\n  , i,\n) => 1") ==
        "lambda(variable:lambda_variable(name:identifier‹x›) "
        "variable:lambda_variable(name:identifier‹i›) body:number‹1›)");
  CHECK(value_of("x => y => x") ==
        "lambda(variable:lambda_variable(name:identifier‹x›) "
        "body:lambda(variable:lambda_variable(name:identifier‹y›) body:identifier‹x›))");
}

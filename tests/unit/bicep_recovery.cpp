#include <catch2/catch.hpp>
#include <string>

#include "bicep_outline.hpp"

using namespace avmdoc::bicep;

namespace {

/// The outlines of all statements, one a line.
std::string statements_of(const std::string& text) {
  const Tree tree = parse(text);
  std::string all;
  for (const Node statement : tree.root().children()) all += outline(statement) + '\n';
  return all;
}

}  // namespace

TEST_CASE("a diagnostic has the file, the place and what was expected") {
  const Tree tree = parse("var a = 1\nvar b == 2", "dir/main.bicep");
  REQUIRE(tree.diagnostics().size() == 1);
  const avmdoc::Diagnostic& one = tree.diagnostics()[0];
  CHECK(format(one) == "dir/main.bicep:2:7: expected `=` and a value, found `==`");
  CHECK(one.severity == avmdoc::Severity::error);
  CHECK(one.code == "unexpected-token");
  CHECK(one.location.length == 2);
}

TEST_CASE("what is missing at the end of a line is reported right after its last token") {
  CHECK(diagnostics_of("var a = // c\nvar b = 1") ==
        "1:8+1 unexpected-token: expected a value, found the end of the line");
  CHECK(diagnostics_of("var \nvar b = 1") ==
        "1:4+1 unexpected-token: expected the name of the variable, found the end of the line");
  CHECK(diagnostics_of("var a =") ==
        "1:8+0 unexpected-token: expected a value, found the end of the file");
  CHECK(diagnostics_of("param é") ==
        "1:7+1 unknown-character: expected a token of Bicep, found `U+00E9`");
}

TEST_CASE("each incomplete statement is one error, and the next statement is whole") {
  const std::pair<std::string, std::string> cases[] = {
      {"param", "1:6+1 unexpected-token: expected the name of the parameter"},
      {"param a", "1:8+1 unexpected-token: expected a type"},
      {"param a string =", "1:17+1 unexpected-token: expected a value"},
      {"param a string {",
       "1:16+1 unexpected-token: expected `=` and a default value, or the end of the line"},
      {"param 1x string = 2", "1:7+1 unexpected-token: expected the name of the parameter"},
      {"var", "1:4+1 unexpected-token: expected the name of the variable"},
      {"var a", "1:6+1 unexpected-token: expected `=` and a value"},
      {"var = 1", "1:5+1 unexpected-token: expected the name of the variable"},
      {"output a", "1:9+1 unexpected-token: expected a type"},
      {"output a string", "1:16+1 unexpected-token: expected `=` and a value"},
      {"metadata", "1:9+1 unexpected-token: expected the name of the metadata"},
      {"targetScope", "1:12+1 unexpected-token: expected `=` after `targetScope`"},
      {"type a", "1:7+1 unexpected-token: expected `=` and a type"},
      {"type a =", "1:9+1 unexpected-token: expected a type"},
      {"type a = 'b' |", "1:15+1 unexpected-token: expected a type"},
      {"func f", "1:7+1 unexpected-token: expected `(` and the arguments of the function"},
      {"func f() string", "1:16+1 unexpected-token: expected `=>` and the result of the function"},
      {"func f(a) string => 'b'", "1:9+1 unexpected-token: expected a type"},
      {"assert a", "1:9+1 unexpected-token: expected `=` and a value"},
      {"resource", "1:9+1 unexpected-token: expected the symbolic name of the resource"},
      {"resource a", "1:11+1 unexpected-token: expected the type of the resource"},
      {"resource a 'b'", "1:15+1 unexpected-token: expected `=` and the body"},
      {"resource a 'b' =", "1:17+1 unexpected-token: expected `{`, `[for …]` or `if (…)`"},
      {"resource a 'b' = if {}", "1:21+1 unexpected-token: expected `(` and the condition"},
      {"resource a 'b' = if (c)", "1:24+1 unexpected-token: expected `{`"},
      {"resource a 'b' = [for c in d: e]", "1:31+1 unexpected-token: expected `{` or `if`"},
      {"resource a 'b' = [c]", "1:19+1 unexpected-token: expected `for`"},
      {"module a b = {}", "1:10+1 unexpected-token: expected the path of the file, in quotes"},
      {"test a 'b' = []", "1:14+1 unexpected-token: expected `{`"},
      {"import",
       "1:7+1 unexpected-token: expected `{` and the symbols to import, or `* as <name>`"},
      {"import {a}", "1:11+1 unexpected-token: expected `from`"},
      {"import * from 'a'", "1:10+4 unexpected-token: expected `as`"},
      {"import {'a'} from 'b'", "1:12+1 unexpected-token: expected `as` and a name for the symbol"},
      {"extension", "1:10+1 unexpected-token: expected the name of the extension"},
      {"extension a b", "1:13+1 unexpected-token: expected `with`, `as` or the end of the line"},
      {"extension a with b", "1:18+1 unexpected-token: expected `{` and the configuration"},
      {"using 'a'", "1:1+5 misplaced-statement: expected a statement of a .bicep file"},
      {"foo()",
       "1:1+3 unknown-statement: expected a statement such as `param`, `var`, `resource` or "
       "`module`"},
      {"}",
       "1:1+1 unknown-statement: expected a statement such as `param`, `var`, `resource` or "
       "`module`"},
      {"var a = 1 var b = 2", "1:11+3 unexpected-token: expected the end of the line"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    const std::string found = diagnostics_of(text + "\nvar z = 1\n");
    CHECK(found.substr(0, message.size()) == message);
    CHECK(found.find('\n') == std::string::npos);
    CHECK(statements_of(text + "\nvar z = 1\n")
              .find("\nvariable(name:identifier‹z› value:number‹1›)\n") != std::string::npos);
  }
}

TEST_CASE("each broken expression is one error") {
  const std::pair<std::string, std::string> cases[] = {
      {"(1, 2)", "1:9+6 parentheses: expected one value in the parentheses, found 2"},
      {"()", "1:9+2 parentheses: expected one value in the parentheses, found none"},
      {"(1) => 2",
       "1:10+1 unexpected-token: expected the name of a variable of the lambda, found `1`"},
      {"a[]", "1:11+1 unexpected-token: expected an index, found `]`"},
      {"a[1 2]",
       "1:13+1 unexpected-token: expected `]` for the `[` of line 1, column 10, found `2`"},
      {"a.",
       "1:11+1 unexpected-token: expected the name of a property or function, found the end of the "
       "line"},
      {"a::1", "1:12+1 unexpected-token: expected the name of a nested resource, found `1`"},
      {"a.?b()", "1:13+1 safe-call: expected a property after `.?`, found a function call"},
      {"a.null",
       "1:11+4 unexpected-token: expected the name of a property or function, found `null`"},
      {"a ? b",
       "1:14+1 unexpected-token: expected `:` and the value for a false condition, found the end "
       "of the line"},
      {"a +", "1:12+1 unexpected-token: expected a value, found the end of the line"},
      {"--a",
       "1:10+1 repeated-sign: expected a value after `-`, found `-`: put the value with its own "
       "sign in parentheses"},
      {"[for a b: c]", "1:16+1 unexpected-token: expected `in`, found `b`"},
      {"[for (a) in b: c]",
       "1:16+1 unexpected-token: expected `,` and the name of the loop's index, found `)`"},
      {"[for a in b c]",
       "1:21+1 unexpected-token: expected `:` and the body of the loop, found `c`"},
      {"[for a in b: if (c) {}]",
       "1:22+2 misplaced-condition: expected a value, found `if`: only loops of resources and "
       "modules take one"},
      {"f(1 2)", "1:13+1 unexpected-token: expected `,` or `)`, found `2`"},
      {"f(1,)", "1:13+1 unexpected-token: expected an argument after `,`, found `)`"},
      {"f(1\n2)", "2:1+1 missing-comma: expected `,` or `)`, found `2`"},
      {"[1 2]", "1:12+1 unexpected-token: expected `,` or a line break, found `2`"},
      {"[1,,2]", "1:12+1 unexpected-token: expected a value, found `,`"},
      {"[1,\n2]",
       "1:11+1 unexpected-line-break: expected an item after `,`, found the end of the line: at "
       "the end of a line an item needs no `,`"},
      {"{ a 1 }",
       "1:13+1 unexpected-token: expected `:` after the name of the property, found `1`"},
      {"{ a: 1 b: 2 }", "1:16+1 unexpected-token: expected `,` or a line break, found `b`"},
      {"{ null: 1 }", "1:11+4 unexpected-token: expected a property, found `null`"},
      {"{ a: }", "1:14+1 unexpected-token: expected a value, found `}`"},
      {"'${}'", "1:12+1 unexpected-token: expected a value in the interpolation, found `}`"},
      {"'${a b}'", "1:14+1 unexpected-token: expected `}` for the `${` before it, found `b`"},
      {"'${[a]}'",
       "1:12+1 complex-interpolation: expected a simple value in the interpolation, found `[`: "
       "declare a variable for it"},
      {"\"a b\"", "1:9+5 double-quotes: expected a string in single quotes, found a double quote"},
      {"f(\"a\", 1)",
       "1:11+3 double-quotes: expected a string in single quotes, found a double quote"},
      {"'a",
       "1:9+2 unfinished-string: expected `'` at the end of the string, found the end of the line"},
      {"f('a, 1)",
       "1:11+6 unfinished-string: expected `'` at the end of the string, found the end of the "
       "line"},
      {"'a${b",
       "1:9+5 unfinished-string: expected `}` and the rest of the string, found the end of the "
       "line"},
      {"'a${'b${c",
       "1:13+5 unfinished-string: expected `}` and the rest of the string, found the end of the "
       "line"},
      {"'a\\qb'",
       "1:11+2 invalid-escape: expected an escape such as `\\n`, `\\r`, `\\t`, `\\\\`, `\\'`, "
       "`\\$` or `\\u{…}`, found `\\q`"},
      {"18446744073709551616",
       "1:9+20 number-too-large: expected a number of at most 64 bits, found "
       "`18446744073709551616`"},
      {"1.5", "1:11+1 unexpected-token: expected the name of a property or function, found `5`"},
      {"a & b", "1:11+1 unknown-character: expected a token of Bicep, found `&`"},
      {"\xC2\xA0 1", "1:9+1 unknown-character: expected a token of Bicep, found `U+00A0`"},
      {"\xff\xfe", "1:9+2 unknown-character: expected a token of Bicep, found `\\xFF \\xFE`"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    CHECK(diagnostics_of("var x = " + text + "\nvar z = 1") == message);
  }
}

TEST_CASE("each broken type is one error") {
  const std::pair<std::string, std::string> cases[] = {
      {"{\n a string\n}",
       "2:4+6 unexpected-token: expected `:` and the type of the property, found `string`"},
      {"{\n a:\n}", "2:4+1 unexpected-token: expected a type, found the end of the line"},
      {"{\n @b()\n}", "3:1+1 unexpected-token: expected a property or `*`, found `}`"},
      {"[string int]", "1:18+3 unexpected-token: expected `,` or a line break, found `int`"},
      {"()", "1:11+1 unexpected-token: expected a type, found `)`"},
      {"('a' 'b')",
       "1:15+3 unexpected-token: expected `)` for the `(` of line 1, column 10, found the string "
       "'b'"},
      {"a[1",
       "1:13+1 unexpected-token: expected `]` for the `[` of line 1, column 11, found the end of "
       "the line"},
      {"a.",
       "1:12+1 unexpected-token: expected the name of a type or property, found the end of the "
       "line"},
      {"a<'b'",
       "1:15+1 unexpected-token: expected `>` for the `<` of line 1, column 11, found the end of "
       "the line"},
      {"string?[]", "1:17+1 unexpected-token: expected the end of the line, found `[`"},
      {"resource",
       "1:18+1 unexpected-token: expected the type of the resource: `'<type>@<version>'`, found "
       "the end of the line"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    CHECK(diagnostics_of("type x = " + text + "\nvar z = 1") == message);
  }
}

TEST_CASE("decorators") {
  CHECK(diagnostics_of("@\nparam a string") ==
        "1:2+1 unexpected-token: expected the name of a decorator, found the end of the line");
  CHECK(diagnostics_of("@a\nparam a string") ==
        "1:3+1 unexpected-token: expected `(` after the name of the decorator, found the end of "
        "the line");
  CHECK(diagnostics_of("@a() param a string") ==
        "1:6+5 unexpected-token: expected the end of the line after the decorator, found `param`");
  CHECK(diagnostics_of("@a() = 1\nparam a string") ==
        "1:6+1 unexpected-token: expected the end of the line after the decorator, found `=`");
  CHECK(diagnostics_of("@a()\n\n") ==
        "1:5+1 missing-statement: expected a statement after the decorator, found the end of the "
        "file");
  CHECK(diagnostics_of("@a()\nfoo: [\n1\n]\nvar b = 1") ==
        "2:1+3 missing-statement: expected a statement after the decorator, found `foo`");
}

TEST_CASE("several errors in one file are all reported, in order") {
  CHECK(
      diagnostics_of(
          "resource a = {\n  name: b c\n  d e\n  f: [1 2, 3 4]\n}\nvar g = 'h\nvar = 2 +\n") ==
      "1:12+1 unexpected-token: expected the type of the resource: `'<type>@<version>'`, found "
      "`=`\n"
      "2:11+1 unexpected-token: expected `,` or a line break, found `c`\n"
      "3:5+1 unexpected-token: expected `:` after the name of the property, found `e`\n"
      "4:9+1 unexpected-token: expected `,` or a line break, found `2`\n"
      "4:14+1 unexpected-token: expected `,` or a line break, found `4`\n"
      "6:9+2 unfinished-string: expected `'` at the end of the string, found the end of the line\n"
      "7:5+1 unexpected-token: expected the name of the variable, found `=`\n"
      "7:10+1 unexpected-token: expected a value, found the end of the line");
  CHECK(diagnostics_of("var a = b. + c.\nvar d = [][][]") ==
        "1:12+1 unexpected-token: expected the name of a property or function, found `+`\n"
        "1:16+1 unexpected-token: expected the name of a property or function, found the end of "
        "the line\n"
        "2:12+1 unexpected-token: expected an index, found `]`\n"
        "2:14+1 unexpected-token: expected an index, found `]`");
}

TEST_CASE("a missing bracket does not take the rest of the file with it") {
  const std::string brackets[] = {"var a = {\n  b: 1\n\n",
                                  "var a = [\n  1\n\n",
                                  "var a = f(1,\n  2\n\n",
                                  "resource a 'b' = {\n  c: {\n    d: 1\n  }\n\n",
                                  "type a = {\n  b: {\n    c: string\n  }\n\n",
                                  "var a = [for b in c: {\n  d: 1\n\n"};
  for (const std::string& open : brackets) {
    INFO(open);
    const std::string text = open + "@secure()\nparam y string\n\nresource z 'r' = {\n  e: 1\n}\n";
    CHECK(diagnostics_of(text).find('\n') == std::string::npos);
    CHECK(diagnostics_of(text).find("for the `") != std::string::npos);
    const std::string statements = statements_of(text);
    CHECK(statements.find("parameter(decorator:decorator(value:call(name:identifier‹secure›)) "
                          "name:identifier‹y› type:type_name(name:identifier‹string›))") !=
          std::string::npos);
    CHECK(statements.find("resource(name:identifier‹z›") != std::string::npos);
  }
}

TEST_CASE("a statement of any kind ends what was left open before it") {
  const std::string statements[] = {"targetScope = 'a'",
                                    "metadata a = 'b'",
                                    "param a string",
                                    "var a = 1",
                                    "type a = string",
                                    "func a() string => 'b'",
                                    "resource a 'b' = {",
                                    "module a 'b' = {",
                                    "output a string = 'b'",
                                    "import {a} from 'b'",
                                    "import * as a from 'b'",
                                    "import 'a'",
                                    "extension a",
                                    "extension 'a'",
                                    "using 'a'",
                                    "using none",
                                    "extends 'a'",
                                    "@a()"};
  for (const std::string& statement : statements) {
    INFO(statement);
    CHECK(diagnostics_of("var x = {\n  b: 1\n\n" + statement + "\n")
              .starts_with("2:7+1 unexpected-token: expected `}` for the `{` of line 1"));
  }
}

TEST_CASE("a file without indentation is read by its brackets") {
  CHECK(diagnostics_of(
            "resource a 'b' = {\nresource c 'd' = {\n}\n@e()\nresource f 'g' = {\n}\n}") == "");
  // Also when it has an error, as long as its brackets are in order.
  CHECK(diagnostics_of("resource a 'b' = {\nresource c 'd' = {\n}\ne f\n}").find('\n') ==
        std::string::npos);
}

TEST_CASE("a bracket too many is one error") {
  CHECK(diagnostics_of("var a = [\n  1\n  )\n  2\n]") ==
        "3:3+1 unexpected-token: expected a value or the end of the list, found `)`, which closes "
        "nothing");
  CHECK(diagnostics_of("var a = {\n  b: 1\n}\n}\nvar c = 1") ==
        "4:1+1 unknown-statement: expected a statement such as `param`, `var`, `resource` or "
        "`module`, found `}`");
  CHECK(diagnostics_of("var a = f((1)))") ==
        "1:15+1 unexpected-token: expected the end of the line, found `)`");
}

TEST_CASE("the innermost open bracket is the one that is reported") {
  CHECK(diagnostics_of("var a = [\n  1\n  (2\n  3]\nvar b = 1") ==
        "3:5+1 unexpected-token: expected `)` for the `(` of line 3, column 3, found the end of "
        "the line");
  CHECK(diagnostics_of("var a = {\n  b: c(\n  d: 1\n}\nvar e = 1") ==
        "3:4+1 unexpected-token: expected `)` for the `(` of line 2, column 7, found `:`");
  CHECK(diagnostics_of("var a = '${f(1}'\nvar b = 1") ==
        "1:15+1 unexpected-token: expected `)` for the `(` of line 1, column 13, found `}`");
}

TEST_CASE("comments and multi-line strings without an end are one error") {
  CHECK(diagnostics_of("var a = 1\nvar b = {\n  /* c\n}\nvar d = 1") ==
        "3:3+2 unfinished-comment: expected `*/` at the end of the comment, found the end of the "
        "file");
  CHECK(diagnostics_of("var a = [\n  '''b\n]\nvar c = 1") ==
        "2:3+3 unfinished-string: expected `'''` at the end of the multi-line string, found the "
        "end of the file");
  CHECK(diagnostics_of("var a = $'''b${c\n'''") ==
        "1:9+8 unfinished-string: expected `}` and the rest of the string, found the end of the "
        "line\n"
        "2:1+3 unfinished-string: expected `'''` at the end of the multi-line string, found the "
        "end of the file");
}

TEST_CASE("statements in the wrong kind of file are read all the same") {
  CHECK(diagnostics_of("using 'a'\nparam b = 1\noutput c string = d", FileKind::bicepparam) ==
        "3:1+6 misplaced-statement: expected a statement of a .bicepparam file, found `output`");
  CHECK(statements_of("using 'a'") == "using_declaration!(path:string‹'a'›)\n");
}

TEST_CASE("what a broken statement still has is in the tree") {
  CHECK(statements_of("resource = { a: 1 }") ==
        "resource!(body:object(item:property(key:identifier‹a› value:number‹1›)))\n");
  CHECK(statements_of("var a = [1 2, 3]") ==
        "variable!(name:identifier‹a› value:array!(item:number‹1› skipped!‹2› item:number‹3›))\n");
  CHECK(statements_of("var a = { b: , c: 1 }") ==
        "variable!(name:identifier‹a› value:object!(item:property!(key:identifier‹b›) "
        "item:property(key:identifier‹c› value:number‹1›)))\n");
  CHECK(statements_of("param a string = 1 x\n") ==
        "parameter(name:identifier‹a› type:type_name(name:identifier‹string›) value:number‹1›)\n"
        "skipped!‹x›\n");
  CHECK(statements_of("@a() = 1\nparam b string")
            .ends_with("skipped!‹= 1› name:identifier‹b› "
                       "type:type_name(name:identifier‹string›))\n"));
}

TEST_CASE("a nested decorator without its resource leaves the brackets around it alone") {
  const std::string text = "resource a 'b' = [for c in d: {\n  @e()]\nvar f = 1";
  CHECK(statements_of(text).ends_with("variable(name:identifier‹f› value:number‹1›)\n"));
  for (const std::string& damaged : {text, std::string("resource[[]{@]")}) {
    const Tree tree = parse(damaged);
    CHECK_FALSE(tree.diagnostics().empty());
    CHECK(print(tree) == damaged);
    CHECK(tree.root().end_token() == tree.tokens().size());
  }
}

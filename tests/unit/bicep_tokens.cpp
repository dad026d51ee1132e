#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"
#include "bicep_outline.hpp"

using namespace avmdoc::bicep;
using namespace std::string_literals;

namespace {

/// The kinds of all tokens but the last, with spaces between them.
std::string kinds(const std::string& text) {
  const Tree tree = parse(text);
  std::string all;
  for (const Token& token : tree.tokens()) {
    if (token.kind == TokenKind::end_of_file) break;
    if (!all.empty()) all += ' ';
    all += to_string(token.kind);
  }
  CHECK(tree.tokens().back().kind == TokenKind::end_of_file);
  CHECK(print(tree) == text);
  return all;
}

/// The trivia before the token of that index, each with its text.
std::string trivia(const std::string& text, std::uint32_t token) {
  const Tree tree = parse(text);
  std::string all;
  for (const Trivia& one : tree.trivia_before(token)) {
    const char* const names[] = {"whitespace", "line", "block", "directive"};
    if (!all.empty()) all += ' ';
    all += names[static_cast<std::size_t>(one.kind)] + "‹"s +
           text.substr(one.range.begin, one.range.size()) + "›";
  }
  return all;
}

}  // namespace

TEST_CASE("every sign is a token") {
  CHECK(kinds("@ ( ) [ ] , . .. ... ? ?? : :: ; + - * / %") ==
        "at left_paren right_paren left_square right_square comma dot dot dot ellipsis question "
        "double_question colon double_colon semicolon plus minus star slash percent");
  CHECK(kinds("= == =~ => ! != !~ < <= > >= && | || ^ { }") ==
        "equals equal_equal equal_tilde arrow exclamation not_equal not_tilde less less_equal "
        "greater greater_equal and_and pipe or_or caret left_brace right_brace");
  CHECK(kinds("a.?b") == "identifier dot question identifier");
  CHECK(kinds("[?^1]") == "left_square question caret number right_square");
}

TEST_CASE("names, numbers and the three words that are not names") {
  CHECK(kinds("a _b c1 1c true false null trues") ==
        "identifier identifier identifier number identifier true_keyword false_keyword "
        "null_keyword identifier");
}

TEST_CASE("a run of line breaks is one token, whatever they are") {
  CHECK(kinds("a\nb") == "identifier newline identifier");
  CHECK(kinds("a\r\nb") == "identifier newline identifier");
  CHECK(kinds("a\rb") == "identifier newline identifier");
  CHECK(kinds("a\n\r\n\rb") == "identifier newline identifier");
  CHECK(kinds("a\n \nb") == "identifier newline newline identifier");
}

TEST_CASE("comments and blanks are trivia of the token after them") {
  CHECK(trivia("a \t/* b */ // c\nd", 1) ==
        "whitespace‹ \t› block‹/* b */› whitespace‹ › line‹// c›");
  CHECK(trivia("a /* b\n */ = 1", 1) == "whitespace‹ › block‹/* b\n */› whitespace‹ ›");
  CHECK(trivia("// a\r\nb", 0) == "line‹// a›");
  CHECK(trivia("a /**/ /* * / **/b", 1) ==
        "whitespace‹ › block‹/**/› whitespace‹ › block‹/* * / **/›");
  CHECK(trivia("a\n// end", 2) == "line‹// end›");
  CHECK(trivia("var a = 1", 0) == "");
}

TEST_CASE("line breaks within a block comment do not end a statement") {
  CHECK(statement_of("var a = /* one\r\n two */ 1") ==
        "variable(name:identifier‹a› value:number‹1›)");
}

TEST_CASE("directives are trivia at the beginning of a line") {
  CHECK(trivia("#disable-next-line BCP081 no-unused-vars // why\na", 0) ==
        "directive‹#disable-next-line BCP081 no-unused-vars› whitespace‹ › line‹// why›");
  CHECK(trivia("a\n  #disable-diagnostics a-b\nc", 2) ==
        "whitespace‹  › directive‹#disable-diagnostics a-b›");
  CHECK(trivia("#restore-diagnostics\ta  \nc", 0) ==
        "directive‹#restore-diagnostics\ta› whitespace‹  ›");
  CHECK(diagnostics_of("#disable-next-line a\nvar a = [\n#disable-next-line b\n1\n]") == "");
}

TEST_CASE("a directive is one only at the beginning of a line") {
  CHECK(diagnostics_of("var a = 1 #disable-next-line b").find("1:11+1 unknown-directive") == 0);
  CHECK(diagnostics_of("/* a */ #disable-next-line b").find("1:9+1 unknown-directive") == 0);
  CHECK(diagnostics_of("#disable-line b").find("1:1+1 unknown-directive") == 0);
  CHECK(diagnostics_of("#disable-next-line \nvar a = 1") ==
        "1:1+18 missing-directive-code: expected the codes of diagnostics after "
        "`#disable-next-line`, found none");
}

TEST_CASE("strings are tokens of one piece or of several") {
  CHECK(kinds("'a'") == "string");
  CHECK(kinds("''") == "string");
  CHECK(kinds("'a${b}c${d}e'") == "string_left identifier string_middle identifier string_right");
  CHECK(kinds("'${'${a}'}'") == "string_left string_left identifier string_right string_right");
  CHECK(kinds("'${{a: '}'}}'") ==
        "string_left left_brace identifier colon string right_brace string_right");
  CHECK(kinds("'''a'''") == "multiline_string");
  CHECK(kinds("'''${a}'''") == "multiline_string");
  CHECK(kinds("$'''${a}'''") == "string_left identifier string_right");
  CHECK(kinds("$$'''${a}$${b}$$${c}'''") ==
        "string_left identifier string_middle identifier string_right");
  CHECK(kinds("$a''") == "unknown identifier string");
  CHECK(kinds("$''") == "unknown string");
  CHECK(kinds("''''''") == "multiline_string");
  CHECK(kinds("'''a\n'b' ''c'' '''''") == "multiline_string");
  CHECK(kinds("$'''\n${'a${b}'}\n'''") ==
        "string_left string_left identifier string_right string_right");
}

TEST_CASE("bytes that are not Bicep survive") {
  const std::string zero("var a = 1\0 + b\0\n", 16);
  CHECK(print(parse(zero)) == zero);
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
  CHECK(print(parse(all_bytes)) == all_bytes);
  CHECK(print(parse(all_bytes + all_bytes)) == all_bytes + all_bytes);
  CHECK(print(parse("'" + all_bytes)) == "'" + all_bytes);
  CHECK(print(parse("'''" + all_bytes)) == "'''" + all_bytes);
  CHECK(print(parse("/*" + all_bytes)) == "/*" + all_bytes);
}

TEST_CASE("a byte order mark is not part of the first line") {
  const Tree tree = parse("\xEF\xBB\xBFvar a = 1");
  CHECK(tree.diagnostics().empty());
  CHECK(tree.root().position() == avmdoc::Position{1, 1});
  CHECK(tree.trivia_before(0).size() == 1);
  CHECK(diagnostics_of("var a = \xEF\xBB\xBF 1").find("1:9+1 unknown-character") == 0);
}

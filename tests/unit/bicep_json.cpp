#include <catch2/catch.hpp>
#include <string>

#include "avmdoc/bicep.hpp"

using namespace avmdoc::bicep;

TEST_CASE("the tree as JSON has nodes and tokens in the order of the text") {
  CHECK(
      to_json(parse("var a = 1\n")) ==
      R"({"kind":"file","range":[0,10],"position":{"line":1,"column":1},"children":[)"
      R"({"kind":"variable","field":"statement","range":[0,9],"position":{"line":1,"column":1},"children":[)"
      R"({"token":"identifier","range":[0,3],"position":{"line":1,"column":1},"text":"var"},)"
      R"({"kind":"identifier","field":"name","range":[4,5],"position":{"line":1,"column":5},"children":[)"
      R"({"token":"identifier","range":[4,5],"position":{"line":1,"column":5},"text":"a",)"
      R"("trivia":[{"kind":"whitespace","range":[3,4],"text":" "}]}]},)"
      R"({"token":"equals","range":[6,7],"position":{"line":1,"column":7},"text":"=",)"
      R"("trivia":[{"kind":"whitespace","range":[5,6],"text":" "}]},)"
      R"({"kind":"number","field":"value","range":[8,9],"position":{"line":1,"column":9},"children":[)"
      R"({"token":"number","range":[8,9],"position":{"line":1,"column":9},"text":"1",)"
      R"("trivia":[{"kind":"whitespace","range":[7,8],"text":" "}]}]}]},)"
      R"({"token":"newline","range":[9,10],"position":{"line":1,"column":10},"text":"\u000a"},)"
      R"({"token":"end_of_file","range":[10,10],"position":{"line":2,"column":1},"text":""}]})"
      "\n");
}

TEST_CASE("JSON has comments, directives and errors") {
  const std::string json = to_json(parse("/* a */ // \"b\\\"\n#disable-next-line c\nvar d ="));
  CHECK(json.find(R"({"kind":"block_comment","range":[0,7],"text":"/* a */"})") !=
        std::string::npos);
  CHECK(json.find(R"({"kind":"line_comment","range":[8,15],"text":"// \"b\\\""})") !=
        std::string::npos);
  CHECK(json.find(R"({"kind":"directive","range":[16,36],"text":"#disable-next-line c"})") !=
        std::string::npos);
  CHECK(
      json.find(
          R"("kind":"variable","field":"statement","range":[37,44],"position":{"line":3,"column":1},"error":true)") !=
      std::string::npos);
}

TEST_CASE("JSON is UTF-8 whatever the text is") {
  const std::string json = to_json(parse("'é\xff\xc3\xa9\xed\xa0\x80\x01'"));
  CHECK(json.find("'é\\ufffdé\\ufffd\\ufffd\\ufffd\\u0001'") != std::string::npos);
  CHECK(to_json(parse("'\x1b\x1f'")).find(R"('\u001b\u001f')") != std::string::npos);
}

TEST_CASE("a deep tree needs no recursion to become JSON") {
  std::string text = "var a = ";
  for (int i = 0; i < 190; ++i) text += "[{a:";
  Limits limits;
  limits.nesting = 1000;
  const std::string json = to_json(parse(text, "", FileKind::bicep, limits));
  std::size_t arrays = 0;
  for (std::size_t at = json.find("\"array\""); at != std::string::npos;
       at = json.find("\"array\"", at + 1)) {
    ++arrays;
  }
  CHECK(arrays == 190);
  CHECK(json.back() == '\n');
}

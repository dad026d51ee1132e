#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "registry.hpp"

namespace {

constexpr const char* described = R"("metadata": {"description": "Required. x"})";

std::string repeat(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// `"p0": …, "p1": …`: members of an object, numbered.
std::string members(std::string_view prefix, std::size_t count,
                    const std::function<std::string(std::size_t)>& value) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    all.append(i == 0 ? "\"" : ",\"").append(prefix).append(std::to_string(i)).append("\":");
    all.append(value(i));
  }
  return all;
}

std::string parameters(const std::string& listed) { return "\"parameters\": {" + listed + "}"; }

avmdoc::Module load(const std::string& template_members) {
  return Registry().put("main.json", compiled(template_members)).load();
}

std::vector<avmdoc::Diagnostic> errors_of(const std::string& template_members) {
  try {
    static_cast<void>(load(template_members));
  } catch (const avmdoc::Error& error) {
    return error.diagnostics();
  }
  FAIL("expected an error");
  return {};
}

std::string error_of(const std::string& template_members) {
  const std::vector<avmdoc::Diagnostic> errors = errors_of(template_members);
  CHECK(errors.size() == 1);
  CHECK(errors.front().code == "types-too-large");
  CHECK(errors.front().location.position.line > 0);
  return errors.front().message;
}

/// A type with that many properties of the next one; the last is a string.
std::string types(std::size_t levels, std::size_t width, const std::string& description = "x") {
  const std::string definitions = members("t", levels, [&](std::size_t level) {
    const std::string type = level + 1 == levels
                                 ? R"("type": "string")"
                                 : R"("$ref": "#/definitions/t)" + std::to_string(level + 1) + "\"";
    return R"({"type": "object", "properties": {)" +
           members("p", width,
                   [&](std::size_t) {
                     return "{" + type + R"(, "metadata": {"description": "Optional. )" +
                            description + "\"}}";
                   }) +
           "}}";
  });
  return "\"definitions\": {" + definitions + "}, " +
         parameters(R"("a": {"$ref": "#/definitions/t0", )" + std::string(described) + "}");
}

}  // namespace

TEST_CASE("JSON of up to 1,023 levels", "[template][limits]") {
  // The template itself is the first one.
  const auto nested = [](std::size_t levels) {
    return "\"x\":\n" + repeat("[", levels - 1) + "1" + repeat("]", levels - 1);
  };
  CHECK_NOTHROW(load(nested(1023)));
  for (const std::size_t levels : {1024U, 1025U, 100'000U}) {
    const auto errors = errors_of(nested(levels));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "template-too-deep");
    CHECK(errors[0].message == "objects and arrays nest deeper than 1023 levels");
    CHECK(errors[0].location.position.column == 1023);
  }
  CHECK(errors_of(R"("y": [[], {}],)" + nested(1024))[0].location.position.column == 1023);
  // Brackets in texts do not count, and an escaped quote does not end one.
  CHECK_NOTHROW(load(R"("x": ")" + repeat("[", 5000) + R"(\"[")"));
  CHECK(errors_of(R"("x": "\"[[[[[",)" + nested(1024))[0].location.position.column == 1023);
  CHECK(errors_of(R"("x": "\\",)" + nested(1024))[0].location.position.column == 1023);
}

TEST_CASE("types of up to 64 levels", "[template][limits]") {
  const auto nested = [](std::size_t levels) {
    std::string schema = "{\"type\": \"string\", " + std::string(described) + "}";
    for (std::size_t i = 0; i < levels; ++i) {
      schema = R"({"type": "object", )" + std::string(described) + R"(, "properties": {"p": )" +
               schema + "}}";
    }
    return parameters("\"a\": " + schema);
  };
  CHECK_NOTHROW(load(nested(64)));
  CHECK(error_of(nested(65)) == "types nest deeper than 64 levels");
  CHECK_NOTHROW(load(types(64, 1)));
  CHECK(error_of(types(65, 1)).starts_with("types nest deeper than 64 levels: t0 > t1 > t2 > "));
}

TEST_CASE("types of up to 50,000 properties in all", "[template][limits]") {
  const auto flat = [](std::size_t count) {
    return parameters(members("p", count, [](std::size_t) {
      return R"({"type": "string", "metadata": {"description": "Required. x"}})";
    }));
  };
  CHECK(load(flat(10'000)).parameters.size() == 10'000);
  CHECK(errors_of(flat(10'001)).front().message ==
        "expected at most 10000 members of one object or array, found more");
  CHECK_NOTHROW(load(types(2, 223)));  // 1 + 223 + 223² = 49,953
  CHECK(error_of(types(2, 224)) == "types unfold into more than 50000 properties: t0 > t1");
  CHECK(error_of(types(40, 2)).starts_with("types unfold into more than 50000 properties: t0 > "));
}

TEST_CASE("variants count as properties", "[template][limits]") {
  const std::string variants = members("v", 300, [](std::size_t) { return std::string("{}"); });
  const std::string union_of_them =
      R"("definitions": {"u": {"type": "object", "discriminator": {"propertyName": "k", "mapping": {)" +
      variants + "}}}}, ";
  const auto many = [&](std::size_t count) {
    return union_of_them + parameters(members("p", count, [](std::size_t) {
             return R"({"$ref": "#/definitions/u", "metadata": {"description": "Required. x"}})";
           }));
  };
  CHECK_NOTHROW(load(many(166)));  // 166 · 301 = 49,966
  CHECK(error_of(many(167)) == "types unfold into more than 50000 properties: u");
}

TEST_CASE("types of up to 32 MB in all", "[template][limits]") {
  const std::string too_large = "types unfold into more than 32 MB";
  const std::string long_text(500'000, 'x');
  SECTION("descriptions") {
    CHECK_NOTHROW(load(types(2, 4, long_text)));  // 20 of them, three times each
    CHECK(error_of(types(2, 5, long_text)) == too_large + ": t0 > t1");
  }
  SECTION("values") {
    const std::string value = "[" + repeat("1,", 9'999) + "1]";
    for (const char* kind : {"defaultValue", "allowedValues", "example"}) {
      INFO(kind);
      const auto of = [&](std::size_t count) {
        return parameters(members("p", count, [&](std::size_t) {
          const std::string member = "\"" + std::string(kind) + "\": " + value;
          const bool is_example = std::string_view(kind) == "example";
          return R"({"type": "array", )" + (is_example ? "" : member + ", ") +
                 R"("metadata": {"description": "Optional. x")" +
                 (is_example ? ", " + member : "") + "}}";
        }));
      };
      CHECK_NOTHROW(load(of(48)));
      CHECK(error_of(of(49)) == too_large);
    }
  }
  SECTION("a value that nests deeply is indented as much") {
    const auto nested = [](std::size_t levels) {
      return parameters(R"("a": {"type": "array", "defaultValue": )" + repeat("[", levels) +
                        repeat("[" + repeat("1,", 9'999) + "1],", 10) + "1" + repeat("]", levels) +
                        ", " + described + "}");
    };
    CHECK_NOTHROW(load(nested(10)));
    CHECK(error_of(nested(1000)) == too_large);
  }
  SECTION("names") {
    const std::string name(10'000, 'n');
    const std::string property =
        "\"" + name + R"(1": {"type": "string", "metadata": {"description": "Required. x"}}, ")" +
        name + R"(2": {"type": "string", "metadata": {"description": "Required. x"}})";
    const auto many = [&](std::size_t count) {
      return R"("definitions": {"t": {"type": "object", "properties": {)" + property + "}}}, " +
             parameters(members("p", count, [](std::size_t) {
               return R"({"$ref": "#/definitions/t", "metadata": {"description": "Required. x"}})";
             }));
    };
    CHECK_NOTHROW(load(many(390)));
    CHECK(error_of(many(410)) == too_large + ": t");
  }
  SECTION("roles") {
    const std::string roles = R"("variables": {"builtInRoleNames": {)" +
                              members("role", 1000, [](std::size_t) { return "1"; }) + "}}, ";
    const auto many = [&](std::size_t count) {
      return roles +
             R"("definitions": {"t": {"type": "object", "properties": {"roleAssignments": )" +
             R"({"type": "array", "metadata": {"description": "Optional. x"}}}}}, )" +
             parameters(R"("roleAssignments": {"type": "object", "properties": {)" +
                        members("p", count,
                                [](std::size_t) {
                                  return R"({"$ref": "#/definitions/t", "metadata": )"
                                         R"({"description": "Optional. x"}})";
                                }) +
                        "}, " + described + "}");
    };
    CHECK_NOTHROW(load(many(500)));
    CHECK(error_of(many(1000)) == too_large + ": t");
  }
}

TEST_CASE("up to 100 errors are listed for a template", "[template][limits]") {
  const auto without = [](std::size_t count) {
    return parameters(
        members("p", count, [](std::size_t) { return std::string(R"({"type": "string"})"); }));
  };
  CHECK(errors_of(without(100)).size() == 100);
  const auto errors = errors_of(without(9'000));
  REQUIRE(errors.size() == 101);
  CHECK(errors[99].location.pointer == "/parameters/p99");
  CHECK(errors[100].code == "too-many-errors");
  CHECK(errors[100].message ==
        "expected at most 100 errors, found 9000: only the first are listed");
}

TEST_CASE("as many kinds of parameters as there are parameters", "[template][limits]") {
  const auto module = load(parameters(members("p", 9'000, [](std::size_t i) {
    return R"({"type": "string", "metadata": {"description": "Kind)" + std::to_string(i) +
           R"(. x"}})";
  })));
  REQUIRE(module.parameters.size() == 9'000);
  CHECK(module.parameters[8'999].category == "Kind8999");
}

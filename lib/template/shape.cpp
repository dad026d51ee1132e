#include "template/shape.hpp"

#include <optional>
#include <string>

#include "limits.hpp"
#include "template/json_place.hpp"

namespace avmdoc {
namespace {

/// What is checked, for the place in an error.
struct Shape {
  const Template& compiled;
  std::string_view file;

  [[nodiscard]] JsonObject root() const { return compiled.root(); }
};

[[noreturn]] void fail(const Shape& shape, std::string code, std::string message,
                       std::string pointer) {
  const Position position = json_place(shape.compiled.text(), pointer);
  throw Error(error_at(std::move(code), {std::string(shape.file), position, 0, std::move(pointer)},
                       std::move(message)));
}

[[noreturn]] void fail_as_misshapen(const Shape& shape, std::string_view expected, Json found,
                                    const JsonPath& path) {
  fail(shape, "template-misshapen", misshapen_message(expected, found), pointer_of(path));
}

bool is_template_schema(std::string_view schema) {
  schema = schema.substr(0, schema.find('#'));
  return schema.starts_with("http") &&
         schema.find("schema.management.azure.com/schemas/") != std::string_view::npos &&
         schema.ends_with("eploymentTemplate.json");
}

void check_schema(const Shape& shape) {
  const auto schema = string_member(shape.root(), "$schema");
  if (schema && is_template_schema(*schema)) return;
  fail(shape, "template-schema-unknown",
       (schema ? "unknown schema '" + std::string(*schema) + "'" : std::string("no $schema")) +
           "; expected that of a deployment template "
           "(https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#)",
       schema ? "/$schema" : "");
}

/// Whether an object or array has more members than the limits allow. The parser's tape tells how
/// many each has and where it ends; one that takes no more words than the limit is skipped, with
/// all that it holds.
bool has_oversized(const simdjson::dom::document& document) {
  using simdjson::internal::tape_type;
  const std::uint64_t* const tape = document.tape.get();
  const std::uint64_t end = tape[0] & simdjson::internal::JSON_VALUE_MASK;
  for (std::uint64_t at = 1; at < end; ++at) {
    const auto type = static_cast<tape_type>(tape[at] >> 56U);
    if (type == tape_type::START_OBJECT || type == tape_type::START_ARRAY) {
      const std::uint64_t members = (tape[at] >> 32U) & simdjson::internal::JSON_COUNT_MASK;
      const std::uint64_t after = tape[at] & UINT32_MAX;
      if (members > limits::template_members) return true;
      if (after - at <= limits::template_members) at = after - 1;
    } else if (type == tape_type::INT64 || type == tape_type::UINT64 || type == tape_type::DOUBLE) {
      ++at;  // the number follows
    }
  }
  return false;
}

/// Looks for the object or array that is too large. Its pointer is put together on the way back.
bool find_oversized(Json json, std::string& pointer);

bool find_oversized(JsonObject object, std::string& pointer) {
  if (object.size() > limits::template_members) return true;
  for (const auto [key, value] : object) {
    if (!find_oversized(value, pointer)) continue;
    pointer.insert(0, "/" + pointer_segment(key));
    return true;
  }
  return false;
}

bool find_oversized(Json json, std::string& pointer) {
  if (json.is_object()) return find_oversized(JsonObject(json), pointer);
  if (!json.is_array()) return false;
  const JsonArray array(json);
  if (array.size() > limits::template_members) return true;
  std::size_t index = 0;
  for (const Json element : array) {
    if (find_oversized(element, pointer)) {
      pointer.insert(0, "/" + std::to_string(index));
      return true;
    }
    ++index;
  }
  return false;
}

void check_size(const Shape& shape, const simdjson::dom::document& document) {
  if (!has_oversized(document)) return;
  std::string pointer;
  find_oversized(shape.root(), pointer);
  fail(shape, "template-too-large",
       "expected at most " + std::to_string(limits::template_members) +
           " members of one object or array, found more",
       pointer);
}

void expect_object(const Shape& shape, Json json, const JsonPath& path) {
  if (!json.is_object()) fail_as_misshapen(shape, "an object", json, path);
}

void expect_text(const Shape& shape, JsonObject object, std::string_view key,
                 const JsonPath& path) {
  const auto found = member(object, key);
  if (!found || found->is_string() || found->is_null()) return;
  fail_as_misshapen(shape, "a string", *found, {&path, key});
}

/// A section that is an object, or is not there.
std::optional<JsonObject> section(const Shape& shape, const JsonPath& path) {
  const auto found = member(shape.root(), path.segment);
  if (!found) return std::nullopt;
  expect_object(shape, *found, path);
  return JsonObject(*found);
}

void check_objects(const Shape& shape, std::string_view name) {
  const JsonPath path{nullptr, name};
  const auto found = section(shape, path);
  if (!found) return;
  for (const auto [key, entry] : *found) expect_object(shape, entry, {&path, key});
}

void check_metadata(const Shape& shape) {
  const JsonPath path{nullptr, "metadata"};
  const auto found = section(shape, path);
  if (!found) return;
  for (const std::string_view key : {"name", "description"}) {
    const auto text = member(*found, key);
    if (!text || text->is_string() || text->is_null()) continue;
    fail(shape, "template-misshapen",
         "expected a string, found " + std::string(kind_of(*text)) + "; give 'metadata " +
             std::string(key) + "' a string in main.bicep, then run: bicep build main.bicep",
         pointer_of({&path, key}));
  }
}

/// That of an output or a function.
void check_description(const Shape& shape, JsonObject object, const JsonPath& path) {
  const auto metadata = member(object, "metadata");
  if (!metadata) return;
  const JsonPath metadata_path{&path, "metadata"};
  expect_object(shape, *metadata, metadata_path);
  expect_text(shape, JsonObject(*metadata), "description", metadata_path);
}

void check_outputs(const Shape& shape) {
  const JsonPath outputs_path{nullptr, "outputs"};
  const auto found = section(shape, outputs_path);
  if (!found) return;
  for (const auto [name, output] : *found) {
    const JsonPath path{&outputs_path, name};
    expect_object(shape, output, path);
    expect_text(shape, JsonObject(output), "type", path);
    check_description(shape, JsonObject(output), path);
  }
}

void check_functions(const Shape& shape) {
  const JsonPath functions_path{nullptr, "functions"};
  const auto found = member(shape.root(), "functions");
  if (!found) return;
  if (!found->is_array()) fail_as_misshapen(shape, "an array", *found, functions_path);
  std::size_t index = 0;
  for (const Json space : JsonArray(*found)) {
    const std::string number = std::to_string(index++);
    const JsonPath path{&functions_path, number};
    expect_object(shape, space, path);
    const auto members = member(JsonObject(space), "members");
    if (!members) continue;
    const JsonPath members_path{&path, "members"};
    expect_object(shape, *members, members_path);
    for (const auto [name, function] : JsonObject(*members)) {
      expect_object(shape, function, {&members_path, name});
      check_description(shape, JsonObject(function), {&members_path, name});
    }
  }
}

void check_resource(const Shape& shape, Json resource, const JsonPath& path) {
  expect_object(shape, resource, path);
  if (string_member(JsonObject(resource), "type")) return;
  expect_text(shape, JsonObject(resource), "type", path);
  fail(shape, "template-misshapen",
       "the resource has no type; expected one such as Microsoft.Storage/storageAccounts; run: "
       "bicep build main.bicep",
       pointer_of(path));
}

void check_resources(const Shape& shape) {
  const JsonPath path{nullptr, "resources"};
  const auto found = member(shape.root(), "resources");
  if (!found) return;
  if (found->is_array()) {
    std::size_t index = 0;
    for (const Json resource : JsonArray(*found)) {
      const std::string number = std::to_string(index++);
      check_resource(shape, resource, {&path, number});
    }
    return;
  }
  if (!found->is_object()) fail_as_misshapen(shape, "an object or an array", *found, path);
  for (const auto [name, resource] : JsonObject(*found)) {
    check_resource(shape, resource, {&path, name});
  }
}

}  // namespace

void check_shape(const Template& compiled, const simdjson::dom::document& document,
                 std::string_view file) {
  const Shape shape{compiled, file};
  check_schema(shape);
  check_size(shape, document);
  for (const std::string_view name : {"parameters", "definitions"}) check_objects(shape, name);
  check_metadata(shape);
  check_outputs(shape);
  check_functions(shape);
  check_resources(shape);
}

}  // namespace avmdoc

#include "template/template.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "limits.hpp"
#include "ordering/collation.hpp"
#include "template/json_place.hpp"
#include "text/ascii.hpp"
#include "text/byte_order_mark.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Finds where a text stops being JSON. Only used when simdjson, which does not tell, has refused.
class ErrorPlace final : public nlohmann::json::json_sax_t {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t at, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    refused = true;
    offset = at == 0 ? 0 : at - 1;
    last_token = token;
    reason = error.what();
    return false;
  }
  bool refused = false;
  std::size_t offset = 0;
  std::string last_token;  ///< what was read last, with some of what is before it
  std::string reason;
};

constexpr std::size_t max_json_depth = simdjson::DEFAULT_MAX_DEPTH - 1;

[[noreturn]] void fail(std::string_view file, std::string code, std::string message,
                       Position position = {}, std::string pointer = {}) {
  throw Error(error_at(std::move(code), {std::string(file), position, 0, std::move(pointer)},
                       std::move(message)));
}

bool is_in_word(char c) { return is_word(c) || c == '.' || c == '+' || c == '-' || c == '\\'; }

/// Where the string begins that was read last, or the word that an offset is in.
std::size_t begin_of_token(std::string_view text, const ErrorPlace& place) {
  const std::string_view token = place.last_token;
  const bool is_string = token.size() > 1 && token.starts_with('"') &&
                         token.find('"', 1) == token.size() - 1 &&
                         text.substr(0, place.offset + 1).ends_with(token);
  std::size_t begin = is_string ? place.offset + 1 - token.size() : place.offset;
  while (begin > 0 && is_in_word(text[begin]) && is_in_word(text[begin - 1])) --begin;
  return begin;
}

/// The string, the word or the character at an offset, cut where it is long.
std::string token_at(std::string_view text, std::size_t offset) {
  constexpr std::size_t longest = 40;
  text = text.substr(offset);
  if (text.starts_with('\n') || text.starts_with('\r')) return "the end of the line";
  std::size_t size = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
  if (size != std::string_view::npos) {
    ++size;
  } else {
    size = std::min(text.find_first_of(" \t\r\n,:[]{}\""), text.size());
  }
  return "'" + std::string(text.substr(0, std::clamp<std::size_t>(size, 1, longest))) + "'";
}

/// What the other parser says it expected, in our words: `; expected string literal`.
std::string expectation(const std::string& reason) {
  constexpr std::string_view mark = "; expected ";
  const std::size_t at = reason.rfind(mark);
  if (at == std::string::npos || reason.find("unexpected ") > at) return "";
  const std::string what = reason.substr(at + mark.size());
  if (what == "string literal") return "expected a string in double quotes, ";
  if (what == "end of input") return "expected the end of the file, ";
  if (what.starts_with("'['")) return "expected a value, ";
  return "expected " + what + ", ";
}

/// The first integer of valid JSON that has more than 64 bits.
std::optional<std::string_view> large_integer(std::string_view text) {
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      at += c == '\\' ? 1U : 0U;
      continue;
    }
    if (c != '-' && !is_digit(c)) continue;
    const std::size_t end = std::min(text.find_first_not_of("0123456789+-.eE", at), text.size());
    const std::string_view number = text.substr(at, end - at);
    at = end - 1;
    if (number.find_first_of(".eE") != std::string_view::npos) continue;
    std::int64_t negative = 0;
    std::uint64_t positive = 0;
    const char* const last = number.data() + number.size();
    const auto error = c == '-' ? std::from_chars(number.data(), last, negative).ec
                                : std::from_chars(number.data(), last, positive).ec;
    if (error == std::errc::result_out_of_range) return number;
  }
  return std::nullopt;
}

/// Where JSON, valid or not, first nests deeper than it may.
Position place_of_depth(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') in_string = !in_string;
    if (in_string) {
      at += c == '\\' ? 1U : 0U;
    } else if (c == '[' || c == '{') {
      if (++depth > max_json_depth) return position_at(text, at);
    } else if (c == ']' || c == '}') {
      depth -= depth > 0 ? 1U : 0U;
    }
  }
  return {};
}

[[noreturn]] void fail_to_parse(std::string_view text, std::string_view file,
                                simdjson::error_code error) {
  constexpr const char* code = "template-not-json";
  const auto build = [](const std::string& reason) {
    return reason + "; run: bicep build main.bicep";
  };
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    fail(file, code, build("the file is empty, expected a compiled template"), {1, 1});
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    fail(file, code, build("the file is UTF-16, expected UTF-8"), {1, 1});
  }
  if (error == simdjson::DEPTH_ERROR) {
    fail(file, "template-too-deep",
         "objects and arrays nest deeper than " + std::to_string(max_json_depth) + " levels",
         place_of_depth(text));
  }
  ErrorPlace place;
  nlohmann::json::sax_parse(text, &place);
  if (!place.refused) {
    if (const auto number = large_integer(text)) {
      constexpr std::size_t most_shown = 40;
      const std::string shown(number->substr(0, most_shown));
      fail(file, code,
           build("expected an integer of at most 64 bits, found " + shown +
                 (number->size() > most_shown ? "…" : "")),
           position_at(text, static_cast<std::size_t>(number->data() - text.data())));
    }
    fail(file, code, build(std::string("not valid JSON: ") + simdjson::error_message(error)));
  }
  if (place.offset >= text.size()) {
    fail(file, code, build("not valid JSON: the file ends too early"),
         position_at(text, text.size()));
  }
  const std::size_t begin = begin_of_token(text, place);
  // Where a word is not what it began as, the other parser expects something after its beginning.
  const bool inside = begin != place.offset && text[begin] != '"';
  fail(file, code,
       build("not valid JSON: " + (inside ? "" : expectation(place.reason)) + "found " +
             token_at(text, begin)),
       position_at(text, begin));
}

bool is_template_schema(std::string_view schema) {
  const std::size_t hash = schema.find('#');
  schema = schema.substr(0, hash);
  constexpr std::string_view ending = "eploymentTemplate.json";
  return schema.starts_with("http") &&
         schema.find("schema.management.azure.com/schemas/") != std::string_view::npos &&
         schema.ends_with(ending);
}

void collect_resources(JsonObject level, std::size_t parent,
                       std::vector<DeployedResource>& resources);

void collect_resource(std::string_view identifier, JsonObject body, std::size_t parent,
                      std::vector<DeployedResource>& resources) {
  if (const auto existing = member(body, "existing"); existing && existing->is_bool()) {
    if (bool(*existing)) return;
  }
  const std::string_view type = string_member(body, "type").value_or("");
  const std::size_t own = resources.size();
  resources.push_back(
      {identifier, type, string_member(body, "apiVersion").value_or(""), body, parent});
  if (!equal_ignoring_case(type, "Microsoft.Resources/deployments")) {
    collect_resources(body, parent, resources);
  } else if (const auto properties = object_member(body, "properties")) {
    if (const auto nested = object_member(*properties, "template")) {
      collect_resources(*nested, own, resources);
    }
  }
}

void collect_resources(JsonObject level, std::size_t parent,
                       std::vector<DeployedResource>& resources) {
  const auto listed = member(level, "resources");
  if (!listed) return;
  if (listed->is_object()) {
    for (const auto [identifier, body] : JsonObject(*listed)) {
      if (body.is_object()) collect_resource(identifier, body, parent, resources);
    }
  } else if (listed->is_array()) {
    for (const Json body : simdjson::dom::array(*listed)) {
      if (!body.is_object()) continue;
      collect_resource(string_member(body, "name").value_or(""), body, parent, resources);
    }
  }
}

/// Looks for an object or array with more members than the limits allow. Its pointer is put
/// together on the way back.
bool has_oversized(Json json, std::string& pointer) {
  if (json.is_object()) {
    const JsonObject object(json);
    if (object.size() > limits::template_members) return true;
    for (const auto [key, value] : object) {
      if (!has_oversized(value, pointer)) continue;
      pointer.insert(0, "/" + pointer_segment(key));
      return true;
    }
  } else if (json.is_array()) {
    const simdjson::dom::array array(json);
    if (array.size() > limits::template_members) return true;
    std::size_t index = 0;
    for (const Json element : array) {
      if (has_oversized(element, pointer)) {
        pointer.insert(0, "/" + std::to_string(index));
        return true;
      }
      ++index;
    }
  }
  return false;
}

/// The parts of a template that this stage reads must be what they are called.
class ShapeCheck {
 public:
  ShapeCheck(const Template& compiled, std::string_view file) : compiled_(compiled), file_(file) {}

  void run() const {
    for (const std::string_view name : {"parameters", "definitions"}) objects(name);
    texts();
    outputs();
    functions();
    resources();
  }

 private:
  using Place = JsonPath;

  [[noreturn]] void fail_at(std::string_view expected, Json found, const Place& place) const {
    const std::string pointer = pointer_of(place);
    fail(file_, "template-misshapen", misshapen_message(expected, found),
         json_place(compiled_.text(), pointer), pointer);
  }

  void expect_object(Json json, const Place& place) const {
    if (!json.is_object()) fail_at("an object", json, place);
  }

  void expect_text(JsonObject object, std::string_view key, const Place& place) const {
    const auto found = member(object, key);
    if (!found || found->is_string() || found->is_null()) return;
    fail_at("a string", *found, {&place, key});
  }

  [[nodiscard]] std::optional<JsonObject> section(const Place& place) const {
    const auto found = member(compiled_.root(), place.segment);
    if (!found) return std::nullopt;
    expect_object(*found, place);
    return JsonObject(*found);
  }

  void objects(std::string_view name) const {
    const Place place{nullptr, name};
    const auto found = section(place);
    if (!found) return;
    for (const auto [key, entry] : *found) expect_object(entry, {&place, key});
  }

  void texts() const {
    const Place place{nullptr, "metadata"};
    const auto found = section(place);
    if (!found) return;
    for (const std::string_view key : {"name", "description"}) {
      const auto text = member(*found, key);
      if (!text || text->is_string() || text->is_null()) continue;
      const std::string pointer = pointer_of({&place, key});
      fail(file_, "template-misshapen",
           "expected a string, found " + std::string(kind_of(*text)) + "; give 'metadata " +
               std::string(key) + "' a string in main.bicep, then run: bicep build main.bicep",
           json_place(compiled_.text(), pointer), pointer);
    }
  }

  /// The description of an output or a function.
  void description(JsonObject object, const Place& place) const {
    const auto metadata = member(object, "metadata");
    if (!metadata) return;
    const Place metadata_place{&place, "metadata"};
    expect_object(*metadata, metadata_place);
    expect_text(JsonObject(*metadata), "description", metadata_place);
  }

  void outputs() const {
    const Place outputs_place{nullptr, "outputs"};
    const auto found = section(outputs_place);
    if (!found) return;
    for (const auto [name, output] : *found) {
      const Place place{&outputs_place, name};
      expect_object(output, place);
      expect_text(JsonObject(output), "type", place);
      description(JsonObject(output), place);
    }
  }

  void functions() const {
    const Place functions_place{nullptr, "functions"};
    const auto found = member(compiled_.root(), "functions");
    if (!found) return;
    if (!found->is_array()) fail_at("an array", *found, functions_place);
    std::size_t index = 0;
    for (const Json space : simdjson::dom::array(*found)) {
      const std::string number = std::to_string(index++);
      const Place place{&functions_place, number};
      expect_object(space, place);
      const auto members = member(JsonObject(space), "members");
      const Place members_place{&place, "members"};
      if (!members) continue;
      expect_object(*members, members_place);
      for (const auto [name, function] : JsonObject(*members)) {
        expect_object(function, {&members_place, name});
        description(JsonObject(function), {&members_place, name});
      }
    }
  }

  void resources() const {
    const Place place{nullptr, "resources"};
    const auto found = member(compiled_.root(), "resources");
    if (!found) return;
    if (found->is_array()) {
      std::size_t index = 0;
      for (const Json resource : simdjson::dom::array(*found)) {
        const std::string number = std::to_string(index++);
        check_resource(resource, {&place, number});
      }
      return;
    }
    if (!found->is_object()) fail_at("an object or an array", *found, place);
    for (const auto [name, resource] : JsonObject(*found)) check_resource(resource, {&place, name});
  }

  void check_resource(Json resource, const Place& place) const {
    expect_object(resource, place);
    if (string_member(JsonObject(resource), "type")) return;
    expect_text(JsonObject(resource), "type", place);
    const std::string pointer = pointer_of(place);
    fail(file_, "template-misshapen",
         "the resource has no type; expected one such as Microsoft.Storage/storageAccounts; run: "
         "bicep build main.bicep",
         json_place(compiled_.text(), pointer), pointer);
  }

  const Template& compiled_;
  std::string_view file_;
};

std::string_view metadata(JsonObject object, std::string_view key) {
  const auto found = object_member(object, "metadata");
  return found ? string_member(*found, key).value_or("") : "";
}

std::optional<std::string> description_of(JsonObject object) {
  const auto found = object_member(object, "metadata");
  const auto text = found ? string_member(*found, "description") : std::nullopt;
  if (!text) return std::nullopt;
  return std::string(*text);
}

}  // namespace

std::optional<Json> member(JsonObject object, std::string_view key) {
  Json found;
  if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::optional<JsonObject> object_member(JsonObject object, std::string_view key) {
  JsonObject found;
  if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::optional<std::string_view> string_member(JsonObject object, std::string_view key) {
  std::string_view found;
  if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

bool has_member(JsonObject object, std::string_view key) { return member(object, key).has_value(); }

Members::Members(JsonObject object) : object_(object) {
  for (const auto [key, value] : object) {
    if (size_ == first_.size()) {
      is_whole_ = false;
      return;
    }
    first_[size_++] = {key, value};
  }
}

std::optional<Json> member(const Members& object, std::string_view key) { return object.find(key); }

std::optional<JsonObject> object_member(const Members& object, std::string_view key) {
  const auto found = object.find(key);
  if (!found || !found->is_object()) return std::nullopt;
  return JsonObject(*found);
}

std::optional<std::string_view> string_member(const Members& object, std::string_view key) {
  const auto found = object.find(key);
  if (!found || !found->is_string()) return std::nullopt;
  return std::string_view(*found);
}

bool has_member(const Members& object, std::string_view key) {
  return object.find(key).has_value();
}

Value to_value(Json json) {
  switch (json.type()) {
    case simdjson::dom::element_type::ARRAY: {
      Value::Array array;
      for (const Json element : simdjson::dom::array(json)) array.push_back(to_value(element));
      return array;
    }
    case simdjson::dom::element_type::OBJECT: {
      Value::Object object;
      for (const auto [key, value] : JsonObject(json)) {
        object.emplace_back(std::string(key), to_value(value));
      }
      return object;
    }
    case simdjson::dom::element_type::INT64:
      return std::int64_t(json);
    case simdjson::dom::element_type::UINT64:
      return static_cast<double>(std::uint64_t(json));
    case simdjson::dom::element_type::DOUBLE:
      return double(json);
    case simdjson::dom::element_type::STRING:
      return std::string(std::string_view(json));
    case simdjson::dom::element_type::BOOL:
      return bool(json);
    case simdjson::dom::element_type::NULL_VALUE:
      break;
  }
  return nullptr;
}

std::string_view kind_of(Json json) {
  switch (json.type()) {
    case simdjson::dom::element_type::ARRAY:
      return "an array";
    case simdjson::dom::element_type::OBJECT:
      return "an object";
    case simdjson::dom::element_type::STRING:
      return "a string";
    case simdjson::dom::element_type::BOOL:
      return bool(json) ? "true" : "false";
    case simdjson::dom::element_type::NULL_VALUE:
      return "null";
    default:
      return "a number";
  }
}

std::string misshapen_message(std::string_view expected, Json found) {
  std::string message = "expected ";
  message.append(expected).append(", found ").append(kind_of(found));
  return message + "; run: bicep build main.bicep";
}

std::string_view definition_name(std::string_view reference) {
  return reference.substr(reference.rfind('/') + 1);
}

Template Template::parse(std::string text, std::string_view file) {
  Template result;
  result.parser_ = std::make_unique<simdjson::dom::parser>();
  result.text_ = std::move(text);
  std::string& owned = result.text_;
  owned.reserve(owned.size() + simdjson::SIMDJSON_PADDING);
  const std::string_view content = result.text();
  if (content.size() > limits::template_bytes) {
    fail(file, "template-too-large",
         "expected a compiled template of at most " + std::to_string(limits::template_bytes) +
             " bytes, found " + std::to_string(content.size()));
  }
  Json json;
  if (const auto error = result.parser_->parse(content.data(), content.size(), false).get(json)) {
    fail_to_parse(content, file, error);
  }
  if (json.get(result.root_) != simdjson::SUCCESS) {
    fail(file, "template-not-an-object",
         "not a compiled template: expected an object; run: bicep build main.bicep", {1, 1});
  }
  const auto schema = string_member(result.root_, "$schema");
  if (!schema || !is_template_schema(*schema)) {
    const std::string pointer = schema ? "/$schema" : "";
    fail(file, "template-schema-unknown",
         (schema ? "unknown schema '" + std::string(*schema) + "'" : std::string("no $schema")) +
             "; expected that of a deployment template "
             "(https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#)",
         json_place(result.text(), pointer), pointer);
  }
  if (std::string pointer; has_oversized(json, pointer)) {
    fail(file, "template-too-large",
         "expected at most " + std::to_string(limits::template_members) +
             " members of one object or array, found more",
         json_place(result.text(), pointer), pointer);
  }
  ShapeCheck(result, file).run();
  if (const auto definitions = object_member(result.root_, "definitions")) {
    for (const auto [name, definition] : *definitions) {
      result.definitions_.emplace_back(name, definition);
    }
    std::ranges::stable_sort(result.definitions_, {}, &Definition::first);
  }
  collect_resources(result.root_, DeployedResource::no_parent, result.resources_);
  return result;
}

std::string_view Template::text() const { return without_byte_order_mark(text_); }

std::string_view Template::name() const { return metadata(root_, "name"); }

std::optional<std::string_view> Template::description() const {
  const auto found = object_member(root_, "metadata");
  return found ? string_member(*found, "description") : std::nullopt;
}

bool Template::has_parameter(std::string_view name) const {
  const auto parameters = object_member(root_, "parameters");
  if (!parameters) return false;
  for (const auto [key, value] : *parameters) {
    if (equal_ignoring_case(key, name)) return true;
  }
  return false;
}

std::optional<JsonObject> Template::definition(std::string_view name) const {
  const auto found = std::ranges::lower_bound(definitions_, name, {}, &Definition::first);
  if (found == definitions_.end() || found->first != name) return std::nullopt;
  return found->second;
}

std::vector<std::string_view> path_to_resource(const Template& compiled, std::string_view type,
                                               std::string_view api_version) {
  std::vector<std::string_view> path;
  const std::vector<DeployedResource>& resources = compiled.resources();
  const auto found = std::ranges::find_if(resources, [&](const DeployedResource& resource) {
    return resource.api_version == api_version && equal_ignoring_case(resource.type, type);
  });
  if (found == resources.end()) return path;
  for (auto at = static_cast<std::size_t>(found - resources.begin());
       at != DeployedResource::no_parent; at = resources[at].parent) {
    path.push_back(resources[at].identifier);
  }
  std::ranges::reverse(path);
  return path;
}

std::vector<Output> read_outputs(const Template& compiled) {
  std::vector<Output> outputs;
  if (const auto listed = object_member(compiled.root(), "outputs")) {
    for (const auto [name, output] : *listed) {
      if (!output.is_object()) continue;
      outputs.push_back({std::string(name), std::string(string_member(output, "type").value_or("")),
                         description_of(output)});
    }
  }
  std::stable_sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) {
    return compare_culture(a.name, b.name) < 0;
  });
  return outputs;
}

namespace {

/// What a parameter or the result of a function is called: the name of a type, or its kind.
std::string type_name(const Template& compiled, JsonObject type) {
  const std::optional<std::string_view> reference = string_member(type, "$ref");
  if (reference) return std::string(reference->substr(reference->rfind('/') + 1));
  std::string name(string_member(type, "type").value_or("any"));
  if (name == "array") {
    const auto items = object_member(type, "items");
    if (items) name = type_name(compiled, *items) + "[]";
  }
  const auto nullable = member(type, "nullable");
  if (nullable && nullable->is_bool() && bool(*nullable)) name += '?';
  return name;
}

/// `(name: string, count: int): string[]`
std::string signature_of(const Template& compiled, JsonObject function) {
  std::string signature;
  const auto parameters = member(function, "parameters");
  if (parameters && parameters->is_array()) {
    for (const Json parameter : simdjson::dom::array(*parameters)) {
      if (!parameter.is_object()) continue;
      signature += signature.empty() ? "" : ", ";
      signature.append(string_member(parameter, "name").value_or("")).append(": ");
      signature += type_name(compiled, parameter);
    }
  }
  signature = "(" + signature + ")";
  const auto output = object_member(function, "output");
  return output ? signature + ": " + type_name(compiled, *output) : signature;
}

}  // namespace

std::vector<Function> read_functions(const Template& compiled) {
  std::vector<Function> functions;
  bool exported = false;
  simdjson::dom::array spaces;
  if (compiled.root().at_key("functions").get(spaces) != simdjson::SUCCESS) return functions;
  for (const Json space : spaces) {
    if (!space.is_object()) continue;
    const auto members = object_member(space, "members");
    if (!members) continue;
    for (const auto [name, function] : *members) {
      if (!function.is_object()) continue;
      functions.push_back(
          {std::string(name), description_of(function), signature_of(compiled, function)});
      const auto found = object_member(function, "metadata");
      const auto mark = found ? member(*found, "__bicep_export!") : std::nullopt;
      exported = exported || (mark && mark->is_bool() && bool(*mark));
    }
  }
  if (!exported) return {};
  std::stable_sort(functions.begin(), functions.end(), [](const Function& a, const Function& b) {
    return compare_culture(a.name, b.name) < 0;
  });
  return functions;
}

}  // namespace avmdoc

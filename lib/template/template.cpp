#include "template/template.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ordering/collation.hpp"
#include "template/json_place.hpp"
#include "text/ascii.hpp"
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
                   const nlohmann::detail::exception&) override {
    offset = at == 0 ? 0 : at - 1;
    found = token;
    return false;
  }
  std::size_t offset = 0;
  std::string found;
};

constexpr std::size_t max_json_depth = simdjson::DEFAULT_MAX_DEPTH - 1;

[[noreturn]] void fail(std::string_view file, std::string code, std::string message,
                       Position position = {}, std::string pointer = {}) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.location.file = file;
  diagnostic.location.position = position;
  diagnostic.location.pointer = std::move(pointer);
  diagnostic.message = std::move(message);
  throw Error(std::move(diagnostic));
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
  if (error == simdjson::DEPTH_ERROR) {
    fail(file, "template-too-deep",
         "objects and arrays nest deeper than " + std::to_string(max_json_depth) + " levels",
         place_of_depth(text));
  }
  ErrorPlace place;
  nlohmann::json::sax_parse(text, &place);
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    fail(file, "template-not-json",
         "the file is empty; expected a compiled template, run: bicep build main.bicep", {1, 1});
  }
  if (place.found.empty() && place.offset == 0) {
    fail(file, "template-not-json",
         std::string("cannot be read as JSON: ") + simdjson::error_message(error));
  }
  if (place.offset >= text.size()) {
    fail(file, "template-not-json",
         "not valid JSON: the file ends too early; run: bicep build main.bicep",
         position_at(text, text.size()));
  }
  fail(file, "template-not-json",
       "not valid JSON: unexpected '" + place.found + "'; run: bicep build main.bicep",
       position_at(text, place.offset));
}

bool is_template_schema(std::string_view schema) {
  const std::size_t hash = schema.find('#');
  schema = schema.substr(0, hash);
  constexpr std::string_view ending = "eploymentTemplate.json";
  return schema.starts_with("http") &&
         schema.find("schema.management.azure.com/schemas/") != std::string_view::npos &&
         schema.ends_with(ending);
}

void collect_resources(JsonObject level, std::vector<DeployedResource>& resources);

void collect_resource(std::string_view identifier, JsonObject body,
                      std::vector<DeployedResource>& resources) {
  if (const auto existing = member(body, "existing"); existing && existing->is_bool()) {
    if (bool(*existing)) return;
  }
  const std::string_view type = string_member(body, "type").value_or("");
  resources.push_back({identifier, type, string_member(body, "apiVersion").value_or(""), body});
  if (!equal_ignoring_case(type, "Microsoft.Resources/deployments")) {
    collect_resources(body, resources);
  } else if (const auto properties = object_member(body, "properties")) {
    if (const auto nested = object_member(*properties, "template")) {
      collect_resources(*nested, resources);
    }
  }
}

void collect_resources(JsonObject level, std::vector<DeployedResource>& resources) {
  const auto listed = member(level, "resources");
  if (!listed) return;
  if (listed->is_object()) {
    for (const auto [identifier, body] : JsonObject(*listed)) {
      if (body.is_object()) collect_resource(identifier, body, resources);
    }
  } else if (listed->is_array()) {
    for (const Json body : simdjson::dom::array(*listed)) {
      if (!body.is_object()) continue;
      collect_resource(string_member(body, "name").value_or(""), body, resources);
    }
  }
}

/// The parts of a template that this stage reads must be what they are called.
void check_shape(const Template& compiled, std::string_view file) {
  const auto expect_object = [&](Json json, const std::string& pointer) {
    if (json.is_object()) return;
    fail(file, "template-misshapen", "expected an object; run: bicep build main.bicep",
         json_place(compiled.text(), pointer), pointer);
  };
  for (const std::string_view section : {"metadata", "parameters", "definitions", "outputs"}) {
    const auto found = member(compiled.root(), section);
    if (!found) continue;
    const std::string pointer = "/" + std::string(section);
    expect_object(*found, pointer);
    if (section == "metadata") continue;
    for (const auto [name, entry] : JsonObject(*found)) {
      expect_object(entry, pointer + "/" + replace_all(replace_all(name, "~", "~0"), "/", "~1"));
    }
  }
  const auto resources = member(compiled.root(), "resources");
  if (resources && !resources->is_array()) expect_object(*resources, "/resources");
}

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

std::string_view definition_name(std::string_view reference) {
  return reference.substr(reference.rfind('/') + 1);
}

Template Template::parse(simdjson::dom::parser& parser, std::string text, std::string_view file) {
  Template result;
  result.text_ = std::move(text);
  std::string& owned = result.text_;
  owned.reserve(owned.size() + simdjson::SIMDJSON_PADDING);
  const std::string_view content = result.text();
  Json json;
  if (const auto error = parser.parse(content.data(), content.size(), false).get(json)) {
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
  check_shape(result, file);
  if (const auto definitions = object_member(result.root_, "definitions")) {
    for (const auto [name, definition] : *definitions) {
      result.definitions_.emplace(name, definition);
    }
  }
  collect_resources(result.root_, result.resources_);
  return result;
}

std::string_view Template::text() const {
  std::string_view text = text_;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

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
  const auto found = definitions_.find(name);
  if (found == definitions_.end()) return std::nullopt;
  return found->second;
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
      functions.push_back({std::string(name), description_of(function)});
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

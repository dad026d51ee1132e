#include "template/json.hpp"

#include <utility>

namespace avmdoc {

std::optional<JsonArray> array_of(std::optional<Json> json) {
  return json && json->is_array() ? std::optional(JsonArray(*json)) : std::nullopt;
}

std::optional<std::string_view> string_of(std::optional<Json> json) {
  return json && json->is_string() ? std::optional(std::string_view(*json)) : std::nullopt;
}

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

std::optional<JsonArray> array_member(JsonObject object, std::string_view key) {
  return array_of(member(object, key));
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
  return string_of(object.find(key));
}

bool has_member(const Members& object, std::string_view key) {
  return object.find(key).has_value();
}

Value to_value(Json json) {
  switch (json.type()) {
    case simdjson::dom::element_type::ARRAY: {
      Value::Array array;
      for (const Json element : JsonArray(json)) array.push_back(to_value(element));
      return array;
    }
    case simdjson::dom::element_type::OBJECT:
      return to_value(JsonObject(json));
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

Value to_value(JsonObject object) {
  Value::Object members;
  for (const auto [key, value] : object) members.emplace_back(std::string(key), to_value(value));
  return members;
}

std::string minified(Json json) { return simdjson::minify(json); }

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

std::optional<std::string> optional_text(std::optional<std::string_view> text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

bool is_true(std::optional<Json> json) { return json && json->is_bool() && bool(*json); }

}  // namespace avmdoc

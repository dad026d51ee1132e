#pragma once

#include <simdjson.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "avmdoc/value.hpp"

/// JSON as the parser gives it.
namespace avmdoc {

using Json = simdjson::dom::element;
using JsonObject = simdjson::dom::object;
using JsonArray = simdjson::dom::array;

/// Nothing when it is not there or of another kind.
std::optional<JsonArray> array_of(std::optional<Json> json);
std::optional<std::string_view> string_of(std::optional<Json> json);

/// The member of an object, or nothing when it is absent or of another kind.
std::optional<Json> member(JsonObject object, std::string_view key);
std::optional<JsonObject> object_member(JsonObject object, std::string_view key);
std::optional<JsonArray> array_member(JsonObject object, std::string_view key);
std::optional<std::string_view> string_member(JsonObject object, std::string_view key);
bool has_member(JsonObject object, std::string_view key);

/// A text that outlives the JSON.
std::optional<std::string> optional_text(std::optional<std::string_view> text);

/// The members of an object that is asked for many of them, looked up without reading it anew.
class Members {
 public:
  explicit Members(JsonObject object);

  [[nodiscard]] JsonObject object() const { return object_; }
  [[nodiscard]] std::optional<Json> find(std::string_view key) const {
    for (std::size_t i = 0; i < size_; ++i) {
      if (first_[i].first == key) return first_[i].second;
    }
    return is_whole_ ? std::nullopt : member(object_, key);
  }

 private:
  JsonObject object_;
  std::array<std::pair<std::string_view, Json>, 12> first_;  ///< a schema rarely has more
  std::size_t size_ = 0;
  bool is_whole_ = true;
};

std::optional<Json> member(const Members& object, std::string_view key);
std::optional<JsonObject> object_member(const Members& object, std::string_view key);
std::optional<std::string_view> string_member(const Members& object, std::string_view key);
bool has_member(const Members& object, std::string_view key);

/// Whether it is there and `true`.
bool is_true(std::optional<Json> json);

Value to_value(Json json);
Value to_value(JsonObject object);

/// The JSON on one line, without blanks.
std::string minified(Json json);

/// `an object`, `a string`, `true` and the like, for messages.
std::string_view kind_of(Json json);

/// What an error says of JSON that is not what it should be: `expected an object, found a number;
/// run: bicep build main.bicep`.
std::string misshapen_message(std::string_view expected, Json found);

}  // namespace avmdoc

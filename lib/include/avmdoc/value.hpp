#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace avmdoc {

/// A text that is written as it is. The texts of single-line strings of a test pass through the
/// reference's JSON, which changes their quotes.
struct VerbatimText {
  std::string text;

  friend bool operator==(const VerbatimText&, const VerbatimText&) = default;
};

/// A JSON value with the order of its keys kept: default values, allowed values, the parameters of
/// an example.
class Value {
 public:
  using Array = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;

  Value() = default;
  Value(std::nullptr_t) {}                                   // NOLINT(google-explicit-constructor)
  Value(bool boolean) : data_(boolean) {}                    // NOLINT(google-explicit-constructor)
  Value(std::int64_t integer) : data_(integer) {}            // NOLINT(google-explicit-constructor)
  Value(double number) : data_(number) {}                    // NOLINT(google-explicit-constructor)
  Value(std::string string) : data_(std::move(string)) {}    // NOLINT(google-explicit-constructor)
  Value(VerbatimText text) : data_(std::move(text)) {}       // NOLINT(google-explicit-constructor)
  Value(const char* string) : data_(std::string(string)) {}  // NOLINT(google-explicit-constructor)
  Value(Array array) : data_(std::move(array)) {}            // NOLINT(google-explicit-constructor)
  Value(Object object) : data_(std::move(object)) {}         // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const double* number() const { return std::get_if<double>(&data_); }
  [[nodiscard]] const std::string* string() const {
    if (const auto* verbatim = std::get_if<VerbatimText>(&data_)) return &verbatim->text;
    return std::get_if<std::string>(&data_);
  }
  /// Whether `string()` is the text of a multi-line string.
  [[nodiscard]] bool is_verbatim() const { return std::holds_alternative<VerbatimText>(data_); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data_); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data_); }
  [[nodiscard]] Array* array() { return std::get_if<Array>(&data_); }
  [[nodiscard]] Object* object() { return std::get_if<Object>(&data_); }

  friend bool operator==(const Value&, const Value&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, VerbatimText, Array, Object>
      data_;
};

}  // namespace avmdoc

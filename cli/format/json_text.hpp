#pragma once

#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace avmdoc::cli {

/// JSON in ASCII, so that no character of a module does anything to a terminal; what is not valid
/// UTF-8 is replaced, and what a runner of workflows would take for a command is escaped.
std::string json_text(const nlohmann::ordered_json& json);

/// A JSON document with one list that is written item by item. The document is given twice, first
/// for what comes before the list and last for what comes after it, with `place` where it goes.
class JsonListWriter {
 public:
  using Json = nlohmann::ordered_json;

  /// The placeholder of the list in the document.
  static Json place();

  explicit JsonListWriter(std::function<void(std::string_view)> write) : write_(std::move(write)) {}

  void begin(const Json& document);
  void add(const Json& item);
  void finish(const Json& document);

 private:
  std::function<void(std::string_view)> write_;
  std::string indent_;  ///< of an item
  bool empty_ = true;
};

}  // namespace avmdoc::cli

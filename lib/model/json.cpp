#include "model/json.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "source/path.hpp"

namespace avmdoc {

namespace {

/// `result[key] = …` for all members; that alone would look for each key among all others.
JsonOut object_of(const Value::Object& object) {
  JsonOut result = JsonOut::object();
  std::vector<std::pair<const std::string, JsonOut>>& members =
      result.get_ref<JsonOut::object_t&>();
  members.reserve(object.size());
  std::unordered_map<std::string_view, std::size_t> known;
  for (const auto& [key, member] : object) {
    const auto [at, added] = known.emplace(key, members.size());
    if (added) {
      members.emplace_back(key, json_of(member));
    } else {
      members[at->second].second = json_of(member);
    }
  }
  return result;
}

}  // namespace

JsonOut json_of(const Value& value) {
  if (const auto* array = value.array()) {
    JsonOut result = JsonOut::array();
    for (const Value& element : *array) result.push_back(json_of(element));
    return result;
  }
  if (const auto* object = value.object()) return object_of(*object);
  if (const auto* text = value.string()) return *text;
  if (const auto* integer = value.integer()) return *integer;
  if (const auto* number = value.number()) return *number;
  if (const auto* boolean = value.boolean()) return *boolean;
  return nullptr;
}

JsonOut json_of(const std::vector<Diagnostic>& diagnostics, std::string_view folder) {
  static constexpr const char* severities[] = {"note", "warning", "error"};
  JsonOut result = JsonOut::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    const Location& at = diagnostic.location;
    const std::string_view file = file_below(at.file, folder);
    JsonOut& json = result.emplace_back();
    json["severity"] = severities[static_cast<std::size_t>(diagnostic.severity)];
    json["code"] = diagnostic.code;
    json["message"] = diagnostic.message;
    if (!file.empty()) json["file"] = file;
    if (at.position.line != 0) {
      json["line"] = at.position.line;
      json["column"] = at.position.column;
    }
    if (at.length != 0) json["length"] = at.length;
    if (!at.pointer.empty()) json["pointer"] = at.pointer;
    if (!diagnostic.specification.empty()) json["specification"] = diagnostic.specification;
  }
  return result;
}

std::string_view file_below(std::string_view file, std::string_view folder) {
  const std::string_view below = folder.empty() ? "" : path_below(file, folder);
  return below.empty() ? file : below;
}

std::string text_of(const JsonOut& json, JsonLayout layout) {
  return json.dump(layout.indent, ' ', false, JsonOut::error_handler_t::replace);
}

std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics, std::string_view folder,
                             JsonLayout layout) {
  return text_of(json_of(diagnostics, folder), layout);
}

}  // namespace avmdoc

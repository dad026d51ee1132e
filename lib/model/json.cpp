#include "model/json.hpp"

namespace avmdoc {

JsonOut json_of(const Value& value) {
  if (const auto* array = value.array()) {
    JsonOut result = JsonOut::array();
    for (const Value& element : *array) result.push_back(json_of(element));
    return result;
  }
  if (const auto* object = value.object()) {
    JsonOut result = JsonOut::object();
    for (const auto& [key, member] : *object) result[key] = json_of(member);
    return result;
  }
  if (const auto* text = value.string()) return *text;
  if (const auto* integer = value.integer()) return *integer;
  if (const auto* number = value.number()) return *number;
  if (const auto* boolean = value.boolean()) return *boolean;
  return nullptr;
}

JsonOut json_of(Json value) { return json_of(to_value(value)); }

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
  const bool is_below = !folder.empty() && file.size() > folder.size() &&
                        file.starts_with(folder) && file[folder.size()] == '/';
  return is_below ? file.substr(folder.size() + 1) : file;
}

std::string text_of(const JsonOut& json, JsonLayout layout) {
  return json.dump(layout.indent, ' ', false, JsonOut::error_handler_t::replace);
}

std::string diagnostics_json(const std::vector<Diagnostic>& diagnostics, std::string_view folder,
                             JsonLayout layout) {
  return text_of(json_of(diagnostics, folder), layout);
}

}  // namespace avmdoc

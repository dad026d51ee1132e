#include "module/metadata_file.hpp"

#include <nlohmann/json.hpp>

#include "bicep/declarations.hpp"
#include "limits.hpp"
#include "source/path.hpp"
#include "template/json_place.hpp"

namespace avmdoc {
namespace {

using OrderedJson = nlohmann::ordered_json;

Value value_of(const OrderedJson& json) {
  if (json.is_object()) {
    Value::Object object;
    for (const auto& [key, value] : json.items()) object.emplace_back(key, value_of(value));
    return object;
  }
  if (json.is_array()) {
    Value::Array array;
    for (const OrderedJson& element : json) array.push_back(value_of(element));
    return array;
  }
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  return nullptr;
}

Diagnostic broken(const std::string& path, Position position, std::string message) {
  return error_at("metadata-not-json", {path, position}, std::move(message));
}

/// The parser's reason without its number and place: `syntax error while parsing …`.
std::string reason_of(const nlohmann::json::exception& error) {
  const std::string_view what = error.what();
  constexpr std::string_view begin = ": ";
  const std::size_t at = what.find(begin);
  return std::string(at == std::string_view::npos ? what : what.substr(at + begin.size()));
}

Diagnostic disagreement(Location location, std::string message) {
  return warning_at("metadata-differs", std::move(location), std::move(message));
}

void compare_text(const Sources& sources, const Module& module, std::string_view key,
                  std::string_view name, const std::string& in_source,
                  std::vector<Diagnostic>& warnings) {
  const std::string in_file = metadata_text(module.metadata, key);
  if (in_file.empty() || in_file == in_source) return;
  const std::string path = join_path(module.folder, metadata_file);
  const std::string pointer = "/" + std::string(key);
  const Position position = json_place(sources.files().read(path), pointer);
  warnings.push_back(disagreement(
      {path, position, 0, pointer},
      std::string(key) + " is '" + in_file + "', but the metadata " + std::string(name) + " of " +
          std::string(base_name(module.source)) + " is '" + in_source + "'"));
}

/// The name of the telemetry deployment up to its first interpolation, with its place (SFR3).
std::optional<bicep::Node> telemetry_name(const bicep::Tree& tree) {
  using bicep::Field;
  for (const bicep::Node statement : tree.root().children()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != bicep::NodeKind::resource || !name || name->text() != "avmTelemetry") {
      continue;
    }
    const auto body = bicep::body_object(statement);
    const auto value = body ? bicep::find_value(*body, "name") : std::nullopt;
    if (!body || (value && value->kind() == bicep::NodeKind::string)) return value;
  }
  return std::nullopt;
}

void compare_telemetry(const Sources& sources, const Module& module,
                       std::vector<Diagnostic>& warnings) {
  const std::string prefix = metadata_text(module.metadata, "telemetryIdPrefix");
  if (prefix.empty() || !has_source(sources, module)) return;
  const std::string& path = module.source;
  const auto tree = sources.tree(path);
  const auto name = tree == nullptr ? std::nullopt : telemetry_name(*tree);
  if (!name) return;
  const std::vector<bicep::StringPart> parts = bicep::string_parts(*name);
  const std::string begin = parts.empty() || parts.front().expression ? "" : parts.front().text;
  if (begin == prefix || begin.starts_with(prefix + ".")) return;
  warnings.push_back(disagreement({path, name->position(), 0, ""},
                                  "the name of the telemetry deployment begins with '" + begin +
                                      "', but the telemetryIdPrefix of metadata.json is '" +
                                      prefix + "'"));
}

}  // namespace

void compare_metadata(const Sources& sources, const Module& module,
                      std::vector<Diagnostic>& warnings) {
  if (!module.metadata) return;
  compare_text(sources, module, "moduleDisplayName", "name", module.name, warnings);
  compare_text(sources, module, "moduleDescription", "description", module.description.value_or(""),
               warnings);
  compare_telemetry(sources, module, warnings);
}

bool has_metadata_file(const Sources& sources, const ModuleFolder& folder) {
  std::string_view path = folder.path;
  std::string_view identity = folder.identity.path;
  while (!path.empty()) {
    if (sources.has_file(std::string(path), metadata_file)) return true;
    // The last two parts of an identity are a module, what is above them is none.
    const std::string_view above = parent_path(identity);
    if (above.find('/') == std::string_view::npos) return false;
    identity = above;
    path = parent_path(path);
  }
  return false;
}

std::optional<Value> read_metadata_file(const Sources& sources, const std::string& folder,
                                        std::vector<Diagnostic>& warnings) {
  if (!sources.has_file(folder, metadata_file)) return std::nullopt;
  const std::string path = join_path(folder, metadata_file);
  const std::string text = sources.read_text(path, warnings);
  const auto refuse_depth = [&](int depth, OrderedJson::parse_event_t, const OrderedJson&) {
    if (static_cast<std::size_t>(depth) <= limits::metadata_levels) return true;
    throw Error(broken(path, {},
                       "expected objects and arrays nested at most " +
                           std::to_string(limits::metadata_levels) + " levels deep, found more"));
  };
  try {
    const OrderedJson json = OrderedJson::parse(text, refuse_depth);
    if (json.is_object()) return value_of(json);
    throw Error(broken(path, {1, 1}, std::string("expected an object, found ") + json.type_name()));
  } catch (const nlohmann::json::parse_error& error) {
    const std::size_t at = error.byte == 0 ? 0 : error.byte - 1;
    throw Error(broken(path, position_at(text, std::min(at, text.size())),
                       "not valid JSON: " + reason_of(error)));
  } catch (const nlohmann::json::out_of_range& error) {
    throw Error(broken(path, {}, reason_of(error)));
  }
}

std::string metadata_text(const std::optional<Value>& metadata, std::string_view key) {
  const auto* object = metadata ? metadata->object() : nullptr;
  if (object == nullptr) return "";
  for (const auto& [name, value] : *object) {
    if (name == key && value.string() != nullptr) return *value.string();
  }
  return "";
}

}  // namespace avmdoc

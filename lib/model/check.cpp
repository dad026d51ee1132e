#include "avmdoc/check.hpp"

#include "model/json.hpp"

namespace avmdoc {
namespace {

JsonOut place_json(const Location& place, std::string_view folder) {
  if (place.file.empty()) return nullptr;
  JsonOut json = {{"file", file_below(place.file, folder)}};
  if (place.position.line != 0) {
    json["line"] = place.position.line;
    json["column"] = place.position.column;
  }
  return json;
}

}  // namespace

std::string check_json(const CheckResult& result, std::string_view folder, JsonLayout layout) {
  static constexpr const char* states[] = {"clean", "drift", "stale", "failed"};
  static constexpr const char* readmes[] = {"current", "line-endings", "differs", "missing",
                                            "unknown"};
  const std::string_view path = file_below(result.path, folder);
  const bool exists = result.readme != ReadmeState::missing;
  JsonOut json = JsonOut::object();
  json["state"] = states[static_cast<std::size_t>(result.state)];
  json["readme"] = readmes[static_cast<std::size_t>(result.readme)];
  json["path"] = path;
  JsonOut& drifts = json["drifts"] = JsonOut::array();
  for (const Drift& drift : result.drifts) {
    drifts.push_back({{"kind", name_of(drift.kind)},
                      {"sentence", drift.sentence},
                      {"item", drift.item},
                      {"location", place_json(drift.place, folder)},
                      {"cause", place_json(drift.cause, folder)},
                      {"reason", drift.reason}});
  }
  json["expected"] = result.expected;
  json["diff"] = result.expected.empty()
                     ? std::string()
                     : unified_diff(path, result.actual, result.expected, exists);
  json["diagnostics"] = json_of(result.diagnostics, folder);
  return text_of(json, layout);
}

}  // namespace avmdoc

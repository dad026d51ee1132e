#include <nlohmann/json.hpp>
#include <utility>

#include "console.hpp"
#include "format/json_text.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string_view readme_state(ReadmeState state) {
  switch (state) {
    case ReadmeState::current:
      return "current";
    case ReadmeState::line_breaks:
      return "line-endings";
    case ReadmeState::differs:
      return "differs";
    case ReadmeState::missing:
      return "missing";
    case ReadmeState::unknown:
      return "unknown";
  }
  return {};
}

Json location(const Location& place, const CheckReport& report) {
  if (place.file.empty()) return nullptr;
  Json json = {{"file", path_from(place.file, report.repository)}};
  if (place.position.line != 0) {
    json["line"] = place.position.line;
    json["column"] = place.position.column;
  }
  return json;
}

Json diagnostic(const Diagnostic& found, const CheckReport& report) {
  Json json = {{"severity", name_of(found.severity)},
               {"code", found.code},
               {"message", found.message},
               {"location", location(found.location, report)}};
  if (!found.specification.empty()) json["specification"] = found.specification;
  return json;
}

Json module_of(const CheckedModule& module, const CheckReport& report) {
  Json drifts = Json::array();
  for (const Drift& drift : module.result.drifts) {
    drifts.push_back({{"kind", name_of(drift.kind)},
                      {"sentence", drift.sentence},
                      {"item", drift.item},
                      {"location", location(drift.place, report)},
                      {"cause", location(drift.cause, report)},
                      {"reason", drift.reason}});
  }
  Json diagnostics = Json::array();
  for (const Diagnostic& found : module.result.diagnostics) {
    diagnostics.push_back(diagnostic(found, report));
  }
  return {{"name", module.name},
          {"folder", path_from(module.folder, report.repository)},
          {"state", name_of(module.result.state)},
          {"readme", readme_state(module.result.readme)},
          {"drifts", std::move(drifts)},
          {"diff", module.diff},
          {"commands", fixing_commands(report, module)},
          {"diagnostics", std::move(diagnostics)}};
}

class JsonReport final : public ReportWriter {
 public:
  JsonReport(const CheckReport& report, Write write)
      : ReportWriter(report, write), modules_(std::move(write)) {
    modules_.begin(document());
  }

  void add(const CheckedModule& module) override { modules_.add(module_of(module, report())); }
  void finish() override { modules_.finish(document()); }

 private:
  [[nodiscard]] Json document() const {
    const CheckCounts& counts = report().counts;
    Json errors = Json::array();
    for (const Diagnostic& error : report().errors) errors.push_back(diagnostic(error, report()));
    return {{"formatVersion", 1},
            {"tool", {{"name", "avmdoc"}, {"version", report().version}}},
            {"modules", JsonListWriter::place()},
            {"errors", std::move(errors)},
            {"summary",
             {{"modules", counts.modules},
              {"clean", counts.clean},
              {"drift", counts.drift},
              {"stale", counts.stale},
              {"failed", counts.failed}}}};
  }

  JsonListWriter modules_;
};

}  // namespace

std::unique_ptr<ReportWriter> json_report(const CheckReport& report, ReportStyle /*style*/,
                                          Write write) {
  return std::make_unique<JsonReport>(report, std::move(write));
}

}  // namespace avmdoc::cli

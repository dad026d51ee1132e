#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "console.hpp"
#include "diagnostics_page.hpp"
#include "format/json_text.hpp"
#include "format/report.hpp"

namespace avmdoc::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view unreserved =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

std::string percent_encoded(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    if (unreserved.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    std::array<char, 4> code{};
    static_cast<void>(std::snprintf(code.data(), code.size(), "%%%02X",
                                    static_cast<unsigned>(static_cast<unsigned char>(c))));
    uri += code.data();
  }
  return uri;
}

/// Files of the repository from its root; others, of which there should be none, by their address.
Json artifact(const std::string& file, const CheckReport& report) {
  const std::string path = path_from(file, report.repository);
  if (path.starts_with('/')) return {{"uri", "file://" + percent_encoded(path)}};
  if (path.size() > 1 && path[1] == ':') return {{"uri", "file:///" + percent_encoded(path)}};
  return {{"uri", percent_encoded(path)}, {"uriBaseId", "%SRCROOT%"}};
}

Json physical(const Location& place, const CheckReport& report) {
  Json json = {{"artifactLocation", artifact(place.file, report)}};
  if (place.position.line != 0) {
    json["region"] = {{"startLine", place.position.line},
                      {"startColumn", std::max(place.position.column, 1U)}};
  }
  return {{"physicalLocation", std::move(json)}};
}

/// A message may hold links; a module must not be able to write one.
std::string message(std::string_view text) {
  std::string safe = printable(text);
  if (safe.find("](") == std::string::npos) return safe;
  std::string escaped;
  for (const char c : safe) {
    if (c == '[' || c == ']' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 14695981039346656037ULL;
  for (const char c : text) {
    value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return value;
}

/// How often each hash was seen.
using Fingerprints = std::unordered_map<std::uint64_t, std::uint32_t>;

std::string fingerprint(std::string_view identity, Fingerprints& seen) {
  const std::uint64_t value = hash(identity);
  std::array<char, 17> digits{};
  static_cast<void>(std::snprintf(digits.data(), digits.size(), "%016llx",
                                  static_cast<unsigned long long>(value)));
  return std::string(digits.data()) + ":" + std::to_string(++seen[value]);
}

std::size_t rule_index(DriftKind kind) {
  const auto& rules = drift_rules();
  return static_cast<std::size_t>(std::ranges::find(rules, kind, &DriftRule::kind) - rules.begin());
}

/// What to replace in the README so that it is right.
Json fix(const CheckReport& report, const CheckedModule& module) {
  Json replacements = Json::array();
  for (const Replacement& replacement : module.replacements) {
    replacements.push_back({{"deletedRegion",
                             {{"startLine", replacement.first_line},
                              {"startColumn", 1},
                              {"endLine", replacement.end_line},
                              {"endColumn", replacement.end_column}}},
                            {"insertedContent", {{"text", replacement.text}}}});
  }
  return {
      {"description", {{"text", "Write the README that avmdoc generate makes."}}},
      {"artifactChanges", Json::array({{{"artifactLocation", artifact(module.result.path, report)},
                                        {"replacements", std::move(replacements)}}})}};
}

Json result_of(const CheckReport& report, const CheckedModule& module, const Drift& drift,
               Fingerprints& seen) {
  const bool has_cause = drift.cause.position.line != 0;
  std::string text = module.name + ": " + drift.sentence;
  const std::string cause = has_cause ? drift.reason : cause_text(drift, report.repository);
  if (!cause.empty()) text += " (" + cause + ")";
  const std::string identity =
      module.name + "\n" + std::string(name_of(drift.kind)) + "\n" + drift.item;
  Json json = {
      {"ruleId", name_of(drift.kind)},
      {"ruleIndex", rule_index(drift.kind)},
      {"level", "error"},
      {"message", {{"text", message(text)}}},
      {"locations", Json::array({physical(has_cause ? drift.cause : drift.place, report)})},
      {"partialFingerprints", {{"avmdocDrift/v1", fingerprint(identity, seen)}}}};
  if (has_cause && !drift.place.file.empty()) {
    Json related = physical(drift.place, report);
    related["id"] = 1;
    related["message"] = {{"text", "Where it is seen."}};
    json["relatedLocations"] = Json::array({std::move(related)});
  }
  return json;
}

Json notification(const Diagnostic& found, const CheckReport& report) {
  Json json = {{"level", "error"},
               {"message", {{"text", message(found.message)}}},
               {"descriptor", {{"id", found.code}}}};
  if (!found.location.file.empty()) {
    json["locations"] = Json::array({physical(found.location, report)});
  }
  return json;
}

/// Why a module could not be checked: an error of its sources, of the compiler for one.
Json failure(const CheckReport& report, const CheckedModule& module, const Diagnostic& found,
             Fingerprints& seen) {
  const std::string identity = module.name + "\n" + found.code + "\n" + found.message;
  return {{"ruleId", found.code},
          {"level", "error"},
          {"message", {{"text", message(module.name + ": " + found.message)}}},
          {"locations", Json::array({physical(found.location, report)})},
          {"partialFingerprints", {{"avmdocError/v1", fingerprint(identity, seen)}}}};
}

Json help_of(const DriftRule& rule) {
  Json help = {{"text", rule.help}};
  if (const DiagnosticEntry* const entry = diagnostic_entry(rule.name)) {
    help["markdown"] = entry->text;
  }
  return help;
}

Json rules() {
  Json list = Json::array();
  for (const DriftRule& rule : drift_rules()) {
    list.push_back({{"id", rule.name},
                    {"shortDescription", {{"text", rule.summary}}},
                    {"fullDescription", {{"text", std::string(rule.summary) + "."}}},
                    {"help", help_of(rule)},
                    {"helpUri", "https://azure.github.io/Azure-Verified-Modules/spec/SNFR15"},
                    {"defaultConfiguration", {{"level", "error"}}}});
  }
  return list;
}

class SarifReport final : public ReportWriter {
 public:
  SarifReport(const CheckReport& report, Write write)
      : ReportWriter(report, write), results_(std::move(write)) {
    results_.begin(document());
  }

  void add(const CheckedModule& module) override {
    bool fixed = module.result.readme != ReadmeState::differs &&
                 module.result.readme != ReadmeState::line_breaks;
    for (const Drift& drift : module.result.drifts) {
      Json result = result_of(report(), module, drift, seen_);
      // One fix covers all that drifted in a README, but not an old main.json.
      if (!fixed && drift.kind != DriftKind::template_stale &&
          module.result.state == CheckState::drift) {
        result["fixes"] = Json::array({fix(report(), module)});
        fixed = true;
      }
      results_.add(result);
    }
    for (const Diagnostic& found : module.result.diagnostics) {
      if (found.severity != Severity::error) continue;
      notify(found);
      // Viewers show what is in place in a file, and nothing of notifications.
      if (found.location.position.line != 0) results_.add(failure(report(), module, found, seen_));
    }
  }

  void finish() override {
    for (const Diagnostic& error : report().errors) notify(error);
    if (cut_ > 0) {
      Diagnostic rest;
      rest.code = "too-many-errors";
      rest.message = std::to_string(cut_) + " more errors; run avmdoc check to see them";
      notifications_.push_back(notification(rest, report()));
    }
    results_.finish(document());
  }

 private:
  /// They come after all results, and must not take memory without end until then.
  static constexpr std::size_t max_notifications = 1000;

  void notify(const Diagnostic& error) {
    if (notifications_.size() == max_notifications) {
      ++cut_;
    } else {
      notifications_.push_back(notification(error, report()));
    }
  }

  [[nodiscard]] Json document() const {
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs",
             Json::array(
                 {{{"tool",
                    {{"driver",
                      {{"name", "avmdoc"},
                       {"informationUri", "https://www.npmjs.com/package/avmdoc"},
                       {"semanticVersion", report().version},
                       {"rules", rules()}}}}},
                   {"originalUriBaseIds",
                    {{"%SRCROOT%", {{"description", {{"text", "The root of the repository."}}}}}}},
                   {"columnKind", "unicodeCodePoints"},
                   {"results", JsonListWriter::place()},
                   {"invocations",
                    Json::array({{{"executionSuccessful", notifications_.empty()},
                                  {"toolExecutionNotifications", notifications_}}})}}})}};
  }

  JsonListWriter results_;
  Json notifications_ = Json::array();
  std::size_t cut_ = 0;
  Fingerprints seen_;
};

}  // namespace

std::unique_ptr<ReportWriter> sarif_report(const CheckReport& report, ReportStyle /*style*/,
                                           Write write) {
  return std::make_unique<SarifReport>(report, std::move(write));
}

}  // namespace avmdoc::cli

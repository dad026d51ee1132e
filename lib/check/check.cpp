#include "avmdoc/check.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "avmdoc/readme.hpp"
#include "avmdoc/unexpected_error.hpp"
#include "check/causes.hpp"
#include "check/comparison.hpp"
#include "check/old_page.hpp"
#include "check/older_format.hpp"
#include "check/sentences.hpp"
#include "limits.hpp"
#include "module/loading.hpp"
#include "module/old_readme.hpp"
#include "readme/form.hpp"
#include "readme/render.hpp"
#include "source/discovery.hpp"
#include "source/path.hpp"
#include "text/byte_order_mark.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// The README on disk, with what is there.
struct Actual {
  bool exists = false;
  std::string text;
};

Actual read_actual(const FileSystem& files, const std::string& path) {
  try {
    return {true, files.read(path)};
  } catch (const Error&) {
    const FileType type = files.type(path);
    if (type == FileType::none) return {};
    if (type != FileType::folder) throw;
  }
  throw Error(error_at("readme-not-a-file", {path}, "it is a folder; expected a file or nothing"));
}

/// Finds the lines of byte offsets.
class LineStarts {
 public:
  explicit LineStarts(std::string_view text) {
    starts_.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
  }
  /// From 1.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
  }

 private:
  std::vector<std::uint32_t> starts_;
};

/// One drift for each thing that `main.json` does not have as its sources do; beyond
/// `max_reported_staleness` of one file, the number of the others.
void add_stale(const Module& module, std::vector<Drift>& drifts) {
  const std::vector<Staleness>& found = module.staleness;
  std::map<std::string_view, std::size_t> counts;
  const auto add = [&](const Staleness& entry) {
    Drift drift;
    drift.kind = DriftKind::template_stale;
    drift.place.file = module.compiled;
    drift.item = entry.item;
    drift.cause = entry.cause;
    drift.sentence = message_of(module, entry);
    drifts.push_back(std::move(drift));
  };
  for (const Staleness& entry : found) {
    if (++counts[entry.cause.file] <= max_reported_staleness) add(entry);
  }
  for (const auto& [file, count] : counts) {
    if (count <= max_reported_staleness) continue;
    add({std::string(base_name(module.compiled)),
         std::to_string(count - max_reported_staleness) + " more differences",
         {std::string(file), {}, 0, ""}});
  }
}

/// The sentence goes on after the name of the file.
Drift drift_about_readme(DriftKind kind, std::string sentence, const std::string& path) {
  Drift drift;
  drift.kind = kind;
  drift.item = base_name(path);
  drift.sentence = drift.item + std::move(sentence);
  drift.place.file = path;
  drift.place.position = {1, 1};
  return drift;
}

void add_line_breaks(const std::string& path, std::string_view actual, CheckResult& result) {
  const bool mark = actual.starts_with(byte_order_mark);
  const bool carriage = actual.find('\r') != std::string_view::npos;
  const std::string_view found = !carriage ? "a byte order mark"
                                 : mark    ? "a byte order mark and CRLF line endings"
                                           : "CRLF line endings";
  result.drifts.push_back(
      drift_about_readme(DriftKind::line_endings,
                         " has " + std::string(found) + "; expected LF line endings alone", path));
}

/// Two files whose names differ in case alone cannot be checked out on every system.
void add_misnamed(const std::string& path, std::string_view name, CheckResult& result) {
  result.drifts.push_back(drift_about_readme(DriftKind::readme_misnamed,
                                             " should be called " + std::string(name), path));
  result.drifts.back().item = name;
}

/// For what no part shows, such as blank lines at the end.
Finding unexplained(const PageIndex& actual, std::string_view expected) {
  const auto mismatch = std::ranges::mismatch(actual.text, expected);
  Finding finding;
  finding.part = Part::separator;
  finding.presence = Presence::edited;
  finding.place = static_cast<std::uint32_t>(mismatch.in1 - actual.text.begin());
  for (const Span& span : actual.spans) {
    if (span.begin > finding.place) break;
    finding.key = section_of(span.item, span.key);
  }
  return finding;
}

/// Whether a finding holds whatever `main.json` says. The examples are made of the tests, but in
/// the order that the template's required parameters give.
bool holds_without_template(const Finding& finding) {
  switch (finding.item) {
    case Item::banner:
    case Item::reference:
    case Item::cross_reference:
    case Item::own_section:
      return true;
    case Item::example:
      return finding.presence != Presence::misplaced && finding.part != Part::comment;
    default:
      return finding.presence == Presence::older;
  }
}

/// How a README (LF, no byte order mark) differs from that of the module.
std::vector<Finding> differences(const Module& module, const std::string& text) {
  // Spans cost time, which a README that is up to date does not need.
  std::vector<Span> expected_spans;
  const std::string expected = render_readme(module, expected_spans);
  if (text == expected) return {};
  const PageIndex wanted(expected, expected_spans);
  std::vector<Span> spans = read_spans(text, known_texts(module, wanted));
  name_examples(text, spans, expected, expected_spans);
  name_banners(text, spans, expected, expected_spans);
  const PageIndex found(text, spans);
  std::vector<Finding> findings = compare_pages(found, wanted, *module.convention);
  if (findings.empty()) findings.push_back(unexplained(found, expected));
  return findings;
}

/// Whether the README has something that depends on the rules. What it lacks may be missing for any
/// reason, and Notes are of its author.
bool may_come_of_rules(const Finding& finding) {
  if (finding.presence == Presence::missing) return false;
  switch (finding.item) {
    case Item::title:
    case Item::banner:
    case Item::resource_type:
    case Item::example:
    case Item::variant:
    case Item::cross_reference:
      return true;
    case Item::parameter:
      return finding.part == Part::metadata_example;
    default:
      return false;
  }
}

/// What two findings have in common that are the same in a README.
auto in_readme(const Finding& finding) {
  return std::tie(finding.item, finding.key, finding.part, finding.detail, finding.presence,
                  finding.place);
}

/// Finds out whether the README was written by the rules that the module does not follow: it is
/// closer to those, and has something that only they give. Then `findings` become the differences
/// from the README by those rules, whose module is returned.
std::optional<Module> module_by_other_rules(const Module& module, const Loader& loader,
                                            const ModuleFolder& folder, std::string_view actual,
                                            const std::string& text,
                                            std::vector<Finding>& findings) {
  const bool has_choice = module.convention->profile == avm_convention().profile;
  if (!module.staleness.empty() || !has_choice) return std::nullopt;
  // A README that differs in much else says little about its rules.
  constexpr std::size_t most_others = 3;
  const auto signs = static_cast<std::size_t>(std::ranges::count_if(findings, may_come_of_rules));
  if (signs == 0 || findings.size() - signs > most_others * signs) return std::nullopt;
  const Rules& current = rules_of(RuleSet::current);
  const Rules& other_rules = module.rules == &current ? rules_of(RuleSet::august_2026) : current;
  try {
    Module other = load_module(loader, folder, actual, false, &other_rules);
    std::vector<Finding> fewer = differences(other, text);
    if (fewer.size() >= findings.size()) return std::nullopt;
    std::set<decltype(in_readme(fewer.front()))> kept;
    for (const Finding& finding : fewer) kept.insert(in_readme(finding));
    const bool comes_of_rules = std::ranges::any_of(findings, [&](const Finding& finding) {
      return may_come_of_rules(finding) && !kept.contains(in_readme(finding));
    });
    if (!comes_of_rules) return std::nullopt;
    findings = std::move(fewer);
    return other;
  } catch (const Error&) {
    // By the other rules it has no README at all.
    return std::nullopt;
  }
}

void add_other_rules(const Module& module, const Module& other, CheckResult& result) {
  std::string sentence = " was written by the rules of ";
  sentence.append(other.rules->name).append("; the module follows ").append(module.rules->name);
  result.drifts.push_back(
      drift_about_readme(DriftKind::other_rules, std::move(sentence), result.path));
}

/// A sentence about a section, with the title that the convention gives it.
std::string with_own_titles(const Convention& convention, std::string sentence) {
  for (const SectionShape& shape : convention.sections) {
    const std::string_view usual = section_title(shape.name);
    if (usual.empty() || usual == shape.title) continue;
    const std::string own = "section " + shape.title;
    sentence = replace_all(sentence, "section " + std::string(usual), own);
  }
  return sentence;
}

void add_differences(const Module& module, const Loader& loader, const ModuleFolder& folder,
                     std::string_view actual, CheckResult& result) {
  const TextPart part = generated_part(*module.convention, actual, module.readme);
  const auto lines_before =
      static_cast<std::uint32_t>(std::ranges::count(actual.substr(0, part.begin), '\n'));
  std::string text = with_plain_line_breaks(actual.substr(part.begin, part.end - part.begin));
  if (has_form(*module.convention)) text = without_form(*module.convention, std::move(text));
  set_aside_sections(*module.convention, text);
  std::vector<Finding> findings = differences(module, text);
  const std::optional<Module> other =
      module_by_other_rules(module, loader, folder, actual, text, findings);
  if (other) add_other_rules(module, *other, result);
  const LineStarts lines(text);
  CauseContext context =
      cause_context(other ? *other : module, sources_of(loader), options_of(loader), findings);
  if (findings.size() > limits::drifts) {
    result.diagnostics.push_back(warning_at(
        "too-many-differences", {result.path},
        "expected at most " + std::to_string(limits::drifts) + " differences in a README, found " +
            std::to_string(findings.size()) + ": only the first are listed"));
    findings.resize(limits::drifts);
  }
  for (const Finding& finding : findings) {
    if (!module.staleness.empty() && !holds_without_template(finding)) continue;
    Drift drift;
    drift.kind = kind_of(finding);
    drift.sentence = with_own_titles(*module.convention, sentence_of(finding));
    drift.item = with_own_titles(*module.convention, item_name(finding));
    drift.place.file = result.path;
    drift.place.position = {lines_before + lines.line_of(finding.place), 1};
    Cause cause = cause_of(finding, context);
    drift.cause = std::move(cause.place);
    drift.reason = std::move(cause.reason);
    result.drifts.push_back(std::move(drift));
  }
}

CheckState state_of(const Module& module, const CheckResult& result) {
  if (!module.staleness.empty()) return CheckState::stale;
  return result.drifts.empty() ? CheckState::clean : CheckState::drift;
}

void check_module(const Loader& loader, const ModuleFolder& folder, const CheckOptions& options,
                  CheckResult& result) {
  if (const auto misnamed = loader.misnamed_readme(folder)) {
    const std::string wanted(base_name(result.path));
    result.path = join_path(parent_path(result.path), *misnamed);
    add_misnamed(result.path, wanted, result);
  }
  Actual actual = read_actual(sources_of(loader).files(), result.path);
  Module module = load_module(loader, folder, actual.text, options.compare_sources);
  std::string expected = whole_readme(module, actual.text, render_readme(module));
  // An injected one has the line breaks of what is around it already.
  if (module.convention->injects && actual.text != expected)
    expected = with_plain_line_breaks(expected);
  result.diagnostics = std::move(module.diagnostics);
  const bool stale = !module.staleness.empty();
  if (stale) add_stale(module, result.drifts);
  if (!actual.exists) {
    result.readme = ReadmeState::missing;
    result.drifts.push_back(
        drift_about_readme(DriftKind::readme_missing, " is missing", result.path));
  } else if (actual.text == expected) {
    result.readme = ReadmeState::current;
  } else if (same_readme(actual.text, expected)) {
    result.readme = ReadmeState::line_breaks;
    if (options.strict_line_breaks) add_line_breaks(result.path, actual.text, result);
  } else {
    result.readme = ReadmeState::differs;
    add_differences(module, loader, folder, actual.text, result);
  }
  result.state = state_of(module, result);
  if (result.readme == ReadmeState::current || stale) return;
  result.expected = std::move(expected);
  result.actual = std::move(actual.text);
}

void fail(CheckResult& result, const std::vector<Diagnostic>& diagnostics) {
  result.diagnostics.insert(result.diagnostics.end(), diagnostics.begin(), diagnostics.end());
  result.state = CheckState::failed;
  result.readme = ReadmeState::unknown;
}

}  // namespace

CheckResult check(const Loader& loader, const ModuleFolder& folder, const CheckOptions& options) {
  CheckResult result;
  result.path = readme_path(folder);
  try {
    check_module(loader, folder, options, result);
  } catch (const Error& error) {
    fail(result, error.diagnostics());
  } catch (const std::exception& error) {
    fail(result, {unexpected_error(error, folder.path)});
  }
  return result;
}

}  // namespace avmdoc

#include "avmdoc/check.hpp"

#include <algorithm>
#include <exception>

#include "avmdoc/readme.hpp"
#include "check/causes.hpp"
#include "check/comparison.hpp"
#include "check/staleness.hpp"
#include "module/inspection.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// So many reasons are named in one sentence.
constexpr std::size_t most_reasons = 12;

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
  Diagnostic diagnostic;
  diagnostic.code = "readme-not-a-file";
  diagnostic.location.file = path;
  diagnostic.message = "it is a folder; expected a file or nothing";
  throw Error(std::move(diagnostic));
}

/// One drift for each file that `main.json` is older than.
void add_stale(const std::vector<Staleness>& found, const std::string& folder,
               std::vector<Drift>& drifts) {
  std::vector<std::string> files;
  for (const Staleness& entry : found) {
    if (std::ranges::find(files, entry.cause.file) == files.end()) {
      files.push_back(entry.cause.file);
    }
  }
  for (const std::string& file : files) {
    Drift drift;
    drift.kind = "template-stale";
    drift.place.file = join_path(folder, "main.json");
    std::string words;
    std::size_t count = 0;
    for (const Staleness& entry : found) {
      if (entry.cause.file != file) continue;
      if (++count == 1 || (drift.cause.position.line == 0 && entry.cause.position.line != 0)) {
        drift.cause = entry.cause;
      }
      if (count > most_reasons) continue;
      words.append(count == 1 ? "" : ", ").append(entry.words);
      drift.item.append(count == 1 ? "" : ", ").append(entry.item);
    }
    if (count > most_reasons) {
      words.append(" and ").append(std::to_string(count - most_reasons)).append(" more");
    }
    const bool inside = file.starts_with(folder + "/");
    const std::string name = inside ? file.substr(folder.size() + 1) : file;
    drift.sentence =
        "main.json is older than " + name + ": " + words + "; run: bicep build main.bicep";
    drifts.push_back(std::move(drift));
  }
}

void add_line_breaks(const std::string& path, std::string_view actual, CheckResult& result) {
  const bool mark = actual.starts_with(byte_order_mark);
  const bool carriage = actual.find('\r') != std::string_view::npos;
  Drift drift;
  drift.kind = "line-endings";
  drift.item = "README.md";
  drift.sentence =
      std::string("README.md has ") +
      (carriage ? (mark ? "a byte order mark and CRLF line endings" : "CRLF line endings")
                : "a byte order mark") +
      "; expected LF alone";
  drift.place.file = path;
  drift.place.position = {1, 1};
  result.drifts.push_back(std::move(drift));
}

void add_missing(const std::string& path, CheckResult& result) {
  Drift drift;
  drift.kind = "readme-missing";
  drift.item = "README.md";
  drift.sentence = "README.md missing";
  drift.place.file = path;
  drift.place.position = {1, 1};
  result.drifts.push_back(std::move(drift));
}

/// For what the structure of the two does not show, such as a line break at the end.
Finding unexplained(std::string_view actual, std::string_view expected) {
  const auto mismatch = std::ranges::mismatch(actual, expected);
  const auto offset = static_cast<std::size_t>(mismatch.in1 - actual.begin());
  Finding finding;
  finding.drift.kind = "section-edited";
  finding.drift.item = "README.md";
  finding.drift.sentence = offset >= actual.size() ? "README.md edited by hand: its end is missing"
                                                   : "README.md edited by hand: white space";
  finding.drift.place.position = position_at(actual, offset);
  return finding;
}

void add_differences(const Module& module, const Sources& sources, CheckResult& result) {
  std::vector<Finding> findings = compare_readmes(result.actual, result.expected);
  if (findings.empty()) findings.push_back(unexplained(result.actual, result.expected));
  for (Finding& finding : findings) {
    finding.drift.place.file = result.path;
    finding.drift.cause = cause_of(finding, module, sources);
    result.drifts.push_back(std::move(finding.drift));
  }
}

CheckState state_of(const CheckResult& result) {
  const bool stale = std::ranges::any_of(
      result.drifts, [](const Drift& drift) { return drift.kind == "template-stale"; });
  if (stale) return CheckState::stale;
  return result.drifts.empty() ? CheckState::clean : CheckState::drift;
}

void check_module(const Loader& loader, const ModuleFolder& folder, const CheckOptions& options,
                  CheckResult& result) {
  Actual actual = read_actual(files_of(loader), result.path);
  const Sources* around = nullptr;
  Inspection inspection;
  inspection.old_readme = actual.text;
  inspection.compiled = [&](const Template& compiled, const Sources& sources) {
    around = &sources;
    if (!options.compare_sources) return;
    const std::string source = join_path(folder.path, "main.bicep");
    if (!sources.has_file(folder.path, "main.bicep")) return;
    const std::vector<Staleness> found = staleness(compiled, sources, source);
    if (!found.empty()) add_stale(found, folder.path, result.drifts);
  };
  Module module = load_module(loader, folder, inspection);
  std::string expected = render_readme(module, actual.text.size());
  result.diagnostics = std::move(module.diagnostics);
  if (actual.exists && actual.text == expected) {
    result.readme = ReadmeState::current;
  } else if (actual.exists && same_readme(actual.text, expected)) {
    result.readme = ReadmeState::line_breaks;
    if (options.strict_line_breaks) add_line_breaks(result.path, actual.text, result);
  } else {
    result.readme = actual.exists ? ReadmeState::differs : ReadmeState::missing;
    if (!actual.exists) add_missing(result.path, result);
  }
  if (result.readme != ReadmeState::current) {
    result.expected = std::move(expected);
    result.actual = std::move(actual.text);
  }
  if (result.readme == ReadmeState::differs) add_differences(module, *around, result);
  result.state = state_of(result);
}

void fail(CheckResult& result, const std::vector<Diagnostic>& diagnostics) {
  result.diagnostics.insert(result.diagnostics.end(), diagnostics.begin(), diagnostics.end());
  result.state = CheckState::failed;
  result.readme = ReadmeState::unknown;
}

}  // namespace

CheckResult check(const Loader& loader, const ModuleFolder& folder, const CheckOptions& options) {
  CheckResult result;
  result.path = join_path(folder.path, "README.md");
  try {
    check_module(loader, folder, options, result);
  } catch (const Error& error) {
    fail(result, error.diagnostics());
  } catch (const std::exception& error) {
    Diagnostic diagnostic;
    diagnostic.code = "internal-error";
    diagnostic.location.file = folder.path;
    diagnostic.message = std::string("internal error: ") + error.what();
    fail(result, {std::move(diagnostic)});
  }
  return result;
}

}  // namespace avmdoc

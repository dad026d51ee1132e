#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avmdoc/diagnostic.hpp"
#include "avmdoc/export.h"
#include "avmdoc/module.hpp"

/// The drift check (SNFR15): the README that a module should have, compared with the one on disk,
/// and its `main.json` compared with its sources. Nothing is written.
namespace avmdoc {

/// The state of a module. `stale` takes precedence over `drift`: a README that is generated from an
/// old `main.json` would be wrong, so that must be fixed first.
enum class CheckState : std::uint8_t { clean, drift, stale, failed };

/// How the README on disk compares with the rendered one.
enum class ReadmeState : std::uint8_t {
  current,      ///< the same bytes
  line_breaks,  ///< the same except for line endings and a byte order mark
  differs,
  missing,
  unknown,  ///< the module could not be rendered
};

/// What drifted. `missing` means missing from the README, `obsolete` no longer in the module,
/// `differs` that both have it with another content. Sorted by name; a new kind also needs its row
/// in lib/check/rules.cpp and its section in docs/diagnostics.md.
enum class DriftKind : std::uint8_t {
  api_version_differs,
  banner_differs,
  cross_reference_differs,
  cross_reference_missing,
  cross_reference_obsolete,
  description_differs,
  example_differs,
  example_missing,
  example_obsolete,
  function_differs,
  function_missing,
  function_obsolete,
  line_endings,
  module_reference_differs,
  older_format,  ///< the README was written by an older generator
  other_rules,
  output_differs,
  output_missing,
  output_obsolete,
  own_section,  ///< a section that no generator writes, and that would be lost
  parameter_differs,
  parameter_missing,
  parameter_obsolete,
  readme_misnamed,
  readme_missing,
  resource_type_differs,
  resource_type_missing,
  resource_type_obsolete,
  section_differs,
  section_edited,  ///< text that no generator writes, or that is out of place
  section_missing,
  section_obsolete,
  template_stale,  ///< `main.json` is out of date with its sources
  title_differs,
  variant_differs,
  variant_missing,
  variant_obsolete,
};

/// One thing that drifted. Texts may hold whatever is in the module: make them safe before
/// printing.
struct Drift {
  DriftKind kind = DriftKind::section_edited;
  std::string sentence;  ///< `parameter skuName is missing from the README`
  std::string item;      ///< `skuName`, `Microsoft.Storage/storageAccounts`, `example 3 (max)`
  /// In the README on disk; where something is missing, the line that it would come before.
  Location place;
  /// In the source, test or marker file where the reason is; empty file when there is none. Without
  /// a line when the reason is that something is not there, which `reason` says.
  Location cause;
  std::string reason;  ///< `there is no such file`; empty when the cause needs no words
};

/// A kind of drift as the formats explain it.
struct DriftRule {
  DriftKind kind;
  std::string_view name;  ///< in kebab-case: `parameter-missing`
  std::string_view summary;
  std::string_view help;
};

/// All kinds of drift, sorted by name.
AVMDOC_API const std::vector<DriftRule>& drift_rules();

/// The name of a kind: `parameter-missing`.
AVMDOC_API std::string_view name_of(DriftKind kind);

struct CheckOptions {
  bool strict_line_breaks = false;  ///< line endings alone are drift
  bool compare_sources = true;      ///< look whether `main.json` is out of date with its sources
};

/// What became of one module.
struct CheckResult {
  CheckState state = CheckState::failed;
  ReadmeState readme = ReadmeState::unknown;
  std::vector<Drift> drifts;
  std::string path;  ///< of the README
  /// The rendered README; empty when it is current or cannot be made, and when `main.json` is out
  /// of date: then it is not what the README should be.
  std::string expected;
  std::string actual;                   ///< the README on disk, likewise
  std::vector<Diagnostic> diagnostics;  ///< errors when it failed; notes and warnings of loading
};

/// Checks one module. Never throws `Error`: what stops it is in `diagnostics`, and `state` is
/// `failed`. For a module whose `main.json` is out of date, only that is reported, plus what is
/// wrong in the README regardless of `main.json`. A current README costs one comparison. May be
/// called from several threads at once with one loader.
AVMDOC_API CheckResult check(const Loader& loader, const ModuleFolder& folder,
                             const CheckOptions& options = {});

/// What the README is compared as: `expected` with the line endings and the byte order mark that
/// `actual` has, so that a patch keeps a Windows checkout as it is.
AVMDOC_API std::string with_line_breaks_of(std::string_view actual, std::string_view expected);

/// One run of lines of a difference.
struct Hunk {
  std::size_t old_begin = 0;  ///< index of its first line, from 0
  std::size_t old_count = 0;
  std::size_t new_begin = 0;
  std::size_t new_count = 0;
};

/// Which lines to replace by which to make `after` of `before`, in order; no context lines.
AVMDOC_API std::vector<Hunk> line_difference(std::string_view before, std::string_view after);

/// A unified diff with `context` lines around each change, as `git apply` takes it: with a
/// `diff --git` header, and from `/dev/null` when `before_exists` is false. Empty when the texts
/// are equal. `path` is relative to the root of the repository.
AVMDOC_API std::string unified_diff(std::string_view path, std::string_view before,
                                    std::string_view after, bool before_exists = true,
                                    std::size_t context = 3);
/// The same with the `line_difference` of the two.
AVMDOC_API std::string unified_diff(std::string_view path, std::string_view before,
                                    std::string_view after, const std::vector<Hunk>& hunks,
                                    bool before_exists = true, std::size_t context = 3);

/// A module that must be looked at, and why: `the included avm/res/a/b/main.bicep changed`.
struct ChangedModule {
  std::size_t index = 0;  ///< in the modules given
  std::string reason;
};

/// The modules whose README may depend on one of the changed paths: own files, tests and marker
/// files, child modules, the parent of scoped children, and the files that they include, directly
/// or not. Paths are as those of the modules (`/` between their parts; both relative to one folder
/// or both absolute); a changed file need not exist any more. In the order of the modules.
AVMDOC_API std::vector<ChangedModule> changed_modules(
    const FileSystem& files, const std::vector<ModuleFolder>& modules,
    const std::vector<std::string>& changed_paths);

}  // namespace avmdoc

#include <algorithm>
#include <array>
#include <utility>

#include "avmdoc/module.hpp"
#include "avmdoc/source_file_system.hpp"
#include "interface/library.hpp"
#include "limits.hpp"
#include "module/compiler_versions.hpp"
#include "module/examples.hpp"
#include "module/loading.hpp"
#include "module/metadata_file.hpp"
#include "module/old_readme.hpp"
#include "module/resource_types.hpp"
#include "module/source_places.hpp"
#include "module/sources.hpp"
#include "ordering/collation.hpp"
#include "source/discovery.hpp"
#include "source/path.hpp"
#include "staleness/staleness.hpp"
#include "template/json_place.hpp"
#include "template/markup.hpp"
#include "template/template.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"
#include "text/lines.hpp"
#include "text/merge_conflict.hpp"
#include "text/title_case.hpp"

namespace avmdoc {

extern const unsigned char embedded_telemetry_notice[];
extern const unsigned int embedded_telemetry_notice_size;

std::string_view builtin_telemetry_notice() {
  return {reinterpret_cast<const char*>(embedded_telemetry_notice), embedded_telemetry_notice_size};
}

namespace {

/// The identity without what follows `--` (a variant of a module) and without the folder of a
/// scoped child: both are documented as the module that they belong to.
Identity documented_identity(const Module& module) {
  Identity result = module.identity;
  if (result.kind == ModuleKind::other) return result;
  result.path = result.path.substr(0, result.path.find("--"));
  if (is_scoped_child(*module.convention, result.path)) {
    result.path.resize(parent_path(result.path).size());
  }
  return result;
}

const Convention& convention_of(const ModuleFolder& folder) {
  if (folder.convention != nullptr) return *folder.convention;
  return folder.identity.kind == ModuleKind::other ? bicep_convention() : avm_convention();
}

/// The folder that `avm` lies in; the module's own for one outside the layout.
std::string registry_root(const ModuleFolder& folder) {
  if (!folder.root.empty()) return folder.root;
  const std::string full = folder.identity.full();
  std::string_view path = folder.path;
  if (path == full) return "";
  if (!path.ends_with("/" + full)) return folder.path;
  path.remove_suffix(full.size() + 1);
  return path.empty() ? "/" : std::string(path);
}

std::vector<std::string> scoped_children(const Convention& convention, const Sources& sources,
                                         const std::string& folder) {
  std::vector<std::string> children;
  if (convention.scope_folders.empty()) return children;
  bool has_scoped = false;
  const auto entries = sources.list(folder);
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type != FileType::folder || !entry.name.ends_with("-scope")) continue;
    children.push_back(entry.name);
    has_scoped = has_scoped || is_scoped_child(convention, "/" + entry.name);
  }
  if (!has_scoped) return {};
  std::stable_sort(children.begin(), children.end(), CultureLess());
  return children;
}

std::vector<Banner> read_banners(const Convention& convention, const Sources& sources,
                                 const std::string& folder, const Rules& rules,
                                 std::vector<Diagnostic>& warnings) {
  std::vector<Banner> banners;
  for (const std::string& file : convention.banners) {
    if (!sources.has_file(folder, file)) continue;
    if (!rules.orphaned_banner && file == std::string_view("ORPHANED.md")) continue;
    Banner banner{file, {}};
    const std::string text = sources.read_text(join_path(folder, file), warnings);
    for (const std::string_view line : split_lines(text)) {
      const std::string quoted = "> " + std::string(line);
      // Only the lines of ORPHANED.md are trimmed.
      banner.lines.emplace_back(banner.file == "ORPHANED.md" ? trim(quoted) : quoted);
    }
    banners.push_back(std::move(banner));
  }
  return banners;
}

/// The version in `version.json`; empty when there is none.
std::string version_in_file(const Sources& sources, const std::string& folder) {
  constexpr std::string_view name = "version.json";
  if (!sources.has_file(folder, name)) return {};
  const std::string path = join_path(folder, name);
  simdjson::dom::parser parser;
  simdjson::dom::element json;
  std::string_view version;
  const std::string text = sources.files().read(path);
  if (parser.parse(text).get(json) == simdjson::SUCCESS &&
      json["version"].get(version) == simdjson::SUCCESS) {
    return std::string(version);
  }
  throw Error(Diagnostic{Severity::error,
                         "version-misshapen",
                         {path, {}, 0, ""},
                         "expected an object with a string 'version'",
                         ""});
}

/// How a module is referenced, by the convention's pattern.
std::string module_reference(const Convention& convention, const Sources& sources,
                             const ModuleFolder& folder, std::string_view root) {
  const std::string identity = folder.identity.full();
  std::string reference = replace_all(convention.reference, "{path}", identity);
  reference = replace_all(reference, "{name}", base_name(identity));
  if (reference.find("{file}") != std::string::npos) {
    std::string_view path = folder.path;
    if (path == root) {
      path = "";
    } else if (path.starts_with(root)) {
      path.remove_prefix(std::min(path.size(), root.size() + (root.ends_with('/') ? 0 : 1)));
    }
    reference = replace_all(reference, "{file}", join_path(path, "main.bicep"));
  }
  if (reference.find("{version}") == std::string::npos) return reference;
  std::string version =
      convention.version.empty() ? version_in_file(sources, folder.path) : convention.version;
  return replace_all(reference, "{version}", version.empty() ? "<version>" : version);
}

std::string readme_on_disk(const Sources& sources, const std::string& folder) {
  if (!sources.has_file(folder, "README.md")) return {};
  return sources.files().read(join_path(folder, "README.md"));
}

void check_old_readme(std::string_view text, const std::string& folder) {
  const auto check = [&](std::size_t found, std::size_t most, const char* unit) {
    if (found <= most) return;
    throw Error(Diagnostic{Severity::error,
                           "readme-too-large",
                           {join_path(folder, "README.md"), {}, 0, ""},
                           "expected a README of at most " + std::to_string(most) + unit +
                               ", found " + std::to_string(found),
                           ""});
  };
  check(text.size(), limits::readme_bytes, " bytes");
  check(static_cast<std::size_t>(std::ranges::count(text, '\n')), limits::readme_lines, " lines");
}

/// Whatever is called `main.bicep` must be a file that can be read: without it nothing could be
/// said of what the module references, or of how old its `main.json` is.
void check_own_source(const Sources& sources, const std::string& folder) {
  constexpr std::string_view name = "main.bicep";
  const auto entries = sources.list(folder);
  const auto entry = std::ranges::find(*entries, name, &DirectoryEntry::name);
  if (entry == entries->end()) return;
  std::vector<Diagnostic> errors = sources.errors(join_path(folder, name));
  if (!errors.empty()) throw Error(std::move(errors));
}

/// Syntax errors of `main.bicep`: nothing can be said of how a `main.json` compares with a source
/// that no compiler takes.
void check_own_syntax(const Sources& sources, const std::string& path) {
  constexpr std::size_t most = 20;
  std::vector<Diagnostic> errors;
  const std::shared_ptr<const bicep::Tree> tree = sources.tree(path);
  if (tree == nullptr) return;  // `check_own_source` reports why
  for (const Diagnostic& diagnostic : tree->diagnostics()) {
    // No declaration is lost by it.
    if (diagnostic.code == "missing-comma") continue;
    if (errors.size() == most) break;
    errors.push_back(diagnostic);
  }
  if (!errors.empty()) throw Error(std::move(errors));
}

/// The modules below a folder that are in no other module below it.
std::vector<ChildModule> child_modules(const Sources& sources, const std::string& folder) {
  std::vector<ChildModule> children;
  const auto list = [&](const std::string& one) { return sources.list_folder(one); };
  search_modules(sources.files(), list, folder, [&](const std::string& found) {
    if (found == folder) return;
    std::string path = found.substr(folder.empty() ? 0 : folder.size() + 1);
    if (!children.empty() && path.starts_with(children.back().path + "/")) return;
    children.push_back({std::move(path)});
  });
  return children;
}

/// `network-security` as `Network Security`; the capitals of a name like `blobServices` stay.
std::string readable_name(std::string_view folder) {
  std::string name(folder);
  if (name.find_first_of("-_") == std::string::npos) {
    if (!name.empty() && is_letter(name.front())) name.replace(0, 1, title_case(name.substr(0, 1)));
    return name;
  }
  std::ranges::replace_if(
      name, [](char c) { return c == '-' || c == '_'; }, ' ');
  return title_case(name);
}

/// What the README on disk says that the sources do not: its own sections, and a title and a
/// description where the module has none.
void keep_own_parts(std::string_view readme, Module& module) {
  OwnParts own = read_own_parts(*module.convention, decode_text(std::string(readme)).text,
                                !module.banners.empty());
  module.kept_sections = std::move(own.sections);
  const std::size_t type = own.title.rfind(" `[");
  if (!module.title_type.empty() && own.title.ends_with("]`") && type != std::string::npos) {
    own.title.resize(type);  // it is written again
  }
  if (module.name.empty()) module.name = std::move(own.title);
  if (module.name.empty()) module.name = readable_name(base_name(module.identity.path));
  if (own.introduction.empty()) return;
  if (!module.description) {
    module.description = std::move(own.introduction);
  } else if (trim(replace_all(*module.description, "\r\n", "\n")) != own.introduction) {
    module.diagnostics.push_back({Severity::warning,
                                  "introduction-replaced",
                                  {join_path(module.folder, "README.md"), {}, 0, ""},
                                  "the text below its title is replaced by 'metadata description'; "
                                  "move what should stay below a heading '## …'",
                                  ""});
  }
}

void make_notes_utf8(const std::string& readme, Module& module) {
  DecodedText first;
  for (std::string& line : module.notes) {
    DecodedText decoded = decode_text(std::move(line));
    line = std::move(decoded.text);
    if (first.problem.empty()) first.problem = std::move(decoded.problem);
  }
  if (!first.problem.empty()) module.diagnostics.push_back(not_utf8_warning(readme, first));
}

std::string read_template_text(const Sources& sources, const std::string& path) {
  try {
    return sources.files().read(path);
  } catch (const Error&) {
    if (sources.files().type(path) != FileType::none) throw;
  }
  throw Error(Diagnostic{Severity::error,
                         "template-missing",
                         {path, {}, 0, ""},
                         "there is no compiled template; run: bicep build main.bicep",
                         ""});
}

/// The conflict in a compiled template, where one is the reason that it is not JSON.
std::optional<Diagnostic> template_conflict(const Sources& sources, const std::string& path) {
  const std::string text = sources.files().read(path);
  const auto at = find_merge_marker(text);
  if (!at) return std::nullopt;
  return merge_conflict(text, *at, path, "take either side, then run: bicep build main.bicep");
}

/// Conflicts in a module's own files: a README must not be made of one side by accident.
void refuse_conflicts(const Sources& sources, const std::string& folder, std::string_view readme) {
  std::vector<Diagnostic> found;
  if (sources.has_file(folder, "main.bicep")) {
    const auto conflict = sources.conflict(join_path(folder, "main.bicep"));
    if (conflict) found.push_back(*conflict);
  }
  if (const auto at = find_merge_conflict(readme)) {
    found.push_back(merge_conflict(readme, *at, join_path(folder, "README.md"),
                                   "take either side and resolve its Notes, then run: avmdoc "
                                   "generate"));
  }
  if (found.empty()) return;
  if (sources.has_file(folder, "main.json")) {
    const auto conflict = template_conflict(sources, join_path(folder, "main.json"));
    if (conflict) found.push_back(*conflict);
  }
  throw Error(std::move(found));
}

/// Leads from a value of the compiled template to the source, where it is to be changed.
void place_in_source(const Sources& sources, const std::string& folder, const Template& compiled,
                     std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  const std::string path = join_path(folder, "main.bicep");
  const std::shared_ptr<const bicep::Tree> source =
      sources.has_file(folder, "main.bicep") ? sources.tree(path) : nullptr;
  for (Diagnostic& diagnostic : diagnostics) {
    Location& location = diagnostic.location;
    if (location.pointer.empty() || location.position.line != 0) continue;
    // What the compiler never makes is nowhere in the source.
    if (source && diagnostic.code != "template-misshapen") {
      location.position = source_place(*source, location.pointer);
    }
    if (location.position.line != 0) {
      location.file = path;
    } else {
      location.position = json_place(compiled.text(), location.pointer);
    }
  }
}

/// What a description in a table of the README, or elsewhere in it, does to the page.
void warn_of_markup(const std::optional<std::string>& description, TextPlace place,
                    const std::string& file, const std::string& pointer,
                    std::vector<Diagnostic>& warnings) {
  std::string problem = markup_problem(description.value_or(""), place);
  if (problem.empty()) return;
  warnings.push_back(
      {Severity::warning, "description-markup", {file, {}, 0, pointer}, std::move(problem), ""});
}

/// The module cache that sources are read with.
std::string module_cache_of(const FileSystem& files) {
  const auto* source_files = dynamic_cast<const SourceFileSystem*>(&files);
  return source_files == nullptr ? "" : source_files->module_cache();
}

}  // namespace

struct Loader::State {
  State(const FileSystem& files, LoadOptions load_options)
      : sources(files),
        library(files, sources, module_cache_of(files)),
        options(std::move(load_options)) {
    if (options.catalog == nullptr) options.catalog = &Catalog::builtin();
    if (options.telemetry_notice.empty()) options.telemetry_notice = builtin_telemetry_notice();
  }

  /// `old_readme` is read from the disk when null.
  [[nodiscard]] Module load(const ModuleFolder& folder, const std::string_view* old_readme,
                            bool compare_sources, const Rules* rules) const;
  [[nodiscard]] RuleSet rule_set_of(const ModuleFolder& folder) const;
  void read_metadata(Module& module) const;
  void read_notes(const OldReadme& old, Module& module) const;
  Template parse_template(const std::string& path, std::vector<Diagnostic>& warnings) const;
  /// A check fails for a source with syntax errors.
  void read_template(const std::string& folder, std::string_view old_readme, bool compare_sources,
                     bool is_checked, Module& module) const;
  void read_compiled(const Template& compiled, const std::string& folder, const OldReadme& old,
                     Module& module) const;
  void read_sources(const ModuleFolder& folder, Module& module) const;
  void read_examples(const std::vector<std::string>& tests, Budget& budget, Module& module) const;

  Sources sources;
  Library library;
  LoadOptions options;
};

Loader::Loader(const FileSystem& files, LoadOptions options)
    : state_(std::make_unique<State>(files, std::move(options))) {}
Loader::~Loader() = default;

ModuleSearch Loader::search(std::string_view folder, const ModuleFound& found) const {
  const Sources& sources = state_->sources;
  const auto list = [&](const std::string& one) { return sources.list_folder(one); };
  return search_modules(sources.files(), list, folder, found);
}

std::optional<std::string> Loader::misnamed_readme(std::string_view folder) const {
  const auto entries = state_->sources.list(std::string(folder));
  std::optional<std::string> found;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::folder || !equal_ignoring_case(entry.name, "README.md")) continue;
    if (entry.name == "README.md") return std::nullopt;
    found = entry.name;
  }
  return found;
}

Module Loader::load(const ModuleFolder& folder) const {
  return state_->load(folder, nullptr, state_->options.compare_sources, nullptr);
}

Module load_module(const Loader& loader, const ModuleFolder& folder, std::string_view old_readme,
                   bool compare_sources, const Rules* rules) {
  return loader.state_->load(folder, &old_readme, compare_sources, rules);
}

const Sources& sources_of(const Loader& loader) { return loader.state_->sources; }

const LoadOptions& options_of(const Loader& loader) { return loader.state_->options; }

Module Loader::State::load(const ModuleFolder& folder, const std::string_view* old_readme,
                           bool compare_sources, const Rules* rules) const {
  Module module;
  module.identity = folder.identity;
  module.convention = &convention_of(folder);
  module.folder = folder.path;
  const std::string read = old_readme == nullptr ? readme_on_disk(sources, folder.path) : "";
  const std::string_view old = old_readme == nullptr ? read : *old_readme;
  refuse_conflicts(sources, folder.path, old);
  // Oddities of the reference are of no use to others.
  const bool is_avm = module.convention->profile == avm_convention().profile;
  const Rules& own_rules = rules_of(is_avm ? rule_set_of(folder) : RuleSet::current);
  module.rules = rules == nullptr ? &own_rules : rules;
  read_metadata(module);
  read_template(folder.path, old, compare_sources, old_readme != nullptr, module);
  read_sources(folder, module);
  compare_metadata(sources, module, module.diagnostics);
  if (module.convention->keeps_own_sections) keep_own_parts(old, module);
  return module;
}

RuleSet Loader::State::rule_set_of(const ModuleFolder& folder) const {
  if (options.rules != RuleSet::automatic) return options.rules;
  return has_metadata_file(sources, folder) ? RuleSet::current : RuleSet::august_2026;
}

/// Only the current rules read it, so that for the others a broken one is a warning.
void Loader::State::read_metadata(Module& module) const {
  try {
    module.metadata = read_metadata_file(sources, module.folder, module.diagnostics);
  } catch (const Error& error) {
    if (module.rules->title_from_deployed_type) throw;
    for (Diagnostic diagnostic : error.diagnostics()) {
      diagnostic.severity = Severity::warning;
      module.diagnostics.push_back(std::move(diagnostic));
    }
  }
}

/// The compiler writes UTF-8. What an editor made of it is converted, after the first attempt has
/// failed.
Template Loader::State::parse_template(const std::string& path,
                                       std::vector<Diagnostic>& warnings) const {
  std::string text = read_template_text(sources, path);
  try {
    return Template::parse(std::move(text), path);
  } catch (const Error&) {
    if (const auto conflict = template_conflict(sources, path)) throw Error(*conflict);
    DecodedText decoded = decode_text(sources.files().read(path));
    if (decoded.problem.empty()) throw;
    warnings.push_back(not_utf8_warning(path, decoded));
    return Template::parse(std::move(decoded.text), path);
  }
}

void Loader::State::read_template(const std::string& folder, std::string_view old_readme,
                                  bool compare_sources, bool is_checked, Module& module) const {
  const std::string path = join_path(folder, "main.json");
  Template compiled = parse_template(path, module.diagnostics);
  // A template that is made from the source agrees with it.
  if (compare_sources && sources.has_file(folder, "main.bicep") &&
      sources.has_file(folder, "main.json")) {
    const std::string source = join_path(folder, "main.bicep");
    // A README can be made all the same, of what main.json says, and the reference makes it.
    if (is_checked) check_own_syntax(sources, source);
    module.staleness = staleness(library, compiled, source);
  }
  std::ranges::move(compiler_notes(compiled, sources, folder),
                    std::back_inserter(module.diagnostics));
  std::string own;
  if (has_wide_mark(old_readme)) old_readme = own = decode_text(std::string(old_readme)).text;
  check_old_readme(old_readme, folder);
  read_compiled(compiled, folder, read_old_readme(old_readme), module);
}

void Loader::State::read_compiled(const Template& compiled, const std::string& folder,
                                  const OldReadme& old, Module& module) const {
  const std::string file = join_path(folder, "main.json");
  const Convention& convention = *module.convention;
  module.name = compiled.name();
  if (const auto description = compiled.description()) module.description = *description;
  try {
    if (convention.title_has_type) {
      module.title_type = title_type(documented_identity(module), compiled, *options.catalog,
                                     *module.rules, module.metadata, file, module.diagnostics);
    }
    module.parameters = read_parameters(compiled, convention, file, module.diagnostics);
  } catch (const Error& error) {
    std::vector<Diagnostic> errors = error.diagnostics();
    place_in_source(sources, folder, compiled, errors);
    throw Error(std::move(errors));
  }
  module.required_parameters = required_parameters(compiled);
  module.resource_types =
      resource_types(compiled, *options.catalog, options.links, *module.rules, old);
  module.functions = read_functions(compiled);
  module.outputs = read_outputs(compiled);
  const auto shows = [&](std::string_view section) {
    return std::ranges::find(convention.sections, section, &SectionShape::name) !=
           convention.sections.end();
  };
  if (shows("exported-types")) module.exported_types = read_exported_types(compiled);
  if (shows("exported-variables")) module.exported_variables = read_exported_variables(compiled);
  if (shows("child-modules")) module.child_modules = child_modules(sources, folder);
  warn_of_markup(module.description, TextPlace::paragraph, file, "/metadata/description",
                 module.diagnostics);
  for (const Output& output : module.outputs) {
    warn_of_markup(output.description, TextPlace::table_cell, file,
                   "/outputs/" + pointer_segment(output.name), module.diagnostics);
  }
  place_in_source(sources, folder, compiled, module.diagnostics);
  if (shows("notes")) read_notes(old, module);
  if (!convention.telemetry_parameter.empty() &&
      compiled.has_parameter(convention.telemetry_parameter)) {
    module.telemetry_notice = options.telemetry_notice;
  }
}

/// The Notes of the old README, or the file that replaces them.
void Loader::State::read_notes(const OldReadme& old, Module& module) const {
  const std::string readme = join_path(module.folder, "README.md");
  module.notes = old.notes;
  make_notes_utf8(readme, module);
  if (!module.rules->notes_sidecar) return;
  if (!sources.has_file(module.folder, notes_file)) {
    if (module.notes.empty()) return;
    module.diagnostics.push_back({Severity::warning,
                                  "notes-in-readme",
                                  {readme, {}, 0, ""},
                                  "its section Notes belongs in " + std::string(notes_file) +
                                      "; run: avmdoc notes extract " + module.folder,
                                  ""});
    return;
  }
  const std::string path = join_path(module.folder, notes_file);
  std::vector<std::string> notes = notes_section(sources.read_text(path, module.diagnostics));
  if (!module.notes.empty() && !same_notes(module.notes, notes)) {
    module.diagnostics.push_back({Severity::note,
                                  "notes-differ",
                                  {readme, {}, 0, ""},
                                  "its section Notes is replaced by " + std::string(notes_file),
                                  ""});
  }
  module.notes = std::move(notes);
}

void Loader::State::read_examples(const std::vector<std::string>& tests, Budget& budget,
                                  Module& module) const {
  if (tests.size() > limits::tests) {
    throw Error(Diagnostic{Severity::error,
                           "module-too-large",
                           {tests[limits::tests], {}, 0, ""},
                           "expected a module of at most " + std::to_string(limits::tests) +
                               " tests, found " + std::to_string(tests.size()),
                           ""});
  }
  std::vector<Diagnostic> errors;
  for (const std::string& test : tests) {
    try {
      auto example = read_example(sources, test, module, budget);
      if (example) module.examples.push_back(*std::move(example));
    } catch (const Error& error) {
      errors.insert(errors.end(), error.diagnostics().begin(), error.diagnostics().end());
    }
  }
  if (!errors.empty()) throw Error(std::move(errors));
}

void Loader::State::read_sources(const ModuleFolder& folder, Module& module) const {
  Budget budget;
  check_own_source(sources, folder.path);
  const Convention& convention = *module.convention;
  const std::string root = registry_root(folder);
  module.banners =
      read_banners(convention, sources, folder.path, *module.rules, module.diagnostics);
  module.versioned = sources.has_file(folder.path, "version.json");
  module.reference = module_reference(convention, sources, folder, root);
  const Tests tests = find_tests(convention, sources, folder.path);
  module.scoped_children = scoped_children(convention, sources, folder.path);
  if (module.scoped_children.empty()) {
    read_examples(tests.paths, budget, module);
  }
  // Of AVM's tests those that do not deploy the module are shown as well.
  module.has_tests = convention.examples.empty() ? tests.any : !module.examples.empty();
  const bool by_identity =
      folder.identity.kind != ModuleKind::other && module.rules->references_by_identity;
  std::string own =
      by_identity ? source_by_identity(sources, root, documented_identity(module).path)
      : sources.has_file(folder.path, "main.bicep") ? join_path(folder.path, "main.bicep")
                                                    : "";
  CrossReferences references = cross_references(sources, root, own, budget, module.diagnostics);
  module.local_references = std::move(references.local);
  module.remote_references = std::move(references.remote);
}

}  // namespace avmdoc

#include <algorithm>
#include <utility>

#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
#include "avmdoc/source_file_system.hpp"
#include "interface/library.hpp"
#include "limits.hpp"
#include "module/compiler_versions.hpp"
#include "module/examples.hpp"
#include "module/kept_parts.hpp"
#include "module/loading.hpp"
#include "module/metadata_file.hpp"
#include "module/old_readme.hpp"
#include "module/own_files.hpp"
#include "module/profile_sections.hpp"
#include "module/reference.hpp"
#include "module/resource_types.hpp"
#include "module/shown_texts.hpp"
#include "ordering/collation.hpp"
#include "readme/form.hpp"
#include "source/discovery.hpp"
#include "source/path.hpp"
#include "staleness/staleness.hpp"
#include "template/json_place.hpp"
#include "template/markup.hpp"
#include "text/ascii.hpp"
#include "text/decoding.hpp"

namespace avmdoc {

const Convention& convention_of(const ModuleFolder& folder) {
  if (folder.convention != nullptr) return *folder.convention;
  return folder.identity.kind == ModuleKind::other ? bicep_convention() : avm_convention();
}

namespace {

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

/// What a description in a table of the README, or elsewhere in it, does to the page.
void warn_of_markup(const std::optional<std::string>& description, TextPlace place,
                    const std::string& file, const std::string& pointer,
                    std::vector<Diagnostic>& warnings) {
  std::string problem = markup_problem(description.value_or(""), place);
  if (problem.empty()) return;
  warnings.push_back(warning_at("description-markup", {file, {}, 0, pointer}, std::move(problem)));
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
  /// A check fails for a source with syntax errors.
  void read_template(std::string_view old_readme, bool compare_sources, bool is_checked,
                     Module& module) const;
  void read_compiled(const Template& compiled, const OldReadme& old, Module& module) const;
  void read_sources(const ModuleFolder& folder, Module& module) const;
  void read_examples(const std::vector<std::string>& tests, Budget& budget, Module& module) const;

  Sources sources;
  Library library;
  LoadOptions options;
};

Loader::Loader(const FileSystem& files, LoadOptions options)
    : state_(std::make_unique<State>(files, std::move(options))) {}
Loader::~Loader() = default;

ModuleSearch Loader::search(std::string_view folder, const ModuleFound& found,
                            const EntryChoice& entries) const {
  const Sources& sources = state_->sources;
  const auto list = [&](const std::string& one) { return sources.list_folder(one); };
  const auto inclusions = [&](const std::string& path) { return sources.inclusions(path); };
  return search_modules({sources.files(), list, inclusions, entries}, folder, found);
}

std::optional<std::string> Loader::misnamed_readme(const ModuleFolder& module) const {
  const std::string readme = readme_path(module);
  const auto entries = state_->sources.list(std::string(parent_path(readme)));
  const std::string_view name = base_name(readme);
  std::optional<std::string> found;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::folder || !equal_ignoring_case(entry.name, name)) continue;
    if (entry.name == name) return std::nullopt;
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
  module.source = join_path(folder.path, folder.source);
  module.compiled = with_extension(module.source, ".json");
  module.readme = readme_path(folder);
  const std::string read = old_readme == nullptr ? read_readme(sources, module.readme) : "";
  std::string_view old = old_readme == nullptr ? read : *old_readme;
  refuse_conflicts(sources, module, old);
  const TextPart part = generated_part(*module.convention, old, module.readme);
  old = old.substr(part.begin, part.end - part.begin);
  std::string plain;
  if (has_form(*module.convention)) {
    plain = without_form(*module.convention, decode_text(std::string(old)).text);
    old = plain;
  }
  // Oddities of the reference are of no use to others.
  const bool is_avm = module.convention->profile == avm_convention().profile;
  const Rules& own_rules = rules_of(is_avm ? rule_set_of(folder) : RuleSet::current);
  module.rules = rules == nullptr ? &own_rules : rules;
  read_metadata(module);
  read_template(old, compare_sources, old_readme != nullptr, module);
  read_sources(folder, module);
  module.section_texts = read_section_texts(sources, module);
  compare_metadata(sources, module, module.diagnostics);
  if (module.convention->keeps_own_sections) keep_own_parts(old, module);
  if (module.name.empty() && !is_avm) module.name = readable_name(base_name(folder.identity.path));
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

namespace {

void note_earlier_imports(const Template& compiled, Module& module) {
  const auto references = array_member(compiled.root(), earlier_imports_mark);
  if (!references) return;
  for (const Json reference : *references) {
    const auto text = string_of(reference);
    if (!text) continue;
    module.diagnostics.push_back(
        note_at("earlier-build-used", {module.source},
                "'" + std::string(*text) +
                    "' is not in the module cache; what is imported from it is that of " +
                    std::string(base_name(module.compiled))));
  }
}

}  // namespace

void Loader::State::read_template(std::string_view old_readme, bool compare_sources,
                                  bool is_checked, Module& module) const {
  const Template compiled = avmdoc::read_template(sources, module);
  // A template that is made from the source agrees with it.
  if (compare_sources && has_source(sources, module) && is_compiled(sources, module)) {
    // A README can be made all the same, of what main.json says, and the reference makes it.
    if (is_checked) check_own_syntax(sources, module.source);
    module.staleness = staleness(library, compiled, module.source);
  }
  note_earlier_imports(compiled, module);
  std::ranges::move(compiler_notes(compiled, sources, module),
                    std::back_inserter(module.diagnostics));
  std::string own;
  if (has_wide_mark(old_readme)) old_readme = own = decode_text(std::string(old_readme)).text;
  check_readme_size(old_readme, module.readme);
  read_compiled(compiled, read_old_readme(old_readme), module);
}

void Loader::State::read_compiled(const Template& compiled, const OldReadme& old,
                                  Module& module) const {
  const std::string& file = module.compiled;
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
    place_in_source(sources, module, compiled, errors);
    throw Error(std::move(errors));
  }
  module.required_parameters = required_parameters(compiled);
  module.resource_types =
      resource_types(compiled, *options.catalog, options.links, *module.rules, old);
  module.functions = read_functions(compiled);
  module.outputs = read_outputs(compiled);
  read_profile_sections(compiled, sources, module);
  warn_of_markup(module.description, TextPlace::paragraph, file, "/metadata/description",
                 module.diagnostics);
  for (const Output& output : module.outputs) {
    warn_of_markup(output.description, TextPlace::table_cell, file,
                   "/outputs/" + pointer_segment(output.name), module.diagnostics);
  }
  place_in_source(sources, module, compiled, module.diagnostics);
  const auto notes = std::ranges::find(convention.sections, "notes", &SectionShape::name);
  if (notes != convention.sections.end()) read_notes(sources, old, module);
  if (!convention.telemetry_parameter.empty() &&
      compiled.has_parameter(convention.telemetry_parameter)) {
    module.telemetry_notice = options.telemetry_notice;
  }
}

void Loader::State::read_examples(const std::vector<std::string>& tests, Budget& budget,
                                  Module& module) const {
  if (tests.size() > limits::tests) {
    throw Error(error_at("module-too-large", {tests[limits::tests]},
                         "expected a module of at most " + std::to_string(limits::tests) +
                             " tests, found " + std::to_string(tests.size())));
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
  check_own_source(sources, module);
  const Convention& convention = *module.convention;
  const std::string root = registry_root(folder);
  module.banners = read_banners(sources, module);
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
  std::string own = by_identity
                        ? source_by_identity(sources, root, documented_identity(module).path)
                    : has_source(sources, module) ? module.source
                                                  : "";
  const bool any_entry = folder.identity.kind == ModuleKind::other;
  CrossReferences references =
      cross_references(sources, root, own, any_entry, budget, module.diagnostics);
  module.local_references = std::move(references.local);
  module.remote_references = std::move(references.remote);
}

}  // namespace avmdoc

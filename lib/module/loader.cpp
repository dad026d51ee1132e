#include <algorithm>
#include <array>
#include <utility>

#include "avmdoc/module.hpp"
#include "avmdoc/readme.hpp"
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
#include "readme/form.hpp"
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

/// `main.json` for `main.bicep`.
std::string compiled_path(std::string_view source) {
  return std::string(source.substr(0, source.rfind('.'))) + ".json";
}

/// `run: bicep build main.bicep`
std::string build_command(const Module& module) {
  return "run: bicep build " + std::string(base_name(module.source));
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
  throw Error(error_at("version-misshapen", {path}, "expected an object with a string 'version'"));
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
    reference = replace_all(reference, "{file}", join_path(path, folder.source));
  }
  if (reference.find("{version}") == std::string::npos) return reference;
  std::string version = !folder.version.empty()       ? folder.version
                        : !convention.version.empty() ? convention.version
                                                      : version_in_file(sources, folder.path);
  return replace_all(reference, "{version}", version.empty() ? "<version>" : version);
}

std::string readme_on_disk(const Sources& sources, const std::string& readme) {
  if (!sources.has_file(std::string(parent_path(readme)), base_name(readme))) return {};
  return sources.files().read(readme);
}

void check_old_readme(std::string_view text, const std::string& readme) {
  const auto check = [&](std::size_t found, std::size_t most, const char* unit) {
    if (found <= most) return;
    throw Error(error_at("readme-too-large", {readme},
                         "expected a README of at most " + std::to_string(most) + unit +
                             ", found " + std::to_string(found)));
  };
  check(text.size(), limits::readme_bytes, " bytes");
  check(static_cast<std::size_t>(std::ranges::count(text, '\n')), limits::readme_lines, " lines");
}

/// Whatever is called `main.bicep` must be a file that can be read: without it nothing could be
/// said of what the module references, or of how old its `main.json` is.
void check_own_source(const Sources& sources, const Module& module) {
  const auto entries = sources.list(module.folder);
  const auto entry = std::ranges::find(*entries, base_name(module.source), &DirectoryEntry::name);
  if (entry == entries->end()) return;
  std::vector<Diagnostic> errors = sources.errors(module.source);
  if (!errors.empty()) throw Error(std::move(errors));
}

/// Whether there is a file that the source was compiled to. Beside a source of another name than
/// `main.bicep` it may be any JSON.
bool is_compiled(const Sources& sources, const Module& module) {
  const std::string_view name = base_name(module.compiled);
  return sources.has_file(module.folder, name) &&
         (name == "main.json" || is_template(*sources.head(module.compiled)));
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
  // Only those with a main.bicep: files of other names are mostly parts.
  const auto only_main = [](const std::string& path) -> std::optional<bool> {
    return base_name(path) == "main.bicep" ? std::nullopt : std::optional(false);
  };
  search_modules({sources.files(), list, {}, only_main}, folder, [&](const FoundModule& found) {
    if (found.folder == folder) return;
    std::string path = found.folder.substr(folder.empty() ? 0 : folder.size() + 1);
    if (!children.empty() && path.starts_with(children.back().path + "/")) return;
    children.push_back({std::move(path)});
  });
  return children;
}

/// What is in the metadata of a module but for its name and description.
std::vector<std::pair<std::string, std::string>> own_metadata(const Template& compiled) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto metadata = object_member(compiled.root(), "metadata");
  if (!metadata) return found;
  for (const auto [name, value] : *metadata) {
    if (name.starts_with('_') || name == "name" || name == "description") continue;
    std::string_view text;
    found.emplace_back(
        name, value.get(text) == simdjson::SUCCESS ? std::string(text) : simdjson::minify(value));
  }
  return found;
}

/// The resources that a module declares itself, in the order of its source.
std::vector<NamedResource> named_resources(const Sources& sources, const Module& module) {
  std::vector<NamedResource> found;
  const auto tree = has_source(sources, module) ? sources.tree(module.source) : nullptr;
  if (tree == nullptr) return found;
  for (const bicep::Node statement : tree->root().children()) {
    if (statement.kind() != bicep::NodeKind::resource) continue;
    const auto name = statement.child(bicep::Field::name);
    const auto type = statement.child(bicep::Field::path);
    const auto text = type ? bicep::string_value(*type) : std::nullopt;
    if (!name || !text) continue;
    const std::size_t at = std::min(text->find('@'), text->size());
    const std::string_view between =
        tree->text().substr(type->range().end, statement.range().end - type->range().end);
    const bool existing = trim(between.substr(0, between.find('='))) == "existing";
    found.push_back({std::string(name->text()), text->substr(0, at),
                     at < text->size() ? text->substr(at + 1) : "", existing});
  }
  return found;
}

/// The texts that the convention puts around sections. A module need not have them all.
std::vector<SectionText> section_texts(const Sources& sources, Module& module) {
  std::vector<SectionText> texts;
  for (const SectionShape& shape : module.convention->sections) {
    if (shape.before.empty() && shape.after.empty()) continue;
    const auto read = [&](const std::string& file) -> std::string {
      if (file.empty()) return {};
      const std::string path = normal_path(join_path(module.folder, file));
      if (sources.files().type(path) == FileType::none) {
        module.diagnostics.push_back(note_at(
            "text-missing", {path}, "there is no text for the section " + shape.name + " here"));
        return {};
      }
      return std::string(trim(sources.read_text(path, module.diagnostics)));
    };
    texts.push_back({shape.name, read(shape.before), read(shape.after)});
    std::erase(texts.back().before, '\r');
    std::erase(texts.back().after, '\r');
  }
  return texts;
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
  for (const SectionText& text : module.section_texts) {
    // What files put above the first section is not its author's.
    if (!text.before.empty() && own.introduction.starts_with(text.before)) {
      own.introduction = trim(std::string_view(own.introduction).substr(text.before.size()));
    }
    if (!text.after.empty() && own.introduction.ends_with(text.after)) {
      own.introduction.resize(own.introduction.size() - text.after.size());
      own.introduction = trim(own.introduction);
    }
  }
  if (own.introduction.empty()) return;
  if (!module.description) {
    module.description = std::move(own.introduction);
  } else if (trim(replace_all(*module.description, "\r\n", "\n")) != own.introduction) {
    module.diagnostics.push_back(
        warning_at("introduction-replaced", {module.readme},
                   "the text below its title is replaced by 'metadata description'; "
                   "move what should stay below a heading '## …'"));
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

std::string read_template_text(const Sources& sources, const Module& module) {
  const std::string& path = module.compiled;
  try {
    return sources.files().read(path);
  } catch (const Error&) {
    if (sources.files().type(path) != FileType::none) throw;
  }
  throw Error(error_at("template-missing", {path},
                       "there is no compiled template; " + build_command(module)));
}

/// The conflict in a compiled template, where one is the reason that it is not JSON.
std::optional<Diagnostic> template_conflict(const Sources& sources, const Module& module) {
  const std::string text = sources.files().read(module.compiled);
  const auto at = find_merge_marker(text);
  if (!at) return std::nullopt;
  return merge_conflict(text, *at, module.compiled,
                        "take either side, then " + build_command(module));
}

/// Conflicts in a module's own files: a README must not be made of one side by accident.
void refuse_conflicts(const Sources& sources, const Module& module, std::string_view readme) {
  std::vector<Diagnostic> found;
  if (has_source(sources, module)) {
    const auto conflict = sources.conflict(module.source);
    if (conflict) found.push_back(*conflict);
  }
  if (const auto at = find_merge_conflict(readme)) {
    found.push_back(merge_conflict(readme, *at, module.readme,
                                   "take either side and resolve its Notes, then run: avmdoc "
                                   "generate"));
  }
  if (found.empty()) return;
  if (sources.has_file(module.folder, base_name(module.compiled))) {
    const auto conflict = template_conflict(sources, module);
    if (conflict) found.push_back(*conflict);
  }
  throw Error(std::move(found));
}

/// Leads from a value of the compiled template to the source, where it is to be changed.
void place_in_source(const Sources& sources, const Module& module, const Template& compiled,
                     std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  const std::shared_ptr<const bicep::Tree> source =
      has_source(sources, module) ? sources.tree(module.source) : nullptr;
  std::optional<SourcePlaces> places;
  if (source) places.emplace(*source);
  for (Diagnostic& diagnostic : diagnostics) {
    Location& location = diagnostic.location;
    if (location.pointer.empty() || location.position.line != 0) continue;
    // What the compiler never makes is nowhere in the source.
    if (places && diagnostic.code != "template-misshapen") {
      location.position = places->place(location.pointer);
    }
    if (location.position.line != 0) {
      location.file = module.source;
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
  void read_notes(const OldReadme& old, Module& module) const;
  Template parse_template(Module& module) const;
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
  module.compiled = compiled_path(module.source);
  module.readme = readme_path(folder);
  const std::string read = old_readme == nullptr ? readme_on_disk(sources, module.readme) : "";
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
  module.section_texts = section_texts(sources, module);
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
Template Loader::State::parse_template(Module& module) const {
  const std::string& path = module.compiled;
  std::string text = read_template_text(sources, module);
  try {
    return Template::parse(std::move(text), path);
  } catch (const Error&) {
    if (const auto conflict = template_conflict(sources, module)) throw Error(*conflict);
    DecodedText decoded = decode_text(sources.files().read(path));
    if (decoded.problem.empty()) throw;
    module.diagnostics.push_back(not_utf8_warning(path, decoded));
    return Template::parse(std::move(decoded.text), path);
  }
}

void Loader::State::read_template(std::string_view old_readme, bool compare_sources,
                                  bool is_checked, Module& module) const {
  Template compiled = parse_template(module);
  // A template that is made from the source agrees with it.
  if (compare_sources && has_source(sources, module) && is_compiled(sources, module)) {
    // A README can be made all the same, of what main.json says, and the reference makes it.
    if (is_checked) check_own_syntax(sources, module.source);
    module.staleness = staleness(library, compiled, module.source);
  }
  std::ranges::move(compiler_notes(compiled, sources, module),
                    std::back_inserter(module.diagnostics));
  std::string own;
  if (has_wide_mark(old_readme)) old_readme = own = decode_text(std::string(old_readme)).text;
  check_old_readme(old_readme, module.readme);
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
  const auto shows = [&](std::string_view section) {
    return std::ranges::find(convention.sections, section, &SectionShape::name) !=
           convention.sections.end();
  };
  if (shows("exported-types")) module.exported_types = read_exported_types(compiled);
  if (shows("metadata")) module.own_metadata = own_metadata(compiled);
  if (shows("resources")) module.named_resources = named_resources(sources, module);
  if (shows("exported-variables")) module.exported_variables = read_exported_variables(compiled);
  if (shows("child-modules") && base_name(module.source) == "main.bicep") {
    module.child_modules = child_modules(sources, module.folder);
  }
  warn_of_markup(module.description, TextPlace::paragraph, file, "/metadata/description",
                 module.diagnostics);
  for (const Output& output : module.outputs) {
    warn_of_markup(output.description, TextPlace::table_cell, file,
                   "/outputs/" + pointer_segment(output.name), module.diagnostics);
  }
  place_in_source(sources, module, compiled, module.diagnostics);
  if (shows("notes")) read_notes(old, module);
  if (!convention.telemetry_parameter.empty() &&
      compiled.has_parameter(convention.telemetry_parameter)) {
    module.telemetry_notice = options.telemetry_notice;
  }
}

/// The Notes of the old README, or the file that replaces them.
void Loader::State::read_notes(const OldReadme& old, Module& module) const {
  const std::string& readme = module.readme;
  module.notes = old.notes;
  make_notes_utf8(readme, module);
  if (!module.rules->notes_sidecar) return;
  if (!sources.has_file(module.folder, notes_file)) {
    if (module.notes.empty()) return;
    module.diagnostics.push_back(warning_at("notes-in-readme", {readme},
                                            "its section Notes belongs in " +
                                                std::string(notes_file) +
                                                "; run: avmdoc notes extract " + module.folder));
    return;
  }
  const std::string path = join_path(module.folder, notes_file);
  std::vector<std::string> notes = notes_section(sources.read_text(path, module.diagnostics));
  if (!module.notes.empty() && !same_notes(module.notes, notes)) {
    module.diagnostics.push_back(note_at(
        "notes-differ", {readme}, "its section Notes is replaced by " + std::string(notes_file)));
  }
  module.notes = std::move(notes);
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

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/catalog.hpp"
#include "avmdoc/convention.hpp"
#include "avmdoc/diagnostic.hpp"
#include "avmdoc/export.h"
#include "avmdoc/file_system.hpp"
#include "avmdoc/rules.hpp"
#include "avmdoc/value.hpp"

namespace avmdoc {

/// The three kinds of Azure Verified Modules, and all other modules.
enum class ModuleKind : std::uint8_t { resource, pattern, utility, other };

/// What a module is called in its registry or repository.
struct AVMDOC_API Identity {
  ModuleKind kind = ModuleKind::resource;
  /// Below `avm/<kind>/`: `network/virtual-network/subnet`. Of another module the path from the
  /// root of its repository: `modules/storage`.
  std::string path;

  /// `avm/res/network/virtual-network/subnet`; of another module its path.
  [[nodiscard]] std::string full() const;
};

/// The identity that a path names: what follows its innermost `avm/{res,ptn,utl}/`. Nothing when
/// there is none. `path` may also be such an identity itself (`avm/res/network/virtual-network`).
AVMDOC_API std::optional<Identity> identity_of(std::string_view path);

/// A folder that holds a module, and what it is called.
struct ModuleFolder {
  std::string path;
  Identity identity;
  /// Must outlive the modules loaded by it. Null is that of AVM for its three kinds of modules, and
  /// `bicep_convention` for others.
  const Convention* convention = nullptr;
  /// The folder that its sources may refer to and paths are shown from; empty is where its
  /// identity begins.
  std::string root = {};
  std::string source = "main.bicep";  ///< the name of its entry file in the folder
  std::string readme = "README.md";   ///< the path of its README from the folder on
  std::string version = {};           ///< in references; empty is that of the convention
};

/// The path of a module's README.
AVMDOC_API std::string readme_path(const ModuleFolder& module);

/// The greatest number of modules in one run.
inline constexpr std::size_t max_modules = 100'000;

/// The module folders below `folder`, itself included: those with a `main.json`, or a `main.bicep`
/// outside of `tests` folders and of a module's `modules` folder. Sorted by path. Hidden folders
/// and `node_modules` are left out; symbolic links to folders are not followed. Throws `Error` when
/// a folder on the way cannot be listed, and when there are more than `max_modules`.
AVMDOC_API std::vector<std::string> find_modules(const FileSystem& files, std::string_view folder);

/// A module as a search finds it.
struct FoundModule {
  std::string folder;
  std::string source = "main.bicep";  ///< the name of its entry file in the folder

  friend bool operator==(const FoundModule&, const FoundModule&) = default;
};

/// Whether a `.bicep` file is the entry file of a module; nothing where no one has decided.
using EntryChoice = std::function<std::optional<bool>(const std::string& path)>;

/// The name that the README of a module has when nothing else is agreed: `README.md` for the
/// `main.bicep` of a folder, else for the file that is named after the folder, else for the only
/// one, and `<name>.md` for other files.
AVMDOC_API std::string default_readme(const std::vector<DirectoryEntry>& folder,
                                      const FoundModule& module);

/// What a search finds below a folder.
struct ModuleSearch {
  std::vector<FoundModule> modules;
  std::vector<std::string> leftovers;  ///< files that `is_temporary_name` knows
  std::vector<Diagnostic> errors;      ///< one for each folder that cannot be listed
};

/// Called with each module as soon as it is found.
using ModuleFound = std::function<void(FoundModule module)>;

/// Like `find_modules`, but skips what cannot be listed, and finds entry files of other names: in a
/// folder without a `main.bicep`, that is below no module with one, in no registry of AVM and in no
/// folder of tests or examples, each `.bicep` file that no other such file, in its folder or a
/// folder above, uses. `entries` may decide otherwise. Throws `Error` when there are more than
/// `max_modules`.
AVMDOC_API ModuleSearch search_modules(const FileSystem& files, std::string_view folder,
                                       const EntryChoice& entries = {});

/// A deployed resource type (Resource Types, BCPNFR2) and its documentation.
struct ResourceType {
  std::string type;
  std::string api_version;
  std::string reference;  ///< address of its template reference
};

struct Parameter;

/// One case of a discriminated union.
struct Variant {
  std::string name;
  std::string description;
  std::vector<Parameter> parameters;
};

/// A parameter, or a property of its type (Parameters; BCPNFR4, BCPNFR7).
struct Parameter {
  std::string name;
  std::string category;  ///< its requirement type: Required, Conditional, Optional, Generated, …
  std::string description;  ///< without the requirement type
  bool required = false;
  std::string type;
  std::optional<Value> default_value;
  std::optional<Value> allowed_values;
  std::optional<Value> min_value;
  std::optional<Value> max_value;
  std::optional<Value> min_length;
  std::optional<Value> max_length;
  std::vector<std::string> roles;       ///< roles configurable by name
  std::string example;                  ///< the `example` of its metadata, or empty
  std::optional<Value> object_example;  ///< the same when it is an object
  std::string discriminator;            ///< the property that tells the variants apart, or empty
  /// Its properties, one list for those with a name and one for `*`.
  std::vector<std::vector<Parameter>> properties;
  std::vector<Variant> variants;
};

/// An output (Outputs).
struct Output {
  std::string name;
  std::string type;
  std::optional<std::string> description;
};

/// A function of a module that exports one (Exported functions).
struct Function {
  std::string name;
  std::optional<std::string> description;
  std::string signature;  ///< `(name: string, count: int): string[]`
};

/// A resource of a module by its symbolic name.
struct NamedResource {
  std::string name;
  std::string type;
  std::string api_version;
  bool existing = false;
};

/// Text of files around the generated text of a section.
struct SectionText {
  std::string section;  ///< its name
  std::string before;
  std::string after;
};

/// A user-defined type or an exported variable.
struct Export {
  std::string name;
  std::string type;  ///< `object`, `string`; of a variable the kind of its value
  std::optional<std::string> description;
};

/// A module in a folder below another one.
struct ChildModule {
  std::string path;  ///< from its parent on: `modules/subnet`
};

/// A usage example: a test of the module (BCPNFR3, BCPNFR10, BCPNFR13).
struct Example {
  std::string title;
  std::optional<std::string> description;
  std::string folder;                      ///< the name of the test's folder
  std::string path;                        ///< of the test
  std::optional<std::string> skip_reason;  ///< the text of its `.e2eignore`
  /// The parameters that the test deploys the module with, in the order of the README; nothing
  /// when it does not deploy the module, and `source` is shown instead.
  std::optional<Value::Object> parameters;
  std::string source;
};

/// A quoted block below the title, from DEPRECATED.md, ORPHANED.md or MOVED-TO-AVM.md.
struct Banner {
  std::string file;
  std::vector<std::string> lines;
};

/// A section, or a part of one with a heading of the third level, that no generator writes, kept
/// from the README on disk.
struct KeptSection {
  std::string title;
  std::string after;  ///< the title of the generated section before it; empty for the first ones
  std::string text;   ///< with its heading
};

/// A difference between `main.json` and its source.
struct Staleness {
  std::string item;   ///< `macAddress`
  std::string words;  ///< `parameter macAddress is missing`
  Location cause;     ///< in the source; the file alone for what is no longer there
};

/// Reports list this many differences of one module or file, and count the others.
inline constexpr std::size_t max_reported_staleness = 12;

/// Everything that a module's README says, and nothing of how it looks.
struct Module {
  Identity identity;
  const Convention* convention = &avm_convention();
  std::string folder;
  std::string source;    ///< the path of its entry file, `main.bicep` in the folder
  std::string compiled;  ///< the path of its template, `main.json`
  std::string readme;    ///< the path of its README
  const Rules* rules = &rules_of(RuleSet::automatic);  ///< those that it is documented by
  std::optional<Value> metadata;                       ///< the object in `metadata.json`
  std::string name;                                    ///< `metadata name`
  std::optional<std::string> description;              ///< `metadata description`
  std::string title_type;  ///< what the title calls it: a resource type or a readable path
  std::vector<Banner> banners;
  bool versioned = false;  ///< published to the registry: there is a `version.json`
  std::string reference;  ///< how it is referenced: `br/public:avm/res/…:<version>`; may be empty
  std::vector<ResourceType> resource_types;
  std::vector<std::string> scoped_children;  ///< folder names of a multi-scope module's children
  bool has_tests = false;
  std::vector<Example> examples;
  std::vector<std::string> required_parameters;
  std::vector<Parameter> parameters;
  std::vector<Function> functions;  ///< empty unless one is exported
  std::vector<Output> outputs;
  std::vector<Export> exported_types;
  std::vector<Export> exported_variables;
  std::vector<ChildModule> child_modules;      ///< only where the convention shows them
  std::vector<NamedResource> named_resources;  ///< likewise
  std::vector<std::pair<std::string, std::string>> own_metadata;  ///< but for name and description
  std::vector<SectionText> section_texts;
  std::vector<std::string> local_references;
  std::vector<std::string> remote_references;
  std::vector<std::string> notes;  ///< lines of the Notes section
  // What people wrote into the README, where the convention keeps it.
  std::string preamble;      ///< above the title
  std::string introduction;  ///< below the description
  std::vector<KeptSection> kept_sections;
  std::string telemetry_notice;         ///< empty for a module without telemetry
  std::vector<Diagnostic> diagnostics;  ///< problems that do not prevent rendering
  /// Where `main.json` is out of date with its sources, when that was asked for; the README would
  /// be wrong there.
  std::vector<Staleness> staleness;
};

/// `main.json is out of date: parameter macAddress is missing; run: bicep build main.bicep`
AVMDOC_API std::string message_of(const Module& module, const Staleness& staleness);

/// Where the template reference links come from.
enum class LinkPolicy : std::uint8_t {
  keep,     ///< the old README's link of the same type and version if the reference could write it
  catalog,  ///< the catalog alone
};

/// What modules are loaded with.
struct LoadOptions {
  const Catalog* catalog = nullptr;  ///< the built-in one when null
  LinkPolicy links = LinkPolicy::keep;
  std::string telemetry_notice = {};  ///< the built-in text when empty
  bool compare_sources = false;       ///< fill `Module::staleness`
  /// Where the catalog and the notice were read from, for those who ask why a README drifted; empty
  /// for the built-in ones.
  std::string catalog_file = {};
  std::string telemetry_notice_file = {};
  RuleSet rules = RuleSet::automatic;
};

class Sources;

/// Loads modules of one registry. It keeps the lists of folders and the parsed sources that several
/// modules share, so load all modules of a run with one loader, and those of a later run, when
/// files may have changed, with another. `load` may be called from several threads at once.
class AVMDOC_API Loader {
 public:
  /// `files` and the catalog must outlive the loader.
  explicit Loader(const FileSystem& files, LoadOptions options = {});
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  /// `search_modules` in the loader's files, where loading then lists few folders again. The
  /// modules go to `found` and not into the result, so that work on them can begin before all are
  /// known.
  ModuleSearch search(std::string_view folder, const ModuleFound& found,
                      const EntryChoice& entries = {}) const;

  /// The name of the file that a module's README has in other letters, such as `readme.md` for
  /// `README.md`. Nothing when the README is there.
  [[nodiscard]] std::optional<std::string> misnamed_readme(const ModuleFolder& module) const;

  /// Reads a module: its `main.json`, `.bicep` sources, tests, marker files and old README. Throws
  /// `Error` when a README cannot be made of it.
  [[nodiscard]] Module load(const ModuleFolder& folder) const;

 private:
  friend Module load_module(const Loader&, const ModuleFolder&, std::string_view, bool,
                            const Rules*);
  friend const Sources& sources_of(const Loader&);
  friend const LoadOptions& options_of(const Loader&);
  struct State;
  std::unique_ptr<State> state_;
};

/// The telemetry notice that is built into the library (SFR3).
AVMDOC_API std::string_view builtin_telemetry_notice();

}  // namespace avmdoc

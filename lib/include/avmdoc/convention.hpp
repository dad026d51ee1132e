#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/export.h"

namespace avmdoc {

/// How the requirement type of a parameter (BCPNFR7) is known.
enum class RequirementTypes : std::uint8_t {
  prefix,          ///< the word before the first dot of its description, which must be there
  prefix_or_type,  ///< that word where it is Required, Conditional, Optional or Generated, else:
  type,            ///< Required or Optional as the parameter's type and default value say
};

/// Which parameters come first in a list.
enum class ParameterOrder : std::uint8_t {
  required_first,  ///< by requirement type, then by name
  name,
  source,
};

/// A column of the tables of parameters, after that of their names.
enum class ParameterColumn : std::uint8_t { type, description, required, default_value };

/// The forms that an example is written in, in this order.
struct ExampleForms {
  bool bicep = true;
  bool json = true;
  bool parameter_file = true;
};

/// Examples that a module keeps for one of its child modules.
struct Reassignment {
  std::vector<std::string> files;    ///< globs of paths below the parent's folder
  std::vector<std::string> exclude;  ///< globs of those that stay with the parent
  std::string to;  ///< the name of the child's folder, directly below the parent's
};

/// A section of a README, and the heading above it; empty for the parts above the first heading.
struct SectionShape {
  std::string name;    ///< one of `section_names`
  std::string title;   ///< `Usage examples`
  std::string before;  ///< a file below the module's folder whose text the section begins with
  std::string after;   ///< one whose text it ends with
};

/// How links lead to headings of the page, which each host makes in its own way.
enum class Anchors : std::uint8_t {
  avm,           ///< as the reference writes them: without dots, blanks as dashes, the case kept
  github,        ///< in lower case without punctuation, blanks as dashes
  gitlab,        ///< like GitHub, with one dash for several
  azure_devops,  ///< in lower case, blanks as dashes, punctuation as percent-encoded bytes
};

/// What an organization agrees on about its Bicep modules: how they are called and referenced,
/// where their examples are, and what their READMEs look like.
///
/// Globs are matched with paths below the module's folder: `*` and `?` stay within one part, `**`
/// spans any number of parts, `{a,b}` is either.
struct Convention {
  std::string profile;  ///< the built-in convention that it is or began as: `avm`, `bicep`

  // Names.
  /// How a module is referenced: `br/public:{path}:{version}`, `./{file}`. `{path}` is its
  /// identity, `{name}` the last part of that, `{file}` its source from the root of the repository,
  /// `{version}` as below. Empty when it is not.
  std::string reference;
  std::string version;  ///< `<version>`, or a fixed one; empty is that of `version.json`
  /// Only a module with a `version.json` can be referenced.
  bool reference_needs_version_file = false;
  /// The path of the README from the module's folder on: `docs/{name}.md`, where `{name}` is the
  /// name of the entry file, or of the folder of a `main.bicep`. Empty for the usual one.
  std::string output;
  /// A child folder of such a name holds the module for another scope, and shares its parent's
  /// tests (`rg-scope`).
  std::vector<std::string> scope_folders;

  // Parameters.
  RequirementTypes requirement_types = RequirementTypes::prefix;
  ParameterOrder order = ParameterOrder::required_first;
  std::vector<ParameterColumn> columns = {ParameterColumn::type, ParameterColumn::description};
  bool shows_lengths = false;  ///< the details of a parameter name its least and greatest length
  std::string roles_variable;  ///< whose members `roleAssignments` can be given; may be empty

  // Examples.
  std::vector<std::string> examples;           ///< globs of the files that may deploy the module
  std::vector<std::string> excluded_examples;  ///< globs of those that are no examples
  std::vector<Reassignment> reassignments;
  std::string test_file;        ///< all files of that name at or below the module are tests, too
  std::string deployment_name;  ///< symbolic name by which tests deploy the module; empty for any
  ExampleForms forms;

  // The README.
  std::vector<SectionShape> sections;  ///< those that are shown, in their order
  bool title_has_type = false;         ///< the title ends in the module's resource type
  std::vector<std::string> banners;    ///< files whose text is quoted below the title
  std::string telemetry_parameter;     ///< a module with it gets the section Data Collection
  /// Sections that no generator writes are kept where they are; else only the section Notes is, at
  /// its place. A title or description that the sources lack is kept as well.
  bool keeps_own_sections = false;
  bool escapes_bars = false;  ///< `|` in a table is written `\|`
  /// Default values look as the reference writes them, `True` and objects indented twice, instead
  /// of as Bicep does.
  bool has_odd_values = false;
  Anchors anchors = Anchors::avm;
  /// The parts are written between two markers of a README that people write, and nothing else of
  /// it is changed.
  bool injects = false;
  /// Words of the README in another language: `Required` and `Obligatoire`.
  std::vector<std::pair<std::string, std::string>> words;
  unsigned heading_level = 2;     ///< of the headings of sections, from 1 to 4
  bool shows_signatures = false;  ///< exported functions have their parameters and types
};

/// Whether a path matches a glob: `*` and `?` stay within one part, `**` as a whole part spans any
/// number of parts, also none, `{a,b}` is either, `[a-c]` one of these characters. Both have `/`
/// between their parts. Takes time in proportion to the product of their lengths.
AVMDOC_API bool glob_matches(std::string_view glob, std::string_view path);

/// What is wrong with a glob, such as an unclosed brace; empty when nothing is.
AVMDOC_API std::string_view glob_problem(std::string_view glob);

/// Azure Verified Modules: what the reference generator writes.
AVMDOC_API const Convention& avm_convention();

/// Any Bicep module: nothing is demanded of it.
AVMDOC_API const Convention& bicep_convention();

/// The names of the built-in conventions.
AVMDOC_API const std::vector<std::string_view>& convention_names();

/// The built-in convention of that name, or null.
AVMDOC_API const Convention* convention_named(std::string_view name);

}  // namespace avmdoc

#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "readme/page.hpp"

/// The fixed texts of a README that its writers write and that `lib/check` looks for when it reads
/// one back. Titles of sections are in `convention/titles.hpp`.
namespace avmdoc::wording {

inline constexpr std::string_view none = "_None_";

// --- title and reference

inline constexpr std::string_view title_type = " `[";  ///< before the type in the title
inline constexpr std::string_view reference = "You can reference the module as follows";
inline constexpr std::string_view examples_link = "For examples,";

// --- links and rows

inline constexpr std::string_view link = "- [";
inline constexpr std::string_view address = "](#";
inline constexpr std::string_view row = "| `";
inline constexpr std::string_view linked_row = "| [`";
inline constexpr std::string_view end_of_linked_name = ") | ";

// --- parameters

inline constexpr std::string_view parameter_heading = "### Parameter: `";
inline constexpr std::string_view parameter_address = "](#parameter-";
inline constexpr std::string_view variant_heading = "### Variant: `";
inline constexpr std::string_view variant_title = "Variant: `";
inline constexpr std::string_view variants_title = "<h4>The available variants are:</h4>";
inline constexpr std::string_view variant_usage = "To use this variant, ";

/// `**Required parameters**` is the title of a table.
inline constexpr std::string_view group_begin = "**";
inline constexpr std::string_view group_end = " parameters**";

/// The labels of a parameter's details: `- Type: string`.
inline constexpr std::string_view required = "Required";
inline constexpr std::string_view type = "Type";
inline constexpr std::string_view default_value = "Default";
inline constexpr std::string_view allowed_values = "Allowed";
inline constexpr std::string_view min_value = "MinValue";
inline constexpr std::string_view max_value = "MaxValue";
inline constexpr std::string_view min_length = "MinLength";
inline constexpr std::string_view max_length = "MaxLength";
inline constexpr std::string_view roles = "Roles configurable by name";
inline constexpr std::string_view example = "Example";
inline constexpr std::string_view discriminator = "Discriminator";

inline constexpr auto labels = std::to_array<std::pair<std::string_view, Part>>({
    {required, Part::required},
    {type, Part::type},
    {default_value, Part::default_value},
    {allowed_values, Part::allowed_values},
    {min_value, Part::min_value},
    {max_value, Part::max_value},
    {min_length, Part::min_length},
    {max_length, Part::max_length},
    {roles, Part::roles},
    {example, Part::metadata_example},
    {discriminator, Part::discriminator},
});

// --- outputs

inline constexpr std::string_view outputs_head = "| Output | Type |\n| :-- | :-- |";
inline constexpr std::string_view described_outputs_head =
    "| Output | Type | Description |\n| :-- | :-- | :-- |";

// --- usage examples

inline constexpr std::string_view example_title = "Example ";
inline constexpr std::string_view example_heading = "### Example ";
inline constexpr std::string_view example_address = "](#example-";
inline constexpr std::string_view example_path = "You can find the full example";
inline constexpr std::string_view tests_folder = "[/tests/e2e/";
inline constexpr std::string_view skip_note = "> **Note**: This test is skipped";
inline constexpr std::string_view details = "<details>";
inline constexpr std::string_view details_end = "</details>";
inline constexpr std::string_view paragraph = "<p>";
inline constexpr std::string_view summary = "<summary>via ";
inline constexpr std::string_view json_form = "JSON parameters file";
inline constexpr std::string_view module_begin = "module ";
inline constexpr std::string_view params_begin = "  params: {";
inline constexpr std::string_view param_begin = "param ";
inline constexpr std::string_view required_comment = "// Required parameters";
inline constexpr std::string_view other_comment = "// Non-required parameters";

/// Between the folder of a test and a number, in the keys of examples of one folder.
inline constexpr char repeated = '\x1f';

}  // namespace avmdoc::wording

#pragma once

#include <cstddef>

/// What one input may ask for. docs/limits.md explains each limit and names its test. All of them
/// are counts, so that a module meets the same ones on every machine, and each is many
/// times what the largest module of the registry needs.
namespace avmdoc::limits {

inline constexpr std::size_t mebibyte = std::size_t{1} << 20U;

// Files.
inline constexpr std::size_t template_bytes = 16 * mebibyte;  ///< of main.json
inline constexpr std::size_t readme_bytes = 64 * mebibyte;    ///< of README.md, old and new
inline constexpr std::size_t readme_lines = 500'000;
inline constexpr std::size_t source_bytes = 4 * mebibyte;  ///< of any other file
inline constexpr std::size_t path_bytes = 4096;
inline constexpr std::size_t metadata_levels = 64;  ///< of values in values of metadata.json

// Compiled templates.
inline constexpr std::size_t template_members = 10'000;  ///< of one object or array

// What a module consists of.
inline constexpr std::size_t statements = 10'000;             ///< of a .bicep file
inline constexpr std::size_t followed_types = 100'000;        ///< to read its types from the source
inline constexpr std::size_t deployed_bytes = 16 * mebibyte;  ///< of what it deploys, as JSON
inline constexpr std::size_t included_files = 1'000;
inline constexpr std::size_t references = 10'000;  ///< in all included files together
inline constexpr std::size_t tests = 1'000;
inline constexpr std::size_t example_bytes = 8 * mebibyte;  ///< of all values of all tests
inline constexpr std::size_t module_bytes = 64 * mebibyte;  ///< of its sources and tests together

// What a check looks at and reports.
inline constexpr std::size_t drifts = 10'000;           ///< of one module
inline constexpr std::size_t cause_nodes = 20'000'000;  ///< of sources, for the causes of drift

}  // namespace avmdoc::limits

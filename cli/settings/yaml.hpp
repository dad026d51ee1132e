#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avmdoc/diagnostic.hpp"

namespace avmdoc::cli {

/// Throws an `Error` about a settings file.
[[noreturn]] void fail_in_settings(const std::string& file, Position position, std::string code,
                                   std::string message);

struct YamlMember;

/// A value of a YAML document, with its place.
struct YamlNode {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };
  Kind kind = Kind::scalar;
  std::string text;      ///< of a scalar
  bool is_plain = true;  ///< a scalar without quotes, such as `true`
  Position position;
  std::vector<YamlNode> items;      ///< of a sequence
  std::vector<YamlMember> members;  ///< of a mapping, in the order of the file

  [[nodiscard]] bool is_null() const;
};

/// A member of a mapping.
struct YamlMember {
  YamlNode key;
  YamlNode value;
};

/// `a mapping`, `a list`, `true` and the like, for messages.
std::string kind_of(const YamlNode& node);

/// Parses a text of one document. An empty one is an empty mapping. Throws `Error` with the place
/// in `file` for what is no YAML, and for what settings have no use for: aliases, tags, several
/// documents, keys that occur twice, and more than `limits` allow.
YamlNode parse_yaml(std::string_view text, const std::string& file);

}  // namespace avmdoc::cli

#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "avmdoc/bicep.hpp"
#include "limits.hpp"
#include "module/sources.hpp"

namespace avmdoc {

/// A node of a source, with what keeps it alive.
struct SourceNode {
  std::string file;
  std::shared_ptr<const bicep::Tree> tree;
  bicep::Node node;

  [[nodiscard]] Location location() const;
  /// The same file with another node.
  [[nodiscard]] SourceNode with(bicep::Node other) const { return {file, tree, other}; }
};

/// The sources of a module, of which no more than a number of nodes is looked at: many findings
/// about large sources would take a time that is quadratic in their size.
class SourceSearch {
 public:
  explicit SourceSearch(const Sources& sources) : sources_(sources) {}

  /// The parsed file, or null when it cannot be read.
  [[nodiscard]] std::shared_ptr<const bicep::Tree> tree(const std::string& file) const {
    return sources_.tree(file);
  }
  [[nodiscard]] const Sources& sources() const { return sources_; }
  /// Counts nodes; false when there were too many, and what was found is not to be relied on.
  bool visit(std::size_t nodes = 1) {
    left_ -= std::min(nodes, left_);
    return left_ > 0;
  }
  [[nodiscard]] bool is_exhausted() const { return left_ == 0; }

 private:
  const Sources& sources_;
  std::size_t left_ = limits::cause_nodes;
};

/// The declaration of that kind and name in a file.
std::optional<SourceNode> find_declaration(SourceSearch& search, const std::string& file,
                                           bicep::NodeKind kind, std::string_view name);

/// Where a parameter or a property of its type is declared.
struct ParameterDeclaration {
  SourceNode place;  ///< the parameter or property; else the last thing on the way to it
  bool found = false;
  std::string missing;  ///< what is not there: `property w`
};

/// Follows a path such as `diagnosticSettings.name` from a parameter of a file through its types,
/// also those of other files. A type that comes from a module of a registry ends at its import.
std::optional<ParameterDeclaration> find_parameter(SourceSearch& search, const std::string& file,
                                                   std::string_view path);

/// The path of the source that a reference in a file leads to; nothing for a module of a registry
/// or a compiled template.
std::optional<std::string> local_reference(std::string_view file, std::string_view reference);

/// The call of a decorator, or its only argument.
std::optional<bicep::Node> decorator_of(bicep::Node declaration, std::string_view name);

/// Its name or key, or the whole declaration.
bicep::Node name_node(bicep::Node declaration);

}  // namespace avmdoc

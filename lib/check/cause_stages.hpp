#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "check/causes.hpp"

/// The parts of `cause_of`, by the files that define them.
namespace avmdoc {

// --- causes.cpp

/// A node as a cause.
Cause cause_at(const SourceNode& node);
Cause cause_at(const SourceNode& source, bicep::Node node);

/// A file as a whole.
Cause start_of(std::string file);

/// A file that lacks something, or that is missing itself.
Cause missing_in(std::string file, std::string reason);
Cause missing_file(std::string file);

/// `file` is a file given by the user; without one, the text is built in.
Cause given_or_built_in(const std::string& file, std::string_view what);

/// The value of a declaration, or its name; or that there is no such declaration. `word` is what
/// users call that kind.
Cause cause_of_declaration(CauseContext& context, const std::string& file, bicep::NodeKind kind,
                           std::string_view word, std::string_view name, bool value);

/// What looking through a node takes at most.
std::size_t size_of(bicep::Node node);

// --- cause_of_example.cpp

Cause cause_of_example(const Finding& finding, CauseContext& context);

// --- cause_of_parameter.cpp

/// A parameter, a property or a variant.
Cause cause_of_parameter(const Finding& finding, CauseContext& context);

/// An output or a function.
Cause cause_of_declared(const Finding& finding, CauseContext& context, bicep::NodeKind kind,
                        std::string_view word);

// --- cause_of_reference.cpp

Cause cause_of_resource_type(const Finding& finding, CauseContext& context);
Cause cause_of_cross_reference(const Finding& finding, CauseContext& context);

}  // namespace avmdoc

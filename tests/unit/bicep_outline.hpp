#pragma once

#include <string>

#include "avmdoc/bicep.hpp"

/// A node as one line of text, for the tests of the parser: `kind(field:child …)`, leaves with
/// their text in `‹›`. `!` marks a node with an error.
std::string outline(avmdoc::bicep::Node node);

/// The outline of the first statement of a text, which must have no diagnostics.
std::string statement_of(const std::string& text,
                         avmdoc::bicep::FileKind kind = avmdoc::bicep::FileKind::bicep);

/// The outline of the value of `var x = <text>`, and of the type of `type x = <text>`.
std::string value_of(const std::string& text);
std::string type_of(const std::string& text);

/// All diagnostics of a text, each as `line:column+length code: message`.
std::string diagnostics_of(const std::string& text,
                           avmdoc::bicep::FileKind kind = avmdoc::bicep::FileKind::bicep);

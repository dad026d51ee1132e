#pragma once

#include <string>
#include <string_view>

#include "avmdoc/value.hpp"

namespace avmdoc {

/// A value in Bicep syntax, objects and arrays one element a line, indented by two blanks a level.
/// Lines after the first begin with `indent` blanks (`ConvertTo-FormattedBicep`).
void write_bicep(const Value& value, std::size_t indent, std::string& out);
/// The members of an object, each on lines of its own that end with a line break.
void write_bicep_member(const Value::Member& member, std::size_t indent, std::string& out);

/// The same in JSON (`ConvertTo-Json`).
void write_json(const Value& value, std::size_t indent, std::string& out);

}  // namespace avmdoc

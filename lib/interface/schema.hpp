#pragma once

#include <string>
#include <string_view>

#include "avmdoc/bicep.hpp"
#include "avmdoc/value.hpp"

/// Schemas of a template as values.
namespace avmdoc {

/// Sets a member of an object, which keeps its place when it is there already.
void set_member(Value::Object& object, std::string_view key, Value value);

/// A member of an object, or null.
Value* find_member(Value::Object& object, std::string_view key);

/// A string as templates have it: there, `[…]` is an expression, and `[[…]` is the text `[…]`.
std::string escaped_text(std::string text);

/// The opposite of `escaped_text`.
std::string unescaped_text(std::string text);

/// The property that tells the variants of a union apart (`@discriminator('kind')`), or nothing.
std::string discriminator_of(bicep::Node statement);

}  // namespace avmdoc

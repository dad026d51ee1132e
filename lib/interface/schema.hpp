#pragma once

#include <optional>
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

/// The property that distinguishes the variants of a union (`@discriminator('kind')`), or nothing.
std::string discriminator_of(bicep::Node statement);

/// Types that refer to others are followed through no more of them, one after the other.
inline constexpr std::size_t max_type_references = 64;

/// Whether a type of that name is part of the language: `string`, `any`.
bool is_basic_type(std::string_view name);

/// The property of that name of an object type.
std::optional<bicep::Node> type_property(bicep::Node object, std::string_view name);

/// The schema of a type that allows these literals.
Value::Object literal_schema(Value::Array values);

}  // namespace avmdoc

#pragma once

#include <optional>
#include <string_view>

namespace avmdoc {

/// The kind (`object`, `array`, `string`, `int`, `bool`, or `any`) of a property of an Azure
/// resource type, as the compiler names it in a template. `source` is as in a template's
/// `__bicep_resource_derived_type!`: `<type>@<version>#properties/…`. Nothing when it is neither in
/// the built-in table nor one of those that every resource has.
std::optional<std::string_view> resource_property_kind(std::string_view source);

/// A resource type in the spelling that the compiler has for it in an API version, since resource
/// types may be written in any case; as it was given when the built-in table does not have it.
std::string_view resource_type_spelling(std::string_view type, std::string_view version);

}  // namespace avmdoc

#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "template/json_place.hpp"
#include "template/template.hpp"

/// The parts of `read_parameters`, which unfolds types, by the files that define them.
namespace avmdoc {

/// What properties without a name are called in the list.
inline constexpr std::string_view any_other_property = ">Any_other_property<";

using RoleNames = std::vector<std::string_view>;

/// The unfolding of the parameters of one template.
struct Unfolding {
  const Template& compiled;
  const Convention& convention;
  std::string_view file;
  std::vector<Diagnostic>& warnings;
  std::vector<Diagnostic> errors = {};
  std::size_t error_count = 0;              ///< also those that are not in `errors`
  std::vector<std::string_view> open = {};  ///< the user-defined types being unfolded
  std::string identifier = {};              ///< of the property being unfolded: `subnets.name`
  std::deque<RoleNames> roles = {};         ///< all that were found
  const RoleNames no_roles = {};
  bool has_roles = false;  ///< whether the template has a variable of them
  std::size_t count = 0;   ///< of parameters and properties
  std::size_t bytes = 0;   ///< about what they take in a README
};

/// A parameter or property of a list that is being read.
struct ListItem {
  std::string_view name;
  JsonObject schema;
  std::string_view key;            ///< of the object that it is a member of
  const JsonPath* path = nullptr;  ///< of that object
  std::string_view category = {};
  std::string_view description = {};
  std::size_t rank = 0;  ///< of its category
};

struct ItemList {
  JsonPath path;
  std::vector<ListItem> items;
};

/// The schema that a parameter's type, allowed values and properties come from.
struct TypeSource {
  std::optional<JsonObject> schema;
  JsonObject type_from;
  JsonObject allowed_from;
  JsonPath path;          ///< of the schema
  std::string_view name;  ///< of the user-defined type, or empty
};

// --- parameters.cpp

/// The members of an object of parameters or properties.
ItemList items_of(Unfolding& unfolding, JsonObject object, JsonPath path);

/// Reads one list of parameters or properties. `roles` are those found last on the levels above:
/// the reference keeps them where it finds none of its own.
std::vector<Parameter> read_list(Unfolding& unfolding, ItemList list, const RoleNames* roles,
                                 std::size_t depth);

// --- requirement_types.cpp

/// Finds the requirement types, and sorts by them and by name (`Set-DefinitionSection`). Types that
/// the specification does not know come last, in the order and spelling of their first use.
void categorize(Unfolding& unfolding, ItemList& list);

/// Whether it must be given. The reference says so of the properties of `*: string`, too.
bool is_required(const Unfolding& unfolding, const ListItem& item);

// --- unfolding.cpp

TypeSource type_source(Unfolding& unfolding, const Members& schema, const JsonPath& path);

/// Adds the properties and variants of a type to a parameter.
void unfold(Unfolding& unfolding, const TypeSource& type, const JsonPath& path,
            const RoleNames* roles, std::size_t depth, Parameter& result);

// --- role_names.cpp

/// The role names that a `roleAssignments` property of what is being unfolded takes: those of the
/// template, or of the nested template that deploys it. `known` where there is no such template.
const RoleNames* find_roles(Unfolding& unfolding, const RoleNames* known);

// --- unfolding_problems.cpp

void add_error(Unfolding& unfolding, std::string code, std::string message, const JsonPath& path,
               std::string specification = {});
void add_misshapen(Unfolding& unfolding, std::string_view expected, Json found,
                   const JsonPath& path);
void warn_of_markup(Unfolding& unfolding, std::string_view description, const JsonPath& path);
void warn_of_recursion(Unfolding& unfolding, std::string_view definition, const JsonPath& path);

/// Counts one more parameter or property. Throws `Error` beyond the limits.
void count_item(Unfolding& unfolding, const JsonPath& path, std::size_t depth);

/// Counts about what a text takes in a README. Throws `Error` beyond the limits.
void spend(Unfolding& unfolding, std::size_t bytes, const JsonPath& path);

/// Throws `Error` when errors were found.
void throw_errors(Unfolding& unfolding);

/// A member that is an object, or is not there.
template <typename Object>
std::optional<JsonObject> object_in(Unfolding& unfolding, const Object& object,
                                    std::string_view key, const JsonPath& path) {
  const auto found = member(object, key);
  if (!found) return std::nullopt;
  if (found->is_object()) return JsonObject(*found);
  add_misshapen(unfolding, "an object", *found, {&path, key});
  return std::nullopt;
}

/// A member that is a text, or is not there.
template <typename Object>
std::optional<std::string_view> text_in(Unfolding& unfolding, const Object& object,
                                        std::string_view key, const JsonPath& path) {
  const auto found = member(object, key);
  if (!found) return std::nullopt;
  if (found->is_string()) return std::string_view(*found);
  add_misshapen(unfolding, "a string", *found, {&path, key});
  return std::nullopt;
}

}  // namespace avmdoc

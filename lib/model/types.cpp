#include "model/types.hpp"

#include "template/template.hpp"

namespace avmdoc {

const InterfaceType& resolved(const InterfaceType& type, const TypesByName& definitions) {
  if (type.reference.empty()) return type;
  const InterfaceType* const found = find_type(definitions, definition_name(type.reference));
  return found == nullptr ? type : *found;
}

const InterfaceType& unfolded(const InterfaceType& type, const TypesByName& definitions) {
  const InterfaceType* result = &resolved(type, definitions);
  for (int step = 0; step < 2; ++step) {
    if (!result->element || !result->properties.empty() || result->any_property) break;
    result = &resolved(*result->element, definitions);
  }
  return *result;
}

std::string_view type_name(const InterfaceType& type) {
  if (!type.reference.empty()) return definition_name(type.reference);
  return type.element ? definition_name(type.element->reference) : std::string_view();
}

const InterfaceType* find_type(const TypesByName& types, std::string_view name) {
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

}  // namespace avmdoc

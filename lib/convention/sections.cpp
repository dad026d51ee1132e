#include "convention/sections.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace avmdoc {
namespace {

const KnownSection* section_named(std::string_view name) {
  const auto* const found = std::ranges::find(known_sections, name, &KnownSection::name);
  return found == known_sections.end() ? nullptr : found;
}

}  // namespace

std::string_view heading_of(const Convention& convention, std::string_view title) {
  for (const SectionShape& shape : convention.sections) {
    const KnownSection* const known = section_named(shape.name);
    if (known != nullptr && known->title == title) return shape.title;
  }
  return title;
}

std::string_view generated_section(const Convention& convention, std::string_view heading) {
  for (const SectionShape& shape : convention.sections) {
    const KnownSection* const known = section_named(shape.name);
    if (known != nullptr && !shape.title.empty() && equal_ignoring_case(shape.title, heading)) {
      return known->title;
    }
  }
  for (const KnownSection& known : known_sections) {
    if (known.title.empty() || !equal_ignoring_case(known.title, heading)) continue;
    // A convention that keeps own sections has the section Notes as one of them.
    return known.title == titles::notes && convention.keeps_own_sections ? std::string_view()
                                                                         : known.title;
  }
  return {};
}

bool is_own_subheading(std::string_view line) {
  if (!line.starts_with("### ")) return false;
  line.remove_prefix(4);
  return !line.starts_with("Parameter: `") && !line.starts_with("Variant: `") &&
         !(line.starts_with("Example ") && line.find(": ") != std::string_view::npos);
}

}  // namespace avmdoc

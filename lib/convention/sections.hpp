#pragma once

#include <array>
#include <string_view>

#include "avmdoc/convention.hpp"
#include "convention/titles.hpp"

namespace avmdoc {

/// A section of a README by its name, and by the title that AVM gives it, which is its key in
/// spans and findings whatever heading a convention writes. The parts above the first heading have
/// no title.
struct KnownSection {
  std::string_view name;
  std::string_view title;
};

/// All sections, in the order of AVM, which does not have those from `exported-types` on.
inline constexpr std::array<KnownSection, 18> known_sections = {{
    {"title", ""},
    {"banners", ""},
    {"description", ""},
    {"reference", ""},
    {"navigation", titles::navigation},
    {"resource-types", titles::resource_types},
    {"usage-examples", titles::usage_examples},
    {"parameters", titles::parameters},
    {"exported-functions", titles::exported_functions},
    {"outputs", titles::outputs},
    {"cross-referenced-modules", titles::cross_referenced_modules},
    {"notes", titles::notes},
    {"data-collection", titles::data_collection},
    {"exported-types", titles::exported_types},
    {"exported-variables", titles::exported_variables},
    {"child-modules", titles::child_modules},
    {"metadata", titles::metadata},
    {"resources", titles::resources},
}};

/// The heading that a convention writes above the section of that AVM title.
std::string_view heading_of(const Convention& convention, std::string_view title);

/// The AVM title of the section that a heading begins, without regard to case; empty for a section
/// that no generator writes. Also knows the headings of AVM, which a README may have from before.
std::string_view generated_section(const Convention& convention, std::string_view heading);

/// Whether a line is a heading inside of a section that no generator writes: `### Our limits`.
bool is_own_subheading(std::string_view line);

}  // namespace avmdoc

#pragma once

#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "module/sources.hpp"

/// Files whose texts a README shows.
namespace avmdoc {

/// The banners of the marker files in the module's folder.
std::vector<Banner> read_banners(const Sources& sources, Module& module);

/// The texts that the convention puts around sections. A module need not have them all.
std::vector<SectionText> read_section_texts(const Sources& sources, Module& module);

}  // namespace avmdoc

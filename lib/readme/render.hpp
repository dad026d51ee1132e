#pragma once

#include <string>
#include <vector>

#include "avmdoc/module.hpp"
#include "readme/page.hpp"

namespace avmdoc {

/// `render_readme`, with what each stretch of the text is about.
std::string render_readme(const Module& module, std::vector<Span>& spans);

}  // namespace avmdoc

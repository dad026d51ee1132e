#include <algorithm>

#include "avmdoc/readme.hpp"
#include "check/old_page.hpp"
#include "module/old_readme.hpp"
#include "readme/form.hpp"
#include "readme/render.hpp"
#include "text/lines.hpp"

namespace avmdoc {

std::vector<OwnSection> own_sections(const Module& module, std::string_view readme) {
  std::vector<Span> rendered_spans;
  const std::string rendered = render_readme(module, rendered_spans);
  const TextPart part = generated_part(*module.convention, readme, module.readme);
  std::string text = with_plain_line_breaks(readme.substr(part.begin, part.end - part.begin));
  if (has_form(*module.convention)) text = without_form(*module.convention, std::move(text));
  set_aside_sections(*module.convention, text);
  const std::vector<Span> spans = read_spans(text, known_texts(module, {rendered, rendered_spans}));
  const PageIndex kept(rendered, rendered_spans);
  std::vector<OwnSection> sections;
  Position position{1, 1};
  position.line +=
      static_cast<std::uint32_t>(std::ranges::count(readme.substr(0, part.begin), '\n'));
  std::size_t counted = 0;  // bytes before `position`
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (spans[i].item != Item::own_section || spans[i].part != Part::heading) continue;
    if (kept.has({Item::own_section, spans[i].key})) continue;
    const std::size_t end = i + 1 < spans.size() ? spans[i + 1].begin : text.size();
    const std::string_view own =
        std::string_view(text).substr(spans[i].begin, end - spans[i].begin);
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(counted);
    position.line += static_cast<std::uint32_t>(
        std::count(begin, text.begin() + static_cast<std::ptrdiff_t>(spans[i].begin), '\n'));
    counted = spans[i].begin;
    sections.push_back({spans[i].key, position, std::string(trim_end(own))});
  }
  return sections;
}

}  // namespace avmdoc

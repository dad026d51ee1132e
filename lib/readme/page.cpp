#include "readme/page.hpp"

#include <utility>

#include "text/lines.hpp"

namespace avmdoc {

void Page::record(Item item, Part part, Form form, std::string_view key, std::string_view detail) {
  const auto begin = static_cast<std::uint32_t>(text.size());
  spans->push_back({item, part, form, begin, std::string(key), std::string(detail)});
}

void Page::trim_end() {
  text.resize(avmdoc::trim_end(text).size());
  if (spans == nullptr) return;
  while (!spans->empty() && spans->back().begin >= text.size()) spans->pop_back();
}

void Page::replace(std::size_t begin, std::size_t end, const Page& other) {
  if (spans != nullptr && other.spans != nullptr) {
    std::vector<Span> result;
    result.reserve(spans->size() + other.spans->size() + 1);
    const auto add = [&](Span span, std::size_t to) {
      span.begin = static_cast<std::uint32_t>(to);
      result.push_back(std::move(span));
    };
    std::size_t next = 0;
    for (; next < spans->size() && (*spans)[next].begin < begin; ++next) {
      // It may go on behind what is put in.
      add((*spans)[next], (*spans)[next].begin);
    }
    for (const Span& span : *other.spans) add(span, begin + span.begin);
    // A span may begin before the end and reach beyond it.
    std::size_t rest = next;
    while (rest < spans->size() && (*spans)[rest].begin <= end) ++rest;
    const std::size_t after = begin + other.text.size();
    if (rest > 0 && end < text.size()) add((*spans)[rest - 1], after);
    for (; rest < spans->size(); ++rest) {
      const std::size_t to = (*spans)[rest].begin - end + after;
      add(std::move((*spans)[rest]), to);
    }
    *spans = std::move(result);
  }
  text.replace(begin, end - begin, other.text);
}

}  // namespace avmdoc

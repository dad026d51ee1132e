#include "bicep/line_table.hpp"

#include <algorithm>

#include "text/byte_order_mark.hpp"

namespace avmdoc::bicep {
namespace {

constexpr std::uint32_t stretch = 512;

std::uint32_t count_code_points(std::string_view text) {
  // Every byte that does not continue a code point begins one: right for UTF-8, and defined for
  // all other bytes.
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

}  // namespace

LineTable::LineTable(std::string_view text) : text_(text) {
  // The mark is not part of the first line.
  lines_.push_back(static_cast<std::uint32_t>(text.size() - without_byte_order_mark(text).size()));
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
    if (c == '\r' || c == '\n') lines_.push_back(static_cast<std::uint32_t>(at));
  }
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at <= text.size(); at += stretch) {
    checkpoints_.push_back(sum);
    sum += count_code_points(text.substr(at, stretch));
  }
}

std::uint32_t LineTable::code_points_before(std::uint32_t offset) const {
  const std::uint32_t index = offset / stretch;
  return checkpoints_[index] +
         count_code_points(text_.substr(std::size_t{index} * stretch, offset % stretch));
}

std::uint32_t LineTable::code_points(Range range) const {
  return code_points_before(range.end) - code_points_before(range.begin);
}

Position LineTable::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(lines_.begin() + 1, lines_.end(), offset);
  const std::uint32_t line_begin = std::min(*(after - 1), offset);
  return {static_cast<std::uint32_t>(after - lines_.begin()),
          code_points({line_begin, offset}) + 1};
}

}  // namespace avmdoc::bicep

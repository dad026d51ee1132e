#include <algorithm>

#include "avmdoc/readme.hpp"
#include "text/byte_order_mark.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// A line that is a marker and nothing else, from a place on.
TextPart find_marker(std::string_view text, std::string_view marker, std::size_t from) {
  for (std::size_t at = text.find(marker, from); at != npos; at = text.find(marker, at + 1)) {
    const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view before = text.substr(line, at - line);
    if (line == 0 && before.starts_with(byte_order_mark)) {
      before.remove_prefix(byte_order_mark.size());
    }
    const std::string_view after = text.substr(at + marker.size(), end - at - marker.size());
    if (trim(before).empty() && trim(after).empty()) {
      return {at, std::min(end + 1, text.size())};
    }
  }
  return {npos, npos};
}

[[noreturn]] void fail(const std::string& path, std::string_view text, std::size_t at,
                       std::string message) {
  throw Error(error_at("readme-markers", {path, position_at(text, at)}, std::move(message)));
}

std::string quoted(std::string_view marker) { return "'" + std::string(marker) + "'"; }

/// Where a marker is that must be there once.
TextPart only_marker(std::string_view text, std::string_view marker, std::string_view other,
                     const std::string& path) {
  const TextPart found = find_marker(text, marker, 0);
  if (found.begin == npos) {
    const TextPart partner = find_marker(text, other, 0);
    if (partner.begin != npos) {
      fail(path, text, partner.begin, "there is no line " + quoted(marker) + " for this one");
    }
    fail(path, text, 0,
         "expected the lines " + quoted(inject_begin) + " and " + quoted(inject_end) +
             ", found neither; put them where the generated text belongs");
  }
  const TextPart again = find_marker(text, marker, found.end);
  if (again.begin != npos) {
    fail(path, text, again.begin, "the line " + quoted(marker) + " is here a second time");
  }
  return found;
}

}  // namespace

TextPart generated_part(const Convention& convention, std::string_view readme,
                        const std::string& path) {
  if (!convention.injects) return {0, readme.size()};
  if (trim(readme).empty()) return {};
  const TextPart begin = only_marker(readme, inject_begin, inject_end, path);
  const TextPart end = only_marker(readme, inject_end, inject_begin, path);
  if (end.begin < begin.end) {
    fail(path, readme, end.begin,
         quoted(inject_end) + " comes before " + quoted(inject_begin) + "; expected it after that");
  }
  // Blanks before the marker are not ours.
  const std::size_t line = readme.find_last_of('\n', end.begin);
  return {begin.end, line == npos ? end.begin : std::max(begin.end, line + 1)};
}

std::string whole_readme(const Module& module, std::string_view readme, std::string rendered) {
  if (!module.convention->injects) return rendered;
  if (rendered == "\n") rendered.clear();
  if (trim(readme).empty()) {
    const std::string title = module.name.empty() ? module.identity.path : module.name;
    return "# " + title + "\n\n" + std::string(inject_begin) + "\n" + rendered +
           std::string(inject_end) + "\n";
  }
  const TextPart part = generated_part(*module.convention, readme, module.readme);
  if (readme.substr(0, part.begin).ends_with("\r\n")) {
    rendered = replace_all(rendered, "\n", "\r\n");
  }
  return std::string(readme.substr(0, part.begin)).append(rendered).append(readme.substr(part.end));
}

}  // namespace avmdoc

#include "format/json_text.hpp"

#include <utility>

#include "console.hpp"

namespace avmdoc::cli {

namespace {

constexpr std::string_view list_mark = "\"list\"";

/// Where the list of a document goes: the bytes between its brackets.
std::pair<std::size_t, std::size_t> gap_of(const std::string& document) {
  const std::size_t mark = document.find(list_mark);
  return {document.rfind('[', mark) + 1, document.find(']', mark)};
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& json) {
  constexpr auto replace = nlohmann::ordered_json::error_handler_t::replace;
  return printable_json(json.dump(2, ' ', true, replace)) + "\n";
}

JsonListWriter::Json JsonListWriter::place() { return Json::array({"list"}); }

void JsonListWriter::begin(const Json& document) {
  const std::string text = json_text(document);
  const std::size_t begin = gap_of(text).first;
  indent_ = text.substr(begin, text.find(list_mark) - begin);
  write_(std::string_view(text).substr(0, begin));
}

void JsonListWriter::add(const Json& item) {
  const std::string text = json_text(item);
  std::string out = empty_ ? "" : ",";
  empty_ = false;
  std::string_view rest(text);
  while (!rest.empty()) {  // each line ends with a line feed; there is none within a string
    const std::size_t end = rest.find('\n');
    out.append(indent_).append(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  write_(out);
}

void JsonListWriter::finish(const Json& document) {
  const std::string text = json_text(document);
  const std::size_t end = gap_of(text).second;
  const std::size_t line = text.rfind('\n', end);
  write_(std::string_view(text).substr(empty_ ? end : line));
}

}  // namespace avmdoc::cli

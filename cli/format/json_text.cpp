#include "format/json_text.hpp"

namespace avmdoc::cli {

std::string json_text(const nlohmann::ordered_json& json) {
  std::string text = json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  for (const std::string_view command : {"##[", "##vso["}) {
    for (std::size_t at = text.find(command); at != std::string::npos;
         at = text.find(command, at)) {
      text.replace(at, 1, "\\u0023");
    }
  }
  // dump() leaves this control character as it is.
  for (std::size_t at = text.find('\x7F'); at != std::string::npos; at = text.find('\x7F', at)) {
    text.replace(at, 1, "\\u007f");
  }
  return text + "\n";
}

}  // namespace avmdoc::cli

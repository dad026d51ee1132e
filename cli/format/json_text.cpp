#include "format/json_text.hpp"

#include "console.hpp"

namespace avmdoc::cli {

std::string json_text(const nlohmann::ordered_json& json) {
  constexpr auto replace = nlohmann::ordered_json::error_handler_t::replace;
  return printable_json(json.dump(2, ' ', true, replace)) + "\n";
}

}  // namespace avmdoc::cli

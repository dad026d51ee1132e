#include "layout.hpp"

#include <charconv>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "avmdoc/model.hpp"
#include "avmdoc/readme.hpp"

namespace avmdoc::cli {

namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;
using Json = nlohmann::ordered_json;

constexpr std::size_t max_bytes = std::size_t{1} << 20U;

data data_of(const Json& json) {
  switch (json.type()) {
    case Json::value_t::object: {
      data object{data::type::object};
      for (const auto& [key, value] : json.items()) object.set(key, data_of(value));
      return object;
    }
    case Json::value_t::array: {
      data list{data::type::list};
      for (const Json& value : json) list.push_back(data_of(value));
      return list;
    }
    case Json::value_t::string:
      return data{json.get<std::string>()};
    case Json::value_t::boolean:
      return data{json.get<bool>()};
    case Json::value_t::null:
    case Json::value_t::discarded:
      return data{false};
    default:
      return data{json.dump()};
  }
}

/// A message of the library ends in the offset of the tag: `Unclosed tag at 12`.
[[noreturn]] void fail(const std::string& path, const std::string& text, std::string message) {
  Position position;
  const std::size_t at = message.rfind(" at ");
  std::size_t offset = 0;
  if (at != std::string::npos) {
    const char* const end = message.data() + message.size();
    if (std::from_chars(message.data() + at + 4, end, offset).ptr == end && offset <= text.size()) {
      position = position_at(text, offset);
      message.resize(at);
    }
  }
  throw Error(
      error_at("layout-misshapen", {path, position}, "not a Mustache template: " + message));
}

mustache parsed(const std::string& path, const std::string& text) {
  mustache layout(text);
  if (!layout.is_valid()) fail(path, text, layout.error_message());
  layout.set_custom_escape([](const std::string& value) { return value; });
  return layout;
}

}  // namespace

Layout::Layout(const FileSystem& files, const std::string& path)
    : path_(path), text_(files.read(path)) {
  if (text_.size() > max_bytes) {
    throw Error(error_at("layout-too-large", {path},
                         "expected a template of at most " + std::to_string(max_bytes) + " bytes"));
  }
  static_cast<void>(parsed(path_, text_));
}

Layout::~Layout() = default;

std::string Layout::render(const Module& module, const FileSystem& files) const {
  data model = data_of(Json::parse(model_json(module, files, {-1})));
  data sections{data::type::object};
  for (const std::string_view name : section_names()) {
    std::string section = render_section(module, name).value_or("");
    if (section.ends_with('\n')) section.pop_back();
    sections.set(std::string(name), section.empty() ? data{false} : data{section});
  }
  model.set("sections", sections);
  std::string text = parsed(path_, text_).render(model);
  std::erase(text, '\r');
  text.erase(text.find_last_not_of('\n') + 1);
  return text + "\n";
}

void keep_nothing(ModuleFolder& folder, Convention& convention) {
  if (folder.convention == nullptr) return;
  convention = *folder.convention;
  convention.keeps_own_sections = false;
  folder.convention = &convention;
}

}  // namespace avmdoc::cli

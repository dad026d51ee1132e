#include "template/json_place.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "source/path.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// Steps over valid JSON text.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) { skip_blanks(); }

  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Goes to the value of an object's member or an array's element, if there is one.
  bool enter(const std::string& segment) {
    const Cursor before = *this;
    const char open = peek();
    if (open != '{' && open != '[') return false;
    advance();
    for (std::size_t index = 0; peek() != '}' && peek() != ']' && peek() != '\0'; ++index) {
      std::string name = std::to_string(index);
      if (open == '{') {
        const std::size_t begin = at_;
        skip_value();
        name = nlohmann::json::parse(text_.substr(begin, at_ - begin)).get<std::string>();
        advance();  // the colon
      }
      if (name == segment) return true;
      skip_value();
      if (peek() == ',') advance();
    }
    *this = before;
    return false;
  }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  void advance() {
    ++at_;
    skip_blanks();
  }
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }
  void skip_value() {
    std::size_t depth = 0;
    do {
      if (peek() == '"') {
        skip_string();
      } else {
        depth += peek() == '{' || peek() == '[' ? 1U : 0U;
        depth -= peek() == '}' || peek() == ']' ? 1U : 0U;
        ++at_;
      }
    } while (at_ < text_.size() && (depth > 0 || !ends_value()));
    skip_blanks();
  }
  [[nodiscard]] bool ends_value() const {
    return std::string_view(",:]} \t\r\n").find(text_[at_]) != std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Position json_place(std::string_view text, std::string_view pointer) {
  Cursor cursor(text);
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  while (!pointer.empty()) {
    const std::string_view segment = take_part(pointer);
    if (!cursor.enter(replace_all(replace_all(segment, "~1", "/"), "~0", "~"))) break;
  }
  return position_at(text, cursor.offset());
}

std::string pointer_segment(std::string_view name) {
  return replace_all(replace_all(name, "~", "~0"), "/", "~1");
}

std::string pointer_of(const JsonPath& path) {
  const std::string above = path.parent == nullptr ? "" : pointer_of(*path.parent);
  return above + "/" + pointer_segment(path.segment);
}

}  // namespace avmdoc

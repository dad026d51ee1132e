#include "settings/yaml.hpp"

#include <yaml.h>

#include <algorithm>
#include <cstddef>

namespace avmdoc::cli {

namespace {

constexpr std::size_t max_bytes = std::size_t{1} << 20U;
constexpr std::size_t max_depth = 16;
constexpr std::size_t max_nodes = 10'000;

Position position_of(const yaml_mark_t& mark) {
  return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
}

/// The events of a text as a tree.
class Reading {
 public:
  Reading(std::string_view text, const std::string& file) : file_(file) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  ~Reading() { yaml_parser_delete(&parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  YamlNode document() {
    YamlNode root;
    root.kind = YamlNode::Kind::mapping;
    root.position = {1, 1};
    expect(YAML_STREAM_START_EVENT);
    Event event = next();
    if (event.type == YAML_STREAM_END_EVENT) return root;
    root = value(next(), 0);
    expect(YAML_DOCUMENT_END_EVENT);
    event = next();
    if (event.type != YAML_STREAM_END_EVENT) {
      fail("a second document begins here; expected one", event.position);
    }
    if (root.kind == YamlNode::Kind::scalar && root.is_null()) root.kind = YamlNode::Kind::mapping;
    return root;
  }

 private:
  struct Event {
    yaml_event_type_t type = YAML_NO_EVENT;
    Position position;
    std::string text;
    bool is_plain = true;
  };

  [[noreturn]] void fail(std::string message, Position position) const {
    fail_in_settings(file_, position, "settings-yaml", std::move(message));
  }

  Event next() {
    yaml_event_t raw;
    if (yaml_parser_parse(&parser_, &raw) == 0) {
      std::string message = parser_.problem == nullptr ? "not valid YAML" : parser_.problem;
      if (parser_.context != nullptr) message = std::string(parser_.context) + ": " + message;
      const bool is_reader = parser_.error == YAML_READER_ERROR;
      fail("not valid YAML: " + message,
           is_reader ? Position{1, 1} : position_of(parser_.problem_mark));
    }
    Event event;
    event.type = raw.type;
    event.position = position_of(raw.start_mark);
    const yaml_char_t* tag = nullptr;
    if (raw.type == YAML_SCALAR_EVENT) {
      event.text.assign(reinterpret_cast<const char*>(raw.data.scalar.value),
                        raw.data.scalar.length);
      event.is_plain = raw.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
      tag = raw.data.scalar.tag;
    } else if (raw.type == YAML_SEQUENCE_START_EVENT) {
      tag = raw.data.sequence_start.tag;
    } else if (raw.type == YAML_MAPPING_START_EVENT) {
      tag = raw.data.mapping_start.tag;
    }
    const bool has_tag = tag != nullptr;
    yaml_event_delete(&raw);
    if (has_tag) fail("tags have no meaning here; remove it", event.position);
    return event;
  }

  void expect(yaml_event_type_t type) {
    const Event event = next();
    if (event.type != type) fail("not valid YAML", event.position);
  }

  YamlNode value(const Event& event, std::size_t depth) {
    if (depth > max_depth) {
      fail("nested deeper than " + std::to_string(max_depth) + " levels", event.position);
    }
    if (++count_ > max_nodes) {
      fail("more than " + std::to_string(max_nodes) + " values", event.position);
    }
    YamlNode node;
    node.position = event.position;
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        node.text = event.text;
        node.is_plain = event.is_plain;
        return node;
      case YAML_SEQUENCE_START_EVENT:
        node.kind = YamlNode::Kind::sequence;
        for (Event item = next(); item.type != YAML_SEQUENCE_END_EVENT; item = next()) {
          node.items.push_back(value(item, depth + 1));
        }
        return node;
      case YAML_MAPPING_START_EVENT:
        node.kind = YamlNode::Kind::mapping;
        for (Event key = next(); key.type != YAML_MAPPING_END_EVENT; key = next()) {
          add_member(value(key, depth + 1), depth, node);
        }
        return node;
      case YAML_ALIAS_EVENT:
        fail("aliases are not supported; write the value again, or share a file by 'extends'",
             event.position);
      default:
        fail("not valid YAML", event.position);
    }
  }

  void add_member(YamlNode key, std::size_t depth, YamlNode& mapping) {
    if (key.kind != YamlNode::Kind::scalar) {
      fail("expected a key that is a text, found " + kind_of(key), key.position);
    }
    const bool is_known = std::ranges::any_of(
        mapping.members, [&](const auto& member) { return member.key.text == key.text; });
    if (is_known) fail("the key '" + key.text + "' is here twice; remove one", key.position);
    YamlNode member = value(next(), depth + 1);
    mapping.members.push_back({std::move(key), std::move(member)});
  }

  const std::string& file_;
  yaml_parser_t parser_{};
  std::size_t count_ = 0;
};

}  // namespace

void fail_in_settings(const std::string& file, Position position, std::string code,
                      std::string message) {
  throw Error(error_at(std::move(code), {file, position}, std::move(message)));
}

bool YamlNode::is_null() const {
  return kind == Kind::scalar && is_plain && (text.empty() || text == "null" || text == "~");
}

std::string kind_of(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::mapping) return "a mapping";
  if (node.kind == YamlNode::Kind::sequence) return "a list";
  if (node.is_null()) return "nothing";
  return "'" + node.text + "'";
}

YamlNode parse_yaml(std::string_view text, const std::string& file) {
  if (text.size() > max_bytes) {
    fail_in_settings(file, {}, "settings-too-large",
                     "expected settings of at most " + std::to_string(max_bytes) + " bytes");
  }
  return Reading(text, file).document();
}

}  // namespace avmdoc::cli

#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/schema.hpp"
#include "interface/source_reader.hpp"
#include "template/marks.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// A description without the indentation that all of its lines but the first have in common, as the
/// compiler takes it. Empty lines do not count.
std::string outdented(std::string_view text) {
  std::size_t common = std::string_view::npos;
  const auto indentation_at = [text](std::size_t begin) {
    return std::min(text.find_first_not_of(" \t", begin), text.size()) - begin;
  };
  const auto is_empty_line = [text](std::size_t begin) {
    return begin == text.size() || text[begin] == '\n' || text[begin] == '\r';
  };
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at)) {
    ++at;
    if (!is_empty_line(at)) common = std::min(common, indentation_at(at));
  }
  if (common == 0 || common == std::string_view::npos) return std::string(text);
  std::string result;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find('\n', begin);
    result += text.substr(begin, end == std::string_view::npos ? end : end + 1 - begin);
    if (end == std::string_view::npos) return result;
    begin = end + 1;
    if (!is_empty_line(begin)) begin += common;
  }
}

}  // namespace

void set_member(Value::Object& object, std::string_view key, Value value) {
  for (Value::Member& member : object) {
    if (member.first != key) continue;
    member.second = std::move(value);
    return;
  }
  object.emplace_back(std::string(key), std::move(value));
}

Value* find_member(Value::Object& object, std::string_view key) {
  for (Value::Member& member : object) {
    if (member.first == key) return &member.second;
  }
  return nullptr;
}

std::string escaped_text(std::string text) {
  if (text.starts_with('[') && text.ends_with(']')) text.insert(text.begin(), '[');
  return text;
}

std::string unescaped_text(std::string text) {
  if (text.starts_with("[[") && text.ends_with(']')) text.erase(0, 1);
  return text;
}

std::string discriminator_of(Node statement) {
  const auto argument = bicep::decorator_argument(statement, "discriminator");
  return argument ? bicep::string_value(*argument).value_or("") : "";
}

void SourceReader::decorate(const UnitPointer& unit, Node statement, Schema& schema) {
  Value::Object metadata;
  std::optional<Value> description;
  for (const Node child : statement.children()) {
    if (child.field() != Field::decorator) continue;
    const auto [name, argument] = bicep::decoration_of(child);
    if (name == "secure") {
      Value* type = find_member(schema, "type");
      if (type == nullptr || type->string() == nullptr) continue;
      if (*type->string() == "string") *type = "securestring";
      if (*type->string() == "object") *type = "secureObject";
    } else if (name == "sealed") {
      set_member(schema, "additionalProperties", false);
    } else if (name == "export") {
      set_member(metadata, export_mark, true);
    } else if (!argument) {
      continue;
    } else if (name == "description") {
      description = value(unit, *argument);
      if (const std::string* text = description->string()) description = outdented(*text);
    } else if (name == "metadata") {
      const Value object = value(unit, *argument);
      if (object.object() == nullptr) continue;
      for (const Value::Member& member : *object.object()) {
        set_member(metadata, member.first, member.second);
      }
    } else if (name == "allowed" && statement.kind() == NodeKind::parameter) {
      set_member(schema, "allowedValues", value(unit, *argument));
    } else if (name == "minLength" || name == "maxLength" || name == "minValue" ||
               name == "maxValue") {
      set_member(schema, name, value(unit, *argument));
    }
  }
  if (description) set_member(metadata, "description", *std::move(description));
  if (metadata.empty()) return;
  Value* known = find_member(schema, "metadata");
  if (known == nullptr || known->object() == nullptr) {
    schema.emplace_back("metadata", std::move(metadata));
    return;
  }
  for (Value::Member& member : metadata) {
    set_member(*known->object(), member.first, std::move(member.second));
  }
}

}  // namespace avmdoc

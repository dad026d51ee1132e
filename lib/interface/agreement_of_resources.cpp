#include <algorithm>

#include "bicep/declarations.hpp"
#include "interface/agreement_stages.hpp"
#include "interface/literal.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

using bicep::Field;
using bicep::Node;
using bicep::NodeKind;

/// Calls `visit(key, type, version, statement)` for the resources of the file, nested ones too,
/// until it gives false.
template <typename Visit>
bool each_resource(Node parent, const std::string& key, std::string_view type,
                   std::string_view version, const Visit& visit) {
  for (const Node child : parent.children()) {
    const NodeKind kind = child.kind();
    if (kind != NodeKind::resource) {
      // The body of a resource may stand behind conditions and loops.
      const bool body =
          kind == NodeKind::object || kind == NodeKind::if_condition || kind == NodeKind::for_loop;
      if (body && child.field() == Field::body &&
          !each_resource(child, key, type, version, visit)) {
        return false;
      }
      continue;
    }
    const auto name = child.child(Field::name);
    const auto text = bicep::path_text(child);
    if (!name || !text) return false;
    auto [own_type, own_version] = bicep::versioned_type(*text);
    if (!type.empty()) own_type = std::string(type) + "/" + own_type;
    if (own_version.empty()) own_version = version;
    std::string own_key = key.empty() ? std::string() : key + "::";
    own_key += name->text();
    if (!visit(own_key, own_type, own_version, child)) return false;
    if (!each_resource(child, own_key, own_type, own_version, visit)) return false;
  }
  return true;
}

/// With symbolic names: each declaration has its entry.
bool named_resources_agree(const Compilation& c, JsonObject resources) {
  OrderedMembers members{std::optional(resources)};
  std::size_t count = 0;
  const bool agree = each_resource(
      c.unit->tree->root(), "", "", "",
      [&](const std::string& key, std::string_view type, std::string_view version, Node statement) {
        const auto found = members.find(key);
        if (!found) return statement.has_keyword("existing");
        ++count;
        return equal_ignoring_case(string_member(*found, "type").value_or(""), type) &&
               string_member(*found, "apiVersion") == version;
      });
  if (!agree) return false;
  for (const Node statement : c.statements()) {
    const auto name = statement.child(Field::name);
    if (statement.kind() != NodeKind::module || !name) continue;
    const auto found = members.find(name->text());
    if (!found ||
        !equal_ignoring_case(string_member(*found, "type").value_or(""), deployment_type)) {
      return false;
    }
    ++count;
  }
  return count == resources.size();
}

/// Without symbolic names: there are as many of each type and version.
bool listed_resources_agree(const Compilation& c, JsonArray resources) {
  std::vector<std::pair<std::string, std::string>> expected;
  const bool read = each_resource(
      c.unit->tree->root(), "", "", "",
      [&](const std::string&, std::string_view type, std::string_view version, Node statement) {
        if (!statement.has_keyword("existing")) expected.emplace_back(type, version);
        return true;
      });
  if (!read) return false;
  std::size_t modules = 0;
  for (const Node statement : c.statements()) {
    if (statement.kind() == NodeKind::module) ++modules;
  }
  for (const Json entry : resources) {
    if (!entry.is_object()) return false;
    const JsonObject resource(entry);
    if (has_member(resource, "import") || has_member(resource, "extension")) return false;
    const std::string_view type = string_member(resource, "type").value_or("");
    const std::string_view version = string_member(resource, "apiVersion").value_or("");
    const auto found = std::ranges::find_if(expected, [&](const auto& one) {
      return one.second == version && equal_ignoring_case(one.first, type);
    });
    if (found != expected.end()) {
      expected.erase(found);
    } else if (equal_ignoring_case(type, deployment_type) && modules > 0) {
      --modules;
    } else {
      return false;
    }
  }
  return expected.empty() && modules == 0;
}

}  // namespace

bool resources_agree(const Compilation& c) {
  const auto found = member(c.root, "resources");
  if (found && found->is_object()) return named_resources_agree(c, JsonObject(*found));
  const auto listed = array_of(found);
  return listed && listed_resources_agree(c, *listed);
}

}  // namespace avmdoc

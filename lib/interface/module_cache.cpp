#include "interface/module_cache.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "source/path.hpp"
#include "text/ascii.hpp"
#include "text/lines.hpp"

namespace avmdoc {
namespace {

/// The JSON of a `bicepconfig.json`.
using Configured = nlohmann::json;

const Configured* member_of(const Configured& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string text_of(const Configured& object, std::string_view key) {
  const Configured* const found = member_of(object, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : "";
}

/// The aliases of a scheme, such as `br`, whose members have the names `first` and `second`.
template <typename Alias>
std::map<std::string, Alias> aliases_of(const Configured& config, std::string_view scheme,
                                        std::string_view first, std::string_view second) {
  std::map<std::string, Alias> result;
  const Configured* const aliases = member_of(config, "moduleAliases");
  const Configured* const named = aliases == nullptr ? nullptr : member_of(*aliases, scheme);
  if (named == nullptr || !named->is_object()) return result;
  for (const auto& [name, alias] : named->items()) {
    result.emplace(name, Alias{text_of(alias, first), text_of(alias, second)});
  }
  return result;
}

template <typename Alias>
Alias alias_in(const std::map<std::string, Alias>& aliases, const std::string& name) {
  const auto found = aliases.find(name);
  return found == aliases.end() ? Alias() : found->second;
}

/// File systems that ignore case must keep tags apart that differ in it: what is in upper case is
/// noted, as one bit a character, behind the tag.
std::string encoded_tag(std::string_view tag) {
  std::string result(tag);
  std::string bits;
  unsigned nibble = 0;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    if (tag[i] >= 'A' && tag[i] <= 'Z') nibble |= 1U << (i % 4);
    if (i % 4 == 3 || i + 1 == tag.size()) {
      bits += "0123456789abcdef"[nibble];
      nibble = 0;
    }
  }
  while (!bits.empty() && bits.back() == '0') bits.pop_back();
  return result + "$" + bits;
}

/// Cuts what is before the first of `mark`, and `mark` itself, off a text.
std::optional<std::string> take_before(std::string_view& text, char mark) {
  const std::size_t end = text.find(mark);
  if (end == std::string_view::npos) return std::nullopt;
  std::string part(text.substr(0, end));
  text.remove_prefix(end + 1);
  return part;
}

struct Reference {
  std::string scheme;
  std::string alias;
  std::string_view rest;
};

std::optional<Reference> split(std::string_view reference) {
  Reference result;
  auto scheme = take_before(reference, ':');
  if (!scheme) return std::nullopt;
  result.rest = reference;
  const std::size_t slash = scheme->find('/');
  result.scheme = scheme->substr(0, slash);
  if (slash != std::string::npos) result.alias = scheme->substr(slash + 1);
  return result;
}

CachedModule invalid(std::string problem) { return {"", "", std::move(problem)}; }

CachedModule registry_module(const Reference& reference, const BicepConfiguration& configuration,
                             const std::string& cache) {
  std::string full(reference.rest);
  if (!reference.alias.empty()) {
    auto [registry, prefix] = alias_in(configuration.registries, reference.alias);
    if (registry.empty() && reference.alias == "public") {
      registry = "mcr.microsoft.com";
      prefix = "bicep";
    }
    if (registry.empty()) {
      return invalid("bicepconfig.json has no alias '" + reference.alias + "' of a registry");
    }
    full = join_path(prefix.empty() ? registry : join_path(registry, prefix), full);
  }
  const std::size_t slash = full.find('/');
  const std::size_t digest = full.find('@');
  const std::size_t colon = digest == std::string::npos ? full.rfind(':') : digest;
  if (slash == std::string::npos || colon == std::string::npos || colon < slash) {
    return invalid("expected '<registry>/<path>:<version>'");
  }
  const std::string registry = replace_all(full.substr(0, slash), ":", "$");
  const std::string path = replace_all(full.substr(slash + 1, colon - slash - 1), "/", "$");
  const std::string version = digest == std::string::npos
                                  ? encoded_tag(full.substr(colon + 1))
                                  : replace_all(full.substr(colon + 1), ":", "#");
  return {"br:" + full, cache + "/br/" + registry + "/" + path + "/" + version + "/main.json", ""};
}

CachedModule template_spec(const Reference& reference, const BicepConfiguration& configuration,
                           const std::string& cache) {
  std::string full(reference.rest);
  if (!reference.alias.empty()) {
    const auto [subscription, group] = alias_in(configuration.template_specs, reference.alias);
    if (subscription.empty() || group.empty()) {
      return invalid("bicepconfig.json has no alias '" + reference.alias + "' of template specs");
    }
    full = subscription + "/" + group + "/" + full;
  }
  std::string path = full;
  const std::size_t colon = path.rfind(':');
  if (colon == std::string::npos) {
    return invalid("expected '<subscription>/<resource group>/<name>:<version>'");
  }
  path[colon] = '/';
  for (char& c : path) c = to_lower(c);
  return {"ts:" + full, cache + "/ts/" + path + "/main.json", ""};
}

}  // namespace

BicepConfiguration read_bicep_configuration(std::string file, const std::string& text) {
  BicepConfiguration result;
  result.file = std::move(file);
  // It may hold comments.
  const Configured config = Configured::parse(text, nullptr, false, true);
  result.is_json = !config.is_discarded();
  result.cache = replace_all(text_of(config, "cacheRootDirectory"), "\\", "/");
  if (!result.cache.empty() && !result.cache.starts_with('/') && result.cache.find(':') != 1) {
    result.cache = normal_path(join_path(parent_path(result.file), result.cache));
  }
  result.registries = aliases_of<RegistryAlias>(config, "br", "registry", "modulePath");
  result.template_specs =
      aliases_of<TemplateSpecAlias>(config, "ts", "subscription", "resourceGroup");
  return result;
}

CachedModule cached_module(std::string_view reference, const BicepConfiguration& configuration,
                           std::string_view default_cache) {
  if (!configuration.is_json) return invalid(configuration.file + " is not valid JSON");
  const std::string cache(configuration.cache.empty() ? default_cache : configuration.cache);
  const auto parts = split(reference);
  if (parts && parts->scheme == "br") return registry_module(*parts, configuration, cache);
  if (parts && parts->scheme == "ts") return template_spec(*parts, configuration, cache);
  return invalid(
      "expected a reference that begins with 'br:', 'br/<alias>:', 'ts:' or 'ts/<alias>:'");
}

}  // namespace avmdoc

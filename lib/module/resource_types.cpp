#include "module/resource_types.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "module/metadata_file.hpp"
#include "ordering/collation.hpp"
#include "ordering/introspective_sort.hpp"
#include "source/path.hpp"
#include "text/ascii.hpp"
#include "text/title_case.hpp"

namespace avmdoc {
namespace {

constexpr std::string_view templates = "https://learn.microsoft.com/en-us/azure/templates";

/// The addresses that the reference could write for a row, from the most to the least precise: of
/// the version, of the type, and of what is known of neither.
enum class Precision : std::uint8_t { version, type, none };

std::string link_of(const ResourceType& resource, Precision precision) {
  const std::string_view type = resource.type;
  const std::size_t slash = std::min(type.find('/'), type.size());
  const std::string_view name = type.substr(std::min(slash + 1, type.size()));
  const std::size_t nested = name.find('/');
  std::string link;
  link.reserve(templates.size() + type.size() + resource.api_version.size() + 3);
  link = templates;
  if (precision == Precision::none && nested == std::string_view::npos) return link;
  link.append("/").append(type.substr(0, slash)) += '/';
  if (precision == Precision::version) link.append(resource.api_version) += '/';
  return link.append(precision == Precision::none ? name.substr(0, nested) : name);
}

/// The two rows whose page has no versions, as upstream lists them.
bool has_versioned_page(const ResourceType& resource) {
  return resource.api_version != "2018-10-15-preview" ||
         (!equal_ignoring_case(resource.type, "Microsoft.DevTestLab/labs") &&
          !equal_ignoring_case(resource.type, "Microsoft.DevTestLab/labs/secrets"));
}

std::string link_with_version(const ResourceType& resource) {
  if (has_versioned_page(resource)) return link_of(resource, Precision::version);
  const bool is_nested = resource.type.find('/') != resource.type.rfind('/');
  return link_of(resource, is_nested ? Precision::none : Precision::type);
}

std::string reference_link(const ResourceType& resource, const Catalog& catalog, LinkPolicy policy,
                           const Rules& rules, const OldReadme& old_readme) {
  if (rules.links_always_versioned) return link_with_version(resource);
  if (policy == LinkPolicy::keep) {
    const std::string_view old = old_readme.link_of(resource.type, resource.api_version);
    if (!old.empty()) {
      for (const auto precision : {Precision::version, Precision::type, Precision::none}) {
        std::string link = link_of(resource, precision);
        if (link == old) return link;
      }
    }
  }
  if (catalog.has_version(resource.type, resource.api_version)) {
    return link_of(resource, Precision::version);
  }
  return link_of(resource, catalog.has_type(resource.type) ? Precision::type : Precision::none);
}

/// `sub-vending/child` as `SubVendingChild`.
std::string readable(std::string_view path) {
  std::string words(path);
  for (char& c : words) {
    if (!is_letter(c) && !is_digit(c)) c = ' ';
  }
  words = title_case(words);
  std::erase(words, ' ');
  return words;
}

/// The first resource of each type and version, in the order of the template.
std::vector<const DeployedResource*> first_of_each_type(
    const std::vector<DeployedResource>& resources) {
  const auto key = [](const DeployedResource* resource) {
    return std::tie(resource->type, resource->api_version);
  };
  std::vector<const DeployedResource*> firsts;
  firsts.reserve(resources.size());
  for (const DeployedResource& resource : resources) firsts.push_back(&resource);
  std::ranges::sort(firsts, [&](const DeployedResource* a, const DeployedResource* b) {
    return key(a) != key(b) ? key(a) < key(b) : a < b;
  });
  const auto same = [&](const DeployedResource* a, const DeployedResource* b) {
    return key(a) == key(b);
  };
  firsts.erase(std::unique(firsts.begin(), firsts.end(), same), firsts.end());
  std::ranges::sort(firsts);
  return firsts;
}

/// The types that a template deploys, spelled as where they come first.
struct DeployedTypes {
  std::vector<std::string> all;
  std::vector<std::string> named_by_folder;  ///< those whose last segment is the folder's name
};

std::string without_hyphens(std::string_view text) {
  std::string result(text);
  std::erase(result, '-');
  return result;
}

/// Whether a folder such as `private-dns-zone` names `…/privateDnsZones`: the same word or its
/// plural, without regard to hyphens and case.
bool names_type(std::string_view folder, std::string_view type) {
  const std::string word = without_hyphens(folder);
  const std::string last = without_hyphens(base_name(type));
  if (equal_ignoring_case(last, word) || equal_ignoring_case(last, word + "s")) return true;
  return (word.ends_with('y') || word.ends_with('Y')) &&
         equal_ignoring_case(last, word.substr(0, word.size() - 1) + "ies");
}

DeployedTypes deployed_types(const Template& compiled, std::string_view folder) {
  DeployedTypes types;
  for (const DeployedResource& resource : compiled.resources()) {
    if (is_deployment(resource.type)) continue;
    const bool known = std::ranges::any_of(types.all, [&](const std::string& type) {
      return equal_ignoring_case(type, resource.type);
    });
    if (known) continue;
    types.all.emplace_back(resource.type);
    if (names_type(folder, resource.type)) types.named_by_folder.emplace_back(resource.type);
  }
  return types;
}

/// `Microsoft.KeyVault/vaults/secrets`, but not `helper` and no path such as `alz/empty`.
bool is_resource_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash + 1 < text.size() &&
         text.substr(0, slash).find('.') != std::string_view::npos && slash > 0;
}

}  // namespace

std::vector<ResourceType> resource_types(const Template& compiled, const Catalog& catalog,
                                         LinkPolicy links, const Rules& rules,
                                         const OldReadme& old_readme) {
  std::vector<ResourceType> types;
  for (const DeployedResource* resource : first_of_each_type(compiled.resources())) {
    if (is_deployment(resource->type)) continue;
    types.push_back({std::string(resource->type), std::string(resource->api_version), ""});
  }
  const auto by_type = [](const ResourceType& a, const ResourceType& b) {
    return compare_culture(a.type, b.type);
  };
  IntrospectiveSort<ResourceType, decltype(by_type)>{by_type}(types);
  for (ResourceType& type : types)
    type.reference = reference_link(type, catalog, links, rules, old_readme);
  return types;
}

std::string title_type(const Identity& identity, const Template& compiled, const Catalog& catalog,
                       const Rules& rules, const std::optional<Value>& metadata,
                       std::string_view file, std::vector<Diagnostic>& diagnostics) {
  std::string_view path = identity.path;
  if (identity.kind == ModuleKind::other) {
    if (path.starts_with("res/")) path.remove_prefix(4);  // a fork of the public registry
    // `Microsoft.Storage/storageAccounts`, or a path such as those of AVM; others have no type.
    if (catalog.has_type(path)) return std::string(path);
    const std::string type = catalog.match(path).resource_type;
    for (const DeployedResource& resource : compiled.resources()) {
      if (equal_ignoring_case(resource.type, type)) return std::string(resource.type);
    }
    return {};
  }
  if (identity.kind != ModuleKind::resource) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    return readable(path.substr(0, slash)) + "/" +
           readable(path.substr(std::min(slash + 1, path.size())));
  }
  if (rules.title_from_deployed_type) {
    const DeployedTypes deployed = deployed_types(compiled, base_name(path));
    if (deployed.named_by_folder.size() == 1) return deployed.named_by_folder.front();
    std::string canonical = metadata_text(metadata, "canonicalType");
    if (is_resource_type(canonical)) return canonical;
    // A module of a single type is about nothing else.
    if (deployed.all.size() == 1) return deployed.all.front();
  }
  const Catalog::Match match = catalog.match(path);
  if (!match.ambiguous.empty()) {
    std::string candidates;
    for (const std::string& name : match.ambiguous) {
      candidates += (candidates.empty() ? "" : ", ") + name;
    }
    throw Error(error_at("resource-type-ambiguous", {std::string(file)},
                         "'" + identity.full() + "' may stand for several resource types: " +
                             candidates + "; rename the module's folder to name one of them",
                         "RMNFR1"));
  }
  std::string title;
  std::unordered_set<std::string_view> seen;
  for (const DeployedResource& resource : compiled.resources()) {
    if (!equal_ignoring_case(resource.type, match.resource_type) ||
        !seen.insert(resource.type).second) {
      continue;
    }
    title.append(title.empty() ? "" : " ").append(resource.type);
  }
  if (!title.empty()) return title;
  diagnostics.push_back(note_at("title-type-not-deployed", {std::string(file)},
                                "the template deploys no resource of the type '" +
                                    match.resource_type + "', which its path stands for"));
  return match.resource_type;
}

}  // namespace avmdoc

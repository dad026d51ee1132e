// The API catalog: the text of an apiSpecsList.json gives one that finds all that stands there, or
// an `Error`. Before the first brace stand identifiers of modules to look for, one in each line.

#include "avmdoc/catalog.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "avmdoc/diagnostic.hpp"
#include "json_words.hpp"
#include "target.hpp"

const std::vector<std::string> fuzz::json_words = {
    "Microsoft.Relay",
    "Microsoft.Storage",
    "microsoft.relay",
    "namespaces",
    "Namespaces",
    "namespaces/hybridConnections",
    "namespaces/authorizationRules",
    "storageAccounts",
    "factories",
    "policies",
    "service/apis/policies",
    "radii",
    "2024-01-01",
    "2024-01-01-preview",
    "2021-11-01",
    "",
    " ",
    "\n",
    "a b",
    "(.*)+[^",
};

namespace {

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

void check_match(const avmdoc::Catalog& catalog, std::string_view identifier) {
  const avmdoc::Catalog::Match match = catalog.match(identifier);
  fuzz::expect(match.resource_type.empty() != match.ambiguous.empty(),
               "a module's name stands for one resource type or for several");
  fuzz::expect(match.ambiguous.size() != 1, "one candidate is not ambiguous");
  for (const std::string& type : match.ambiguous) {
    fuzz::expect(catalog.has_type(type), "candidates stand in the catalog");
  }
}

/// What the text lists is found. Of types that differ in case alone only one need be.
void check_contents(const avmdoc::Catalog& catalog, const nlohmann::json& json) {
  std::map<std::string, int> spellings;
  for (const auto& [space, names] : json.items()) {
    for (const auto& [name, versions] : names.items()) ++spellings[lowered(space + "/" + name)];
  }
  for (const auto& [space, names] : json.items()) {
    for (const auto& [name, versions] : names.items()) {
      const std::string type = space + "/" + name;
      fuzz::expect(catalog.has_type(type), "a type that is listed is found");
      fuzz::expect(!catalog.has_version(type, "no version"), "a version that is not listed is not");
      if (spellings[lowered(type)] > 1) continue;
      for (const auto& version : versions) {
        fuzz::expect(catalog.has_version(type, version.get<std::string>()),
                     "a version that is listed is found");
      }
      check_match(catalog, lowered(type.substr(std::min(type.find('.') + 1, type.size()))));
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::size_t brace = std::min(text.find('{'), text.size());
  try {
    const auto catalog = avmdoc::Catalog::from_json(text.substr(brace), "apiSpecsList.json");
    check_contents(catalog, nlohmann::json::parse(text.substr(brace)));
    for (std::string_view lines = text.substr(0, brace); !lines.empty();) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      check_match(catalog, lines.substr(0, end));
      check_match(avmdoc::Catalog::builtin(), lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  } catch (const avmdoc::Error& error) {
    fuzz::expect(!error.diagnostics().empty(), "an error says what is wrong");
    for (const avmdoc::Diagnostic& diagnostic : error.diagnostics()) {
      fuzz::expect(avmdoc::format(diagnostic).starts_with("apiSpecsList.json"),
                   "an error names the file");
    }
  }
  return 0;
}

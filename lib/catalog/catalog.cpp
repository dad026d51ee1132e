#include "avmdoc/catalog.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "avmdoc/diagnostic.hpp"
#include "catalog/resource_type_pattern.hpp"
#include "ordering/collation.hpp"
#include "template/json_place.hpp"
#include "text/ascii.hpp"
#include "text/byte_order_mark.hpp"
#include "text/lines.hpp"

namespace avmdoc {

extern const unsigned char embedded_api_catalog[];
extern const unsigned int embedded_api_catalog_size;

namespace {

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

std::string_view namespace_of(std::string_view resource_type) {
  return resource_type.substr(0, resource_type.find('/'));
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

/// The character after `/`: a namespace with it sorts after all types of the namespace.
constexpr char after_slash = '/' + 1;

constexpr std::string_view digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// The compact form has two digits for each version.
constexpr std::size_t max_versions = digits.size() * digits.size();

constexpr const char* no_catalog = "not an API catalog; ";
constexpr const char* wrong_shape =
    "expected an object of provider namespaces, each an object of resource types, each an array of "
    "API versions, as in apiSpecsList.json";

/// Why a JSON text is not a catalog.
struct NoCatalog {
  std::string message;
  std::optional<std::string> pointer;  ///< nothing when no place is to blame
};

std::string pointer_to(std::string_view space, std::string_view name) {
  return "/" + pointer_segment(space) + "/" + pointer_segment(name);
}

/// The members of an object of the catalog.
const nlohmann::ordered_json::object_t& members(const nlohmann::ordered_json& json,
                                                const char* of_what, const std::string& pointer) {
  if (json.is_object()) return json.get_ref<const nlohmann::ordered_json::object_t&>();
  throw NoCatalog{std::string("expected an object of ") + of_what + ", found " + json.type_name(),
                  pointer};
}

/// The API versions of a type.
std::vector<std::string> versions_of(const nlohmann::ordered_json& json,
                                     const std::string& pointer) {
  if (!json.is_array()) {
    throw NoCatalog{std::string("expected an array of API versions, found ") + json.type_name(),
                    pointer};
  }
  std::vector<std::string> versions;
  for (const nlohmann::ordered_json& version : json) {
    if (!version.is_string()) {
      throw NoCatalog{
          std::string("expected an API version such as 2024-01-01, found ") + version.type_name(),
          pointer + "/" + std::to_string(versions.size())};
    }
    versions.push_back(version.get<std::string>());
  }
  return versions;
}

/// In the compact form a line break ends a type, and a blank a version.
void check_type(std::string_view space, std::string_view name,
                const std::vector<std::string>& versions) {
  for (const std::string_view part : {space, name}) {
    if (part.find('\n') == std::string_view::npos) continue;
    throw NoCatalog{"expected resource types without line breaks", pointer_to(space, name)};
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    if (!versions[i].empty() && versions[i].find_first_of(" \n") == std::string::npos) continue;
    throw NoCatalog{"expected an API version such as 2024-01-01",
                    pointer_to(space, name) + "/" + std::to_string(i)};
  }
}

/// The text as JSON; deeper nesting than that of a catalog is not read into memory.
nlohmann::ordered_json read(std::string_view text) {
  constexpr int levels = 3;
  const auto check_depth = [](int depth, nlohmann::ordered_json::parse_event_t event,
                              const nlohmann::ordered_json&) {
    const bool opens = event == nlohmann::ordered_json::parse_event_t::object_start ||
                       event == nlohmann::ordered_json::parse_event_t::array_start;
    if (opens && depth >= levels) throw NoCatalog{wrong_shape, std::nullopt};
    return true;
  };
  return nlohmann::ordered_json::parse(text, check_depth);
}

/// The compact form of the text of an apiSpecsList.json; `data/make_catalog.py` writes the same.
std::string compact_form(const nlohmann::ordered_json& catalog) {
  std::map<std::string, std::string> number;
  std::vector<std::pair<std::string, std::vector<std::string>>> types;
  for (const auto& [space, names] : members(catalog, "provider namespaces", "")) {
    for (const auto& [name, versions] :
         members(names, "resource types", "/" + pointer_segment(space))) {
      std::string type = space;
      type.append("/").append(name);
      types.emplace_back(std::move(type), versions_of(versions, pointer_to(space, name)));
      check_type(space, name, types.back().second);
      for (const std::string& version : types.back().second) number.emplace(version, "");
    }
  }
  if (number.size() > max_versions) {
    throw NoCatalog{"expected at most " + std::to_string(max_versions) +
                        " different API versions, found " + std::to_string(number.size()),
                    std::nullopt};
  }
  std::string text;
  std::size_t count = 0;
  for (auto& [version, code] : number) {
    code = {digits[count / 64 % 64], digits[count % 64]};
    ++count;
    if (count > 1) text += ' ';
    text += version;
  }
  text += '\n';
  std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) {
    return compare_ignoring_case(a.first, b.first) < 0;
  });
  for (const auto& [type, versions] : types) {
    text += type + ' ';
    for (const std::string& version : versions) text += number[version];
    text += '\n';
  }
  return text;
}

}  // namespace

struct Catalog::Data {
  std::string owned;
  std::vector<std::string_view> versions;
  struct Type {
    std::string_view name;
    std::string_view versions;  ///< two characters each
  };
  std::vector<Type> types;  ///< sorted by name without regard to case

  explicit Data(std::string_view text) { read(text); }
  explicit Data(std::string text) : owned(std::move(text)) { read(owned); }

  void read(std::string_view text) {
    std::string_view line = next_line(text);
    while (!line.empty()) {
      const std::size_t end = std::min(line.find(' '), line.size());
      versions.push_back(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
    types.reserve(text.size() / 64);
    while (!text.empty()) {
      line = next_line(text);
      const std::size_t blank = line.rfind(' ');
      types.push_back({line.substr(0, blank), line.substr(blank + 1)});
    }
  }

  /// The first type from `begin` on that does not sort before `name`.
  [[nodiscard]] std::vector<Type>::const_iterator from(std::vector<Type>::const_iterator begin,
                                                       std::string_view name) const {
    return std::lower_bound(begin, types.end(), name, [](const Type& type, std::string_view n) {
      return compare_ignoring_case(type.name, n) < 0;
    });
  }

  [[nodiscard]] const Type* find(std::string_view name) const {
    const auto found = from(types.begin(), name);
    if (found == types.end() || compare_ignoring_case(found->name, name) != 0) return nullptr;
    return &*found;
  }

  /// The provider namespace, in its own spelling, that an identifier's first segment names:
  /// the first one in the order of the culture that begins with it.
  [[nodiscard]] std::string provider(std::string_view segment) const {
    const std::string prefix = "Microsoft." + std::string(segment);
    std::string_view first;
    auto it = from(types.begin(), prefix);
    while (it != types.end() && starts_with_ignoring_case(it->name, prefix)) {
      const std::string_view name = namespace_of(it->name);
      if (name.size() >= prefix.size() && (first.empty() || compare_culture(name, first) < 0)) {
        first = name;
      }
      it = name.size() < it->name.size() ? from(it, std::string(name) + after_slash) : it + 1;
    }
    return first.empty() ? prefix : std::string(first);
  }

  [[nodiscard]] std::vector<std::string_view> types_of(const std::string& provider) const {
    const auto begin = from(types.begin(), provider + '/');
    const auto end = from(begin, provider + after_slash);
    std::vector<std::string_view> names;
    names.reserve(static_cast<std::size_t>(end - begin));
    for (auto it = begin; it != end; ++it) names.push_back(it->name.substr(provider.size() + 1));
    return names;
  }
};

Catalog::Catalog(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;
Catalog& Catalog::operator=(Catalog&&) noexcept = default;

const Catalog& Catalog::builtin() {
  static const Catalog catalog(std::make_unique<Data>(std::string_view(
      reinterpret_cast<const char*>(embedded_api_catalog), embedded_api_catalog_size)));
  return catalog;
}

Catalog Catalog::from_json(std::string_view text, std::string_view file) {
  Diagnostic wrong = error_at("catalog-invalid", {std::string(file)}, "");
  try {
    text = without_byte_order_mark(text);
    return Catalog(std::make_unique<Data>(compact_form(read(text))));
  } catch (const nlohmann::json::parse_error& error) {
    wrong.location.position = position_at(text, error.byte == 0 ? 0 : error.byte - 1);
    const bool empty = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    wrong.message = std::string(empty ? "the file is empty" : "not valid JSON") +
                    "; expected the API catalog (apiSpecsList.json)";
  } catch (const nlohmann::json::out_of_range&) {
    // A number beyond those of a double.
    wrong.message = std::string(no_catalog) + wrong_shape + ", found a number";
  } catch (const NoCatalog& reason) {
    wrong.message = no_catalog + reason.message;
    if (reason.pointer) {
      wrong.location.pointer = *reason.pointer;
      wrong.location.position = json_place(text, *reason.pointer);
    }
  }
  throw Error(wrong);
}

bool Catalog::has_type(std::string_view resource_type) const {
  return data_->find(resource_type) != nullptr;
}

bool Catalog::has_version(std::string_view resource_type, std::string_view version) const {
  const Data::Type* type = data_->find(resource_type);
  if (type == nullptr) return false;
  for (std::size_t i = 0; i + 1 < type->versions.size(); i += 2) {
    const std::size_t number =
        digits.find(type->versions[i]) * 64 + digits.find(type->versions[i + 1]);
    if (equal_ignoring_case(data_->versions[number], version)) return true;
  }
  return false;
}

Catalog::Match Catalog::match(std::string_view identifier) const {
  std::string reduced(identifier);
  std::erase(reduced, '-');
  const std::size_t slash = std::min(reduced.find('/'), reduced.size());
  const std::string provider = data_->provider(std::string_view(reduced).substr(0, slash));
  const std::string path = reduced.substr(std::min(slash + 1, reduced.size()));

  const ResourceTypePattern pattern(path);
  const std::vector<std::string_view> names = data_->types_of(provider);
  std::vector<std::string> found;
  for (const std::string_view name : names) {
    if (pattern.matches(name)) found.emplace_back(name);
  }
  // The reference settles these by name: Azure once published the singular by mistake.
  if (found.size() > 1) {
    for (const auto& [ambiguous, meant] :
         {std::pair("service/api/policy", "service/apis/policies"),
          std::pair("service/api/operation/policy", "service/apis/operations/policies"),
          std::pair("service/product/policy", "service/products/policies")}) {
      if (equal_ignoring_case(path, ambiguous)) found = {meant};
    }
  }
  if (found.empty()) found = pattern.parents(names);
  if (found.empty()) found = {path};
  if (found.size() == 1) return {provider + "/" + found.front(), {}};
  std::stable_sort(found.begin(), found.end(), CultureLess());
  for (std::string& name : found) name.insert(0, provider + "/");
  return {"", found};
}

}  // namespace avmdoc

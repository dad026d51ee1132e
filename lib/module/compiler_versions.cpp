#include "module/compiler_versions.hpp"

#include <array>
#include <charconv>
#include <optional>

#include "source/path.hpp"
#include "template/json_place.hpp"
#include "template/marks.hpp"
#include "text/ascii.hpp"

namespace avmdoc {
namespace {

/// `0.41.2.15936`
using Version = std::array<std::uint32_t, 4>;

std::optional<Version> version_of(std::string_view text) {
  Version version{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::uint32_t& number : version) {
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc()) return std::nullopt;
    if (next == end) return version;
    if (*next != '.') return std::nullopt;
    at = next + 1;
  }
  return std::nullopt;
}

bool is_newer(std::string_view a, std::string_view b) {
  if (a == b) return false;
  const auto first = version_of(a);
  const auto second = version_of(b);
  return first && second && *first > *second;
}

std::string_view compiler_version(JsonObject root) { return generator_text(root, "version"); }

/// The template inside the deployment of that name. Without symbolic names the resources are an
/// array, and what belongs to what is not known.
std::optional<JsonObject> nested_template(JsonObject root, std::string_view symbolic_name) {
  const auto resources = object_member(root, "resources");
  const auto body = resources ? object_member(*resources, symbolic_name) : std::nullopt;
  return body ? avmdoc::nested_template(*body) : std::nullopt;
}

/// The version in the first lines of another module's `main.json`, where the compiler writes it.
std::string version_in(std::string_view text) {
  const std::size_t generator = text.find("\"_generator\"");
  if (generator == std::string_view::npos) return "";
  constexpr std::string_view key = "\"version\": \"";
  const std::size_t at = text.find(key, generator);
  if (at == std::string_view::npos || at > generator + 256) return "";
  const std::string_view rest = text.substr(at + key.size());
  return std::string(rest.substr(0, rest.find('"')));
}

class Notes {
 public:
  Notes(const Template& compiled, const Sources& sources, const Module& module)
      : compiled_(compiled),
        sources_(sources),
        module_(module),
        version_(compiler_version(compiled.root())) {}

  std::vector<Diagnostic> run() {
    if (!version_of(version_)) return {};
    if (has_source(sources_, module_)) look_at_local(compiled_.root(), module_.source, 0);
    if (notes_.empty()) look_at_nested();
    look_at_parent();
    return std::move(notes_);
  }

 private:
  /// Modules of a module, that deep, are looked at; deeper ones are those of a circle.
  static constexpr std::size_t most_levels = 16;

  void look_at_local(JsonObject root, const std::string& source, std::size_t level) {
    const auto tree = sources_.tree(source);
    if (tree == nullptr || level > most_levels) return;
    for (const bicep::Node statement : tree->root().children()) {
      if (statement.kind() != bicep::NodeKind::module) continue;
      const auto name = statement.child(bicep::Field::name);
      const auto path = statement.child(bicep::Field::path);
      const auto text = path ? bicep::string_value(*path) : std::nullopt;
      if (!name || !text || !text->ends_with(".bicep")) continue;
      if (text->find(':') != std::string::npos) continue;
      const auto nested = nested_template(root, name->text());
      if (!nested) continue;
      const std::string_view found = compiler_version(*nested);
      if (!found.empty() && found != version_) {
        add_note("compiler-versions-mixed",
                 "the template of " + *text + " in it was compiled by Bicep " + std::string(found) +
                     ", " + own_name() + " itself by Bicep " + std::string(version_) +
                     "; run: bicep build " + std::string(base_name(module_.source)));
        return;
      }
      look_at_local(*nested, referenced_path(source, *text), level + 1);
    }
  }

  void look_at_nested() {
    std::string_view newest = version_;
    std::string_view name;
    for (const DeployedResource& resource : compiled_.resources()) {
      if (!is_deployment(resource.type)) continue;
      const auto nested = avmdoc::nested_template(resource.body);
      if (!nested) continue;
      const std::string_view found = compiler_version(*nested);
      if (!is_newer(found, newest)) continue;
      newest = found;
      name = resource.identifier;
    }
    if (name.empty()) return;
    add_note("compiler-versions-mixed", "the template of '" + std::string(name) +
                                            "' in it was compiled by Bicep " + std::string(newest) +
                                            ", " + own_name() + " itself by the older Bicep " +
                                            std::string(version_));
  }

  void look_at_parent() {
    std::string_view parent = parent_path(module_.folder);
    if (parent.empty() || !sources_.has_file(std::string(parent), "main.json")) return;
    const std::string found = version_in(*sources_.head(join_path(parent, "main.json")));
    if (!is_newer(version_, found)) return;
    add_note("compiler-newer-than-parent", "compiled by Bicep " + std::string(version_) +
                                               ", its parent " + std::string(base_name(parent)) +
                                               " by the older Bicep " + found +
                                               "; build both with one version");
  }

  [[nodiscard]] std::string own_name() const { return std::string(base_name(module_.compiled)); }

  void add_note(std::string code, std::string message) {
    const std::string pointer = "/metadata/_generator/version";
    notes_.push_back(note_at(std::move(code),
                             {.file = module_.compiled,
                              .position = json_place(compiled_.text(), pointer),
                              .pointer = pointer},
                             std::move(message)));
  }

  const Template& compiled_;
  const Sources& sources_;
  const Module& module_;
  std::string_view version_;
  std::vector<Diagnostic> notes_;
};

}  // namespace

std::vector<Diagnostic> compiler_notes(const Template& compiled, const Sources& sources,
                                       const Module& module) {
  return Notes(compiled, sources, module).run();
}

}  // namespace avmdoc

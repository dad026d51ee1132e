#include "module/own_files.hpp"

#include <algorithm>

#include "limits.hpp"
#include "module/source_places.hpp"
#include "source/path.hpp"
#include "template/json_place.hpp"
#include "text/decoding.hpp"
#include "text/merge_conflict.hpp"

namespace avmdoc {
namespace {

/// `run: bicep build main.bicep`
std::string build_command(const Module& module) {
  return "run: bicep build " + std::string(base_name(module.source));
}

std::string read_template_text(const Sources& sources, const Module& module) {
  const std::string& path = module.compiled;
  try {
    return sources.files().read(path);
  } catch (const Error&) {
    if (sources.files().type(path) != FileType::none) throw;
  }
  throw Error(error_at("template-missing", {path},
                       "there is no compiled template; " + build_command(module)));
}

/// The conflict in a compiled template, where one is the reason that it is not JSON.
std::optional<Diagnostic> template_conflict(const Sources& sources, const Module& module) {
  const std::string text = sources.files().read(module.compiled);
  const auto at = find_merge_marker(text);
  if (!at) return std::nullopt;
  return merge_conflict(text, *at, module.compiled,
                        "take either side, then " + build_command(module));
}

}  // namespace

std::string read_readme(const Sources& sources, const std::string& readme) {
  if (!sources.has_file(std::string(parent_path(readme)), base_name(readme))) return {};
  return sources.files().read(readme);
}

void check_readme_size(std::string_view text, const std::string& readme) {
  const auto check = [&](std::size_t found, std::size_t most, const char* unit) {
    if (found <= most) return;
    throw Error(error_at("readme-too-large", {readme},
                         "expected a README of at most " + std::to_string(most) + unit +
                             ", found " + std::to_string(found)));
  };
  check(text.size(), limits::readme_bytes, " bytes");
  if (text.size() <= limits::readme_lines) return;
  check(static_cast<std::size_t>(std::ranges::count(text, '\n')), limits::readme_lines, " lines");
}

void check_own_source(const Sources& sources, const Module& module) {
  const auto entries = sources.list(module.folder);
  const auto entry = std::ranges::find(*entries, base_name(module.source), &DirectoryEntry::name);
  if (entry == entries->end()) return;
  std::vector<Diagnostic> errors = sources.errors(module.source);
  if (!errors.empty()) throw Error(std::move(errors));
}

bool is_compiled(const Sources& sources, const Module& module) {
  const std::string_view name = base_name(module.compiled);
  return sources.has_file(module.folder, name) &&
         (name == "main.json" || is_template(*sources.head(module.compiled)));
}

void check_own_syntax(const Sources& sources, const std::string& path) {
  constexpr std::size_t most = 20;
  std::vector<Diagnostic> errors;
  const std::shared_ptr<const bicep::Tree> tree = sources.tree(path);
  if (tree == nullptr) return;  // `check_own_source` reports why
  for (const Diagnostic& diagnostic : tree->diagnostics()) {
    // No declaration is lost by it.
    if (diagnostic.code == "missing-comma") continue;
    if (errors.size() == most) break;
    errors.push_back(diagnostic);
  }
  if (!errors.empty()) throw Error(std::move(errors));
}

void refuse_conflicts(const Sources& sources, const Module& module, std::string_view readme) {
  std::vector<Diagnostic> found;
  if (has_source(sources, module)) {
    const auto conflict = sources.conflict(module.source);
    if (conflict) found.push_back(*conflict);
  }
  if (const auto at = find_merge_conflict(readme)) {
    found.push_back(merge_conflict(readme, *at, module.readme,
                                   "take either side and resolve its Notes, then run: avmdoc "
                                   "generate"));
  }
  if (found.empty()) return;
  if (sources.has_file(module.folder, base_name(module.compiled))) {
    const auto conflict = template_conflict(sources, module);
    if (conflict) found.push_back(*conflict);
  }
  throw Error(std::move(found));
}

Template read_template(const Sources& sources, Module& module) {
  const std::string& path = module.compiled;
  // The compiler writes UTF-8, so the text is only decoded after the first attempt has failed.
  std::string text = read_template_text(sources, module);
  try {
    return Template::parse(std::move(text), path);
  } catch (const Error&) {
    if (const auto conflict = template_conflict(sources, module)) throw Error(*conflict);
    DecodedText decoded = decode_text(sources.files().read(path));
    if (decoded.problem.empty()) throw;
    module.diagnostics.push_back(not_utf8_warning(path, decoded));
    return Template::parse(std::move(decoded.text), path);
  }
}

void place_in_source(const Sources& sources, const Module& module, const Template& compiled,
                     std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  const std::shared_ptr<const bicep::Tree> source =
      has_source(sources, module) ? sources.tree(module.source) : nullptr;
  std::optional<SourcePlaces> places;
  if (source) places.emplace(*source);
  for (Diagnostic& diagnostic : diagnostics) {
    Location& location = diagnostic.location;
    if (location.pointer.empty() || location.position.line != 0) continue;
    // What the compiler never makes is nowhere in the source.
    if (places && diagnostic.code != "template-misshapen") {
      location.position = places->place(location.pointer);
    }
    if (location.position.line != 0) {
      location.file = module.source;
    } else {
      location.position = json_place(compiled.text(), location.pointer);
    }
  }
}

}  // namespace avmdoc

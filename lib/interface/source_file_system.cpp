#include "avmdoc/source_file_system.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "interface/source_reader.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

/// Files that are looked for beside each module. None is compiled from a source of its name.
constexpr std::array<std::string_view, 3> never_templates = {"version.json", "metadata.json",
                                                             "bicepconfig.json"};

}  // namespace

struct SourceFileSystem::State {
  State(const FileSystem& files, ReadFrom read_from, std::string module_cache)
      : base(files),
        from(read_from),
        cache(std::move(module_cache)),
        sources(files),
        library(files, sources, cache) {}

  /// The source that a template is made from; empty when the file is what `base` has.
  [[nodiscard]] std::string source_of(std::string_view path) const {
    constexpr std::string_view extension = ".json";
    if (from == ReadFrom::compiled_template || !path.ends_with(extension)) return {};
    const std::string_view name = base_name(path);
    if (std::ranges::find(never_templates, name) != never_templates.end()) return {};
    if (from == ReadFrom::automatic && has_entry(path)) {
      // A main.json is a template, even when it is broken. What is beside another source may be
      // anything, such as data that it loads.
      if (name == "main.json" || is_template(*sources.head(std::string(path)))) return {};
    }
    path.remove_suffix(extension.size());
    std::string source = std::string(path) + ".bicep";
    return base.type(source) == FileType::file ? source : "";
  }

  /// Also for what cannot be read, such as a broken link.
  [[nodiscard]] bool has_entry(std::string_view path) const {
    if (base.type(path) != FileType::none) return true;
    for (const DirectoryEntry& entry : *sources.list(std::string(parent_path(path)))) {
      if (entry.name == base_name(path)) return true;
    }
    return false;
  }

  const FileSystem& base;
  ReadFrom from;
  std::string cache;
  Sources sources;
  Library library;
};

SourceFileSystem::SourceFileSystem(const FileSystem& base, ReadFrom from, std::string module_cache)
    : state_(std::make_unique<State>(base, from, std::move(module_cache))) {}
SourceFileSystem::~SourceFileSystem() = default;

const std::string& SourceFileSystem::module_cache() const { return state_->cache; }

FileType SourceFileSystem::type(std::string_view path) const {
  return state_->source_of(path).empty() ? state_->base.type(path) : FileType::file;
}

std::string SourceFileSystem::read(std::string_view path) const {
  const std::string source = state_->source_of(path);
  if (source.empty()) return state_->base.read(path);
  return read_source(state_->library, state_->library.source(source)).json;
}

std::string SourceFileSystem::read_head(std::string_view path, std::size_t most) const {
  if (!state_->source_of(path).empty()) return FileSystem::read_head(path, most);
  return state_->base.read_head(path, most);
}

std::vector<DirectoryEntry> SourceFileSystem::list(std::string_view folder) const {
  return state_->base.list(folder);
}

}  // namespace avmdoc

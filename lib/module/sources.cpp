#include "module/sources.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "bicep/utf8.hpp"
#include "limits.hpp"
#include "source/path.hpp"

namespace avmdoc {
namespace {

/// Modules count wherever they stand. An import counts when it stands on one line: the reference
/// reads lines, and real modules depend on it (`compute/virtual-machine` imports a type over
/// several lines, and its README does not list it).
SourceReferences references_of(const bicep::Tree& tree, std::string_view folder) {
  SourceReferences result;
  result.bytes = tree.text().size();
  for (const bicep::Node statement : tree.root().children()) {
    const bool is_module = statement.kind() == bicep::NodeKind::module;
    if (!is_module && statement.kind() != bicep::NodeKind::import) continue;
    const auto path = statement.child(bicep::Field::path);
    const auto text = path ? bicep::string_value(*path) : std::nullopt;
    if (!text) continue;
    if (text->find(':') != std::string::npos) {
      if (is_module || statement.on_one_line()) result.remote.push_back(*text);
    } else if (is_module && text->ends_with(".bicep")) {
      result.local.push_back(normal_path(join_path(folder, *text)));
    }
  }
  for (const Diagnostic& diagnostic : tree.diagnostics()) {
    result.diagnostics.push_back(diagnostic);
    result.diagnostics.back().severity = Severity::warning;
  }
  return result;
}

std::size_t first_invalid_byte(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const bicep::CodePoint point = bicep::first_code_point(rest);
    if (!point.valid) break;
    rest.remove_prefix(point.size);
  }
  return text.size() - rest.size();
}

[[noreturn]] void fail_as_too_large(const std::string& file, const char* what, std::size_t most,
                                    const char* unit, Position position = {}) {
  Diagnostic diagnostic;
  diagnostic.code = "source-too-large";
  diagnostic.location = {file, position, 0, ""};
  diagnostic.message = std::string("expected a ") + what + " of at most " + std::to_string(most) +
                       " " + unit + ", found more";
  throw Error(std::move(diagnostic));
}

}  // namespace

bicep::Tree parse_source(std::string text, const std::string& path) {
  if (text.size() > limits::source_bytes) {
    fail_as_too_large(path, "file", limits::source_bytes, "bytes");
  }
  bicep::Tree tree = bicep::parse(std::move(text), path);
  std::size_t count = 0;
  for (const bicep::Node statement : tree.root().children()) {
    if (++count > limits::statements) {
      fail_as_too_large(path, "file", limits::statements, "statements", statement.position());
    }
    const auto named = statement.child(bicep::Field::path);
    if (named && named->range().size() > limits::path_bytes) {
      fail_as_too_large(path, "path", limits::path_bytes, "bytes", named->position());
    }
  }
  return tree;
}

std::string Sources::read_text(const std::string& path) const {
  std::string text = files_.read(path);
  if (text.size() > limits::source_bytes) {
    fail_as_too_large(path, "file", limits::source_bytes, "bytes");
  }
  if (simdjson::validate_utf8(text)) return text;
  Diagnostic diagnostic;
  diagnostic.code = "not-utf8";
  const std::size_t at = first_invalid_byte(text);
  std::array<char, 3> byte{};
  static_cast<void>(
      std::snprintf(byte.data(), byte.size(), "%02X", static_cast<unsigned char>(text[at])));
  diagnostic.location = {path, position_at(text, at), 0, ""};
  diagnostic.message =
      "not valid UTF-8: found the byte 0x" + std::string(byte.data()) + "; save the file as UTF-8";
  throw Error(std::move(diagnostic));
}

FileType Sources::type(const std::string& path) const {
  // The folder around it was mostly listed before. Links count there as what they are.
  if (const auto around = folders_.find(parent_path(path))) {
    const auto entry = std::ranges::find(*around, base_name(path), &DirectoryEntry::name);
    if (entry != around->end() && entry->type == FileType::folder) return FileType::folder;
  }
  return files_.type(path);
}

std::shared_ptr<const Sources::Folder> Sources::list(const std::string& folder) const {
  return folders_.get(
      folder, [&] { return type(folder) == FileType::folder ? files_.list(folder) : Folder(); });
}

std::shared_ptr<const Sources::Folder> Sources::list_folder(const std::string& folder) const {
  return folders_.get(folder, [&] { return files_.list(folder); });
}

bool Sources::has_file(const std::string& folder, std::string_view name) const {
  return std::ranges::any_of(*list(folder), [&](const DirectoryEntry& entry) {
    return entry.name == name && entry.type == FileType::file;
  });
}

std::vector<std::string> Sources::find(const std::string& folder, std::string_view name) const {
  std::vector<std::string> found;
  find(folder, name, 0, found);
  return found;
}

void Sources::find(const std::string& folder, std::string_view name, std::size_t level,
                   std::vector<std::string>& found) const {
  if (level > max_folder_levels) throw Error(folder_too_deep(folder));
  const auto entries = list(folder);
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::folder) {
      find(join_path(folder, entry.name), name, level + 1, found);
    } else if (entry.name == name) {
      found.push_back(join_path(folder, entry.name));
    }
  }
}

std::shared_ptr<const Sources::File> Sources::file(const std::string& path) const {
  return source_files_.get(path, [&] {
    try {
      return File{parse_source(files_.read(path), path), {}};
    } catch (const Error& error) {
      return File{std::nullopt, error.diagnostics()};
    }
  });
}

std::size_t Sources::size_of(const File& file) {
  return 1 + (file.tree ? file.tree->text().size() : 0);
}

std::size_t Sources::size_of(const SourceReferences& references) {
  std::size_t size = 256 + 512 * references.diagnostics.size();
  for (const std::string& path : references.local) size += sizeof(path) + path.size();
  for (const std::string& name : references.remote) size += sizeof(name) + name.size();
  return size;
}

std::shared_ptr<const SourceReferences> Sources::references(const std::string& path) const {
  return references_.get(path, [&] {
    const std::shared_ptr<const File> known = file(path);
    if (known->tree) return references_of(*known->tree, parent_path(path));
    SourceReferences result;
    result.diagnostics = known->errors;
    for (Diagnostic& diagnostic : result.diagnostics) {
      // What goes beyond a limit stops the module that includes the file.
      if (diagnostic.code == "unreadable-file") diagnostic.severity = Severity::warning;
    }
    return result;
  });
}

std::vector<Diagnostic> Sources::errors(const std::string& path) const {
  return file(path)->errors;
}

std::shared_ptr<const bicep::Tree> Sources::tree(const std::string& path) const {
  const std::shared_ptr<const File> known = file(path);
  if (!known->tree) return nullptr;
  return {known, &*known->tree};
}

}  // namespace avmdoc

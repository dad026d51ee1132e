#include "module/sources.hpp"

#include <algorithm>

#include "bicep/declarations.hpp"
#include "limits.hpp"
#include "source/path.hpp"
#include "text/merge_conflict.hpp"

namespace avmdoc {
namespace {

/// Whether a statement has one line for itself, without the decorators before it.
bool has_own_line(const bicep::Tree& tree, bicep::Node statement) {
  std::uint32_t first = statement.first_token();
  for (const bicep::Node child : statement.children()) {
    if (child.field() == bicep::Field::decorator) first = child.end_token();
  }
  while (tree.tokens()[first].kind == bicep::TokenKind::newline) ++first;
  constexpr std::string_view line_breaks = "\r\n";
  const auto text_of = [&](std::uint32_t begin, std::uint32_t end) {
    return tree.text().substr(begin, end - begin);
  };
  const std::uint32_t begin = tree.tokens()[first].range.begin;
  const bool begins_line =
      first == 0 ||
      text_of(tree.tokens()[first - 1].range.begin, begin).find_first_of(line_breaks) !=
          std::string_view::npos;
  return begins_line &&
         text_of(begin, statement.range().end).find_first_of(line_breaks) == std::string_view::npos;
}

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
      if (is_module || has_own_line(tree, statement)) result.remote.push_back(*text);
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

constexpr std::string_view resolve_it = "resolve it first";

/// A marker alone counts where it breaks the syntax. A whole conflict may lie in a multi-line
/// string.
std::optional<Diagnostic> conflict_of(const bicep::Tree& tree, const std::string& path) {
  const std::string_view text = tree.text();
  const auto at = tree.diagnostics().empty() ? find_merge_conflict(text) : find_merge_marker(text);
  if (!at) return std::nullopt;
  return merge_conflict(text, *at, path, resolve_it);
}

[[noreturn]] void fail_as_too_large(const std::string& file, const char* what, std::size_t most,
                                    const char* unit, Position position = {}) {
  throw Error(error_at("source-too-large", {file, position},
                       std::string("expected a ") + what + " of at most " + std::to_string(most) +
                           " " + unit + ", found more"));
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

Diagnostic not_utf8_warning(std::string_view file, const DecodedText& decoded) {
  return warning_at("not-utf8", {std::string(file), decoded.position},
                    decoded.problem + "; save the file as UTF-8");
}

std::string Sources::read_text(const std::string& path, std::vector<Diagnostic>& warnings) const {
  std::string bytes = files_.read(path);
  if (bytes.size() > limits::source_bytes) {
    fail_as_too_large(path, "file", limits::source_bytes, "bytes");
  }
  DecodedText decoded = decode_text(std::move(bytes));
  if (const auto at = find_merge_conflict(decoded.text)) {
    throw Error(merge_conflict(decoded.text, *at, path, resolve_it));
  }
  if (!decoded.problem.empty()) warnings.push_back(not_utf8_warning(path, decoded));
  return std::move(decoded.text);
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

template <typename Found>
void Sources::visit(const std::string& folder, std::size_t level, const Found& found) const {
  if (level > max_folder_levels) throw Error(folder_too_deep(folder));
  const auto entries = list(folder);
  for (const DirectoryEntry& entry : *entries) {
    if (entry.type == FileType::folder) {
      visit(join_path(folder, entry.name), level + 1, found);
    } else {
      found(folder, entry.name);
    }
  }
}

std::vector<std::string> Sources::find(const std::string& folder, std::string_view name) const {
  std::vector<std::string> paths;
  visit(folder, 0, [&](const std::string& in, const std::string& file) {
    if (file == name) paths.push_back(join_path(in, file));
  });
  return paths;
}

void Sources::find(const std::string& folder,
                   const std::function<void(const std::string& path)>& found) const {
  visit(folder, 0,
        [&](const std::string& in, const std::string& file) { found(join_path(in, file)); });
}

std::shared_ptr<const std::string> Sources::head(const std::string& path) const {
  return heads_.get(path, [&] { return files_.read_head(path, 1024); });
}

std::shared_ptr<const Sources::File> Sources::file(const std::string& path) const {
  return source_files_.get(path, [&] {
    try {
      File file{parse_source(decode_text(files_.read(path)).text, path), {}, {}};
      file.conflict = conflict_of(*file.tree, path);
      return file;
    } catch (const Error& error) {
      return File{std::nullopt, error.diagnostics(), {}};
    }
  });
}

std::size_t Sources::size_of(const File& file) {
  return 1 + (file.tree ? file.tree->text().size() : 0);
}

std::size_t Sources::size_of(const SourceReferences& references) {
  std::size_t size = 256 + 512 * references.diagnostics.size();
  for (const std::string& path : references.local) size += sizeof(std::string) + path.size();
  for (const std::string& name : references.remote) size += sizeof(std::string) + name.size();
  return size;
}

std::shared_ptr<const SourceReferences> Sources::references(const std::string& path) const {
  return references_.get(path, [&] {
    const std::shared_ptr<const File> known = file(path);
    if (known->tree && !known->conflict) return references_of(*known->tree, parent_path(path));
    SourceReferences result;
    result.diagnostics = known->errors;
    if (known->conflict) result.diagnostics.push_back(*known->conflict);
    for (Diagnostic& diagnostic : result.diagnostics) {
      // What goes beyond a limit stops the module that includes the file.
      if (diagnostic.code == "unreadable-file") diagnostic.severity = Severity::warning;
    }
    return result;
  });
}

std::vector<std::string> Sources::inclusions(const std::string& path) const {
  std::vector<std::string> found;
  const std::shared_ptr<const File> known = file(path);
  if (!known->tree) return found;
  for (const bicep::Node statement : known->tree->root().children()) {
    const bool is_module = statement.kind() == bicep::NodeKind::module;
    if (!is_module && statement.kind() != bicep::NodeKind::import) continue;
    const auto text = bicep::path_text(statement);
    if (!text || text->find(':') != std::string::npos) continue;
    found.push_back(referenced_path(path, *text));
  }
  return found;
}

std::vector<Diagnostic> Sources::errors(const std::string& path) const {
  return file(path)->errors;
}

std::optional<Diagnostic> Sources::conflict(const std::string& path) const {
  return file(path)->conflict;
}

bool is_template(std::string_view head) {
  return head.find("\"_generator\"") != std::string_view::npos;
}

bool has_source(const Sources& sources, const Module& module) {
  return sources.has_file(std::string(parent_path(module.source)), base_name(module.source));
}

std::shared_ptr<const bicep::Tree> Sources::tree(const std::string& path) const {
  const std::shared_ptr<const File> known = file(path);
  if (!known->tree) return nullptr;
  return {known, &*known->tree};
}

}  // namespace avmdoc
